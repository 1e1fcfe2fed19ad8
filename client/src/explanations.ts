import * as vscode from 'vscode';
import {
  EXPLAIN_COMMAND,
  EXPLAIN_REQUEST,
  type ExplainedText,
  type ExplainParams,
  LIFTING_TARGET,
  PLAN_TARGET,
} from '#lsp/protocol';
import { placesIn } from './places-in-text.ts';
import type { ServerProcess } from './server-process.ts';

const SCHEME = 'wiring-explanation';

/**
 * Whole explanations as read-only documents beside the file they were asked from: to be searched and copied, with places
 * that lead to their line. An open one follows every review.
 */
export function showExplanations(
  context: vscode.ExtensionContext,
  server: ServerProcess,
  failed: (error: unknown) => void,
): void {
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const roots = new Map<string, vscode.Uri>();

  async function explain(uri?: unknown, target?: unknown): Promise<void> {
    try {
      const params = askedFor(uri, target);
      if (!params) throw new Error('open the file to explain first');
      const document = documentOf(params);
      changed.fire(document);
      const opened = await vscode.workspace.openTextDocument(document);
      await vscode.languages.setTextDocumentLanguage(opened, 'markdown');
      await vscode.window.showTextDocument(opened, { viewColumn: vscode.ViewColumn.Beside, preview: true });
    } catch (error) {
      failed(error);
    }
  }

  context.subscriptions.push(
    changed,
    vscode.commands.registerCommand(EXPLAIN_COMMAND, explain),
    vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
      onDidChange: changed.event,
      async provideTextDocumentContent(document) {
        const params = paramsOf(document);
        const told = params && (await server.request<ExplainedText>(EXPLAIN_REQUEST, params));
        if (told) roots.set(document.toString(), vscode.Uri.parse(told.root));
        return told?.text ?? 'The language server does not run.\n';
      },
    }),
    vscode.languages.registerDocumentLinkProvider(
      { scheme: SCHEME },
      { provideDocumentLinks: document => linksIn(document, roots.get(document.uri.toString())) },
    ),
    server.onChange(() => {
      for (const { uri } of vscode.workspace.textDocuments) if (uri.scheme === SCHEME) changed.fire(uri);
    }),
  );
}

/** What a lens or another caller names; nothing named means the file that is open. */
function askedFor(uri: unknown, target: unknown): ExplainParams | undefined {
  if (typeof uri === 'string') return { uri, target: typeof target === 'string' ? target : '' };
  const open = vscode.window.activeTextEditor?.document.uri;
  return open?.scheme === 'file' ? { uri: open.toString(), target: '' } : undefined;
}

/** The name of the tab is the thing; the query tells the rest, so that a window that is opened again finds it. */
function documentOf({ uri, target }: ExplainParams): vscode.Uri {
  const named = target === '' ? uri.slice(uri.lastIndexOf('/') + 1) : target;
  const name = target === LIFTING_TARGET ? 'Lifting now' : target.startsWith(PLAN_TARGET) ? 'Plan' : named;
  // A name can hold slashes, which would be folders, and so can what stands before a colon.
  const tab = name
    .replace(/^(couch|team|group|pair|module|queue|initiative|flow|capability):/, '')
    .replaceAll('/', '\u2215');
  return vscode.Uri.from({ scheme: SCHEME, path: `/${tab}`, query: JSON.stringify({ uri, target }) });
}

function paramsOf({ query }: vscode.Uri): ExplainParams | undefined {
  try {
    const { uri, target }: { uri?: unknown; target?: unknown } = JSON.parse(query);
    return typeof uri === 'string' && typeof target === 'string' ? { uri, target } : undefined;
  } catch {
    return undefined;
  }
}

/** `path:line:column` leads to its place below the root that the explanation is about. */
function linksIn(document: vscode.TextDocument, root: vscode.Uri | undefined): vscode.DocumentLink[] {
  if (!root) return [];
  const links: vscode.DocumentLink[] = [];
  for (let number = 0; number < document.lineCount; number += 1) {
    const { text } = document.lineAt(number);
    for (const { start, end, path, line, column } of placesIn(text)) {
      const range = new vscode.Range(number, start, number, end);
      const at = vscode.Uri.joinPath(root, path).with({ fragment: `L${line},${column}` });
      links.push(new vscode.DocumentLink(range, at));
    }
  }
  return links;
}
