import * as vscode from 'vscode';
import { EXPLAIN_COMMAND, LIFTING_REQUEST, LIFTING_TARGET, type LiftingStatus } from '#lsp/protocol';
import type { ServerProcess } from './server-process.ts';
import { shownFile, withoutIcons } from './status-bar.ts';

/** What comes together (saving all files, a commit with its hooks) is asked about once. */
const REST_MS = 400;

/**
 * "What am I lifting now?": whom the change that is not committed yet needs. Asked again after every review and whenever
 * something may have been written to the disk; the server reads git only then, and never makes anybody wait.
 */
export function showLifting(context: vscode.ExtensionContext, server: ServerProcess): void {
  const item = vscode.window.createStatusBarItem('wiring.lifting', vscode.StatusBarAlignment.Right, 89);
  item.name = 'Wiring: what you are lifting';
  item.command = 'wiring.lifting';
  let asked = 0;
  let timer: NodeJS.Timeout | undefined;
  let saved = false;

  async function refresh(): Promise<void> {
    asked += 1;
    const mine = asked;
    const uri = shownUri();
    if (!uri) return item.hide();
    const params = { uri: uri.toString(), saved };
    saved = false;
    const status = await server.request<LiftingStatus>(LIFTING_REQUEST, params).catch(() => undefined);
    // A later question has a better answer.
    if (mine !== asked) return;
    if (!status || status.state === 'outside') return item.hide();
    item.text = `$(package) ${withoutIcons(status.text)}`;
    item.tooltip = new vscode.MarkdownString(status.detail);
    item.accessibilityInformation = { label: `Wiring, ${status.text}` };
    item.show();
  }

  function soon(wasSaved: boolean): void {
    saved ||= wasSaved;
    clearTimeout(timer);
    timer = setTimeout(() => void refresh(), REST_MS);
  }

  context.subscriptions.push(
    item,
    { dispose: () => clearTimeout(timer) },
    vscode.commands.registerCommand('wiring.lifting', () =>
      vscode.commands.executeCommand(EXPLAIN_COMMAND, shownUri()?.toString(), LIFTING_TARGET),
    ),
    // Files of every kind count, and the server is told only of those that it reads.
    vscode.workspace.onDidSaveTextDocument(() => soon(true)),
    // Whoever was away may have committed elsewhere.
    vscode.window.onDidChangeWindowState(({ focused }) => {
      if (focused) soon(true);
    }),
    vscode.window.tabGroups.onDidChangeTabs(() => soon(false)),
    server.onChange(() => soon(false)),
  );
  soon(false);
}

/** The root of the file that is shown; with none, the first folder's. */
function shownUri(): vscode.Uri | undefined {
  return shownFile() ?? vscode.workspace.workspaceFolders?.[0]?.uri;
}
