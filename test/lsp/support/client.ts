import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type {
  CodeAction,
  Diagnostic,
  InitializeResult,
  Position,
  PublishDiagnosticsParams,
  WorkspaceEdit,
} from 'vscode-languageserver-protocol';
import { FileChangeType } from 'vscode-languageserver-protocol';
import {
  createMessageConnection,
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver-protocol/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { makeRepository } from '../../editor/support/repository.ts';
import { type MadeCommit, makeRepository as makeHistory } from '../../support/git-repository.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
let built = false;

/** The server as it ships, built once for all tests of a run; WIRING_BUILT says that it is built already. */
export function serverPath(): string {
  if (!built && !process.env.WIRING_BUILT)
    execFileSync(process.execPath, [join(ROOT, 'scripts/build.mjs'), '--quiet'], { stdio: 'pipe' });
  built = true;
  return join(ROOT, 'dist/server.cjs');
}

export interface ClientOptions {
  readonly trusted?: boolean;
  /** Folders by name, each with its files; each becomes a repository and a workspace folder. */
  readonly folders?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Files of the one folder. */
  readonly files?: Readonly<Record<string, string>>;
  /** The one folder's history, in place of one commit. */
  readonly commits?: readonly MadeCommit[];
  /** Beyond `trusted`. */
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly capabilities?: Readonly<Record<string, unknown>>;
  readonly spell?: (uri: string) => string;
  /** Stands before every other program on the server's PATH. */
  readonly programs?: string;
}

export interface Client {
  readonly connection: MessageConnection;
  readonly process: ChildProcess;
  readonly folder: string;
  readonly answer: InitializeResult;
  /** What the server logged. */
  readonly log: string[];
  readonly registrations: string[];
  /** How often the server wanted to be asked again. */
  readonly refreshed: { readonly lenses: number };
  uri(path: string): string;
  open(path: string, text?: string): Promise<void>;
  /** Replaces a range, or the first occurrence of a text. */
  edit(path: string, what: string, by: string): Promise<void>;
  text(path: string): string;
  /** Writes to the disk and tells the server. */
  write(path: string, text: string, type?: FileChangeType): Promise<void>;
  diagnostics(path: string): readonly Diagnostic[];
  /** Waits until the diagnostics of a file are as wanted. */
  until(
    path: string,
    wanted: (diagnostics: readonly Diagnostic[]) => boolean,
  ): Promise<readonly Diagnostic[]>;
  request<Result>(method: string, params: unknown): Promise<Result>;
  /** The position of a text in an open file; `after` puts it behind the text. */
  position(path: string, text: string, after?: boolean): Position;
  actions(path: string, text: string): Promise<CodeAction[]>;
  apply(edit: WorkspaceEdit | undefined): Promise<void>;
  stop(): Promise<void>;
}

const SECOND = 1000;

export async function startClient(options: ClientOptions = {}): Promise<Client> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'wiring-lsp-')));
  const spell = options.spell ?? (uri => uri);
  const folders = options.folders ?? { '': options.files ?? {} };
  if (options.commits) makeHistory(folder, options.commits);
  else for (const [name, files] of Object.entries(folders)) makeRepository(join(folder, name), files);
  const server = spawn(process.execPath, [serverPath(), '--stdio'], {
    stdio: 'pipe',
    env: { ...process.env, WIRING_NO_CACHE: '1', ...withPrograms(options.programs) },
  });
  const reader = new StreamMessageReader(server.stdout);
  // Of a server that is stopped amid a message the rest never comes; asking for it would keep the run alive for ever.
  reader.partialMessageTimeout = 0;
  const connection = createMessageConnection(reader, new StreamMessageWriter(server.stdin));
  const published = new Map<string, readonly Diagnostic[]>();
  const waiting = new Set<() => void>();
  const log: string[] = [];
  const registrations: string[] = [];
  const refreshed = { lenses: 0 };
  const documents = new Map<string, TextDocument>();
  const key = (uri: string) => decodeURIComponent(uri).toLowerCase();
  server.stderr.on('data', chunk => log.push(String(chunk)));
  connection.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => {
    published.set(key(params.uri), params.diagnostics);
    for (const look of waiting) look();
  });
  connection.onNotification('window/logMessage', ({ message }: { message: string }) => log.push(message));
  connection.onRequest('client/registerCapability', ({ registrations: given }) => {
    for (const { method } of given) registrations.push(method);
    return null;
  });
  connection.onRequest('window/workDoneProgress/create', () => null);
  connection.onRequest('workspace/codeLens/refresh', () => {
    refreshed.lenses += 1;
    return null;
  });
  connection.listen();

  const base = pathToFileURL(folder).href;
  const uriOf = (path: string) => spell(path === '' ? base : `${base}/${path}`);
  const answer: InitializeResult = await connection.sendRequest('initialize', {
    processId: process.pid,
    rootUri: null,
    capabilities: options.capabilities ?? CAPABILITIES,
    workspaceFolders: Object.keys(folders).map(name => ({ uri: uriOf(name), name: name || 'root' })),
    initializationOptions: { trusted: options.trusted ?? true, ...options.settings },
  });
  await connection.sendNotification('initialized', {});

  const document = (path: string): TextDocument => {
    const found = documents.get(path);
    if (!found) throw new Error(`${path} is not open.`);
    return found;
  };
  const change = async (
    path: string,
    changes: { range: { start: Position; end: Position }; text: string }[],
  ) => {
    const next = TextDocument.update(document(path), changes, document(path).version + 1);
    documents.set(path, next);
    await connection.sendNotification('textDocument/didChange', {
      textDocument: { uri: uriOf(path), version: next.version },
      contentChanges: changes,
    });
  };

  const client: Client = {
    connection,
    process: server,
    folder,
    answer,
    log,
    registrations,
    refreshed,
    uri: uriOf,
    async open(path, text) {
      const { readFileSync } = await import('node:fs');
      const content = text ?? readFileSync(join(folder, path), 'utf8');
      documents.set(path, TextDocument.create(uriOf(path), languageOf(path), 1, content));
      await connection.sendNotification('textDocument/didOpen', {
        textDocument: { uri: uriOf(path), languageId: languageOf(path), version: 1, text: content },
      });
    },
    async edit(path, what, by) {
      const at = document(path).getText().indexOf(what);
      if (at < 0) throw new Error(`"${what}" is not in ${path}.`);
      const start = document(path).positionAt(at);
      await change(path, [{ range: { start, end: document(path).positionAt(at + what.length) }, text: by }]);
    },
    text: path => document(path).getText(),
    async write(path, text, type = FileChangeType.Changed) {
      writeFileSync(join(folder, path), text);
      await connection.sendNotification('workspace/didChangeWatchedFiles', {
        changes: [{ uri: uriOf(path), type }],
      });
    },
    diagnostics: path => published.get(key(uriOf(path))) ?? [],
    until(path, wanted) {
      return new Promise((resolve, reject) => {
        const look = () => {
          const diagnostics = published.get(key(uriOf(path)));
          if (!diagnostics || !wanted(diagnostics)) return;
          clearTimeout(timer);
          waiting.delete(look);
          resolve(diagnostics);
        };
        const timer = setTimeout(() => {
          waiting.delete(look);
          const now = JSON.stringify(
            published.get(key(uriOf(path)))?.map(one => `${one.code}: ${one.message}`),
          );
          reject(new Error(`Waited in vain for diagnostics of ${path}. Now: ${now}\n${log.join('\n')}`));
        }, 10 * SECOND);
        waiting.add(look);
        look();
      });
    },
    request: (method, params) => connection.sendRequest(method, params),
    position(path, text, after = false) {
      const at = document(path).getText().indexOf(text);
      if (at < 0) throw new Error(`"${text}" is not in ${path}.`);
      return document(path).positionAt(after ? at + text.length : at);
    },
    async actions(path, text) {
      const range = { start: client.position(path, text), end: client.position(path, text, true) };
      const given: CodeAction[] | null = await connection.sendRequest('textDocument/codeAction', {
        textDocument: { uri: uriOf(path) },
        range,
        context: { diagnostics: [] },
      });
      return given ?? [];
    },
    async apply(edit) {
      const changes = Object.entries(edit?.changes ?? {});
      for (const change of edit?.documentChanges ?? []) {
        if ('edits' in change) changes.push([change.textDocument.uri, change.edits as never]);
      }
      for (const [uri, edits] of changes) {
        const path = [...documents.keys()].find(known => key(uriOf(known)) === key(uri));
        if (path === undefined) throw new Error(`An edit of ${uri}, which the test has not opened.`);
        const sorted = [...edits].sort(
          (a, b) => document(path).offsetAt(b.range.start) - document(path).offsetAt(a.range.start),
        );
        for (const { range, newText } of sorted) await change(path, [{ range, text: newText }]);
      }
    },
    async stop() {
      const ended = new Promise(resolve => server.once('exit', resolve));
      if (server.exitCode === null && server.signalCode === null) {
        server.kill('SIGKILL');
        await ended;
      }
      connection.dispose();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return client;
}

function withPrograms(folder: string | undefined): { PATH?: string } {
  return folder === undefined ? {} : { PATH: [folder, process.env.PATH].join(delimiter) };
}

function languageOf(path: string): string {
  if (path.endsWith('.wiring')) return 'wiring';
  return path.endsWith('.ts') ? 'typescript' : 'plaintext';
}

export const CAPABILITIES = {
  workspace: {
    workspaceFolders: true,
    didChangeWatchedFiles: { dynamicRegistration: true },
    workspaceEdit: { documentChanges: true, resourceOperations: ['create'] },
  },
  textDocument: { codeAction: { resolveSupport: { properties: ['edit'] } } },
  window: { workDoneProgress: true },
};
