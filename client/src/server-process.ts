import * as vscode from 'vscode';
import {
  type Disposable,
  LanguageClient,
  type LanguageClientOptions,
  type ServerOptions,
  State,
  TransportKind,
} from 'vscode-languageclient/node';
import {
  type InitializationOptions,
  type LensKind,
  REVIEWED_NOTIFICATION,
  SETTINGS_NOTIFICATION,
  TRUSTED_NOTIFICATION,
} from '#lsp/protocol';
import { followChosenFixes } from './chosen-fix.ts';

/** The language server in a process of its own, run by the Node that runs the extension host. */
export interface ServerProcess extends Disposable {
  start(): Promise<void>;
  restart(): Promise<void>;
  /** `undefined` where the server neither runs nor starts. */
  request<Result>(
    method: string,
    params: unknown,
    token?: vscode.CancellationToken,
  ): Promise<Result | undefined>;
  trusted(): void;
  settingsChanged(): void;
  readonly running: boolean;
  /** It did run, and does no longer: after too many crashes it is not started again by itself. */
  readonly stopped: boolean;
  /** Fires when a newer review is there, and when the server starts or stops. */
  readonly onChange: vscode.Event<void>;
}

export function createServerProcess(
  context: vscode.ExtensionContext,
  output: vscode.LogOutputChannel,
): ServerProcess {
  const changed = new vscode.EventEmitter<void>();
  let client: LanguageClient | undefined;
  let ran = false;
  const fixes = followChosenFixes();

  function make(): LanguageClient {
    const made = new LanguageClient('wiring', 'Wiring', serverOptions(context), {
      ...clientOptions(output),
      middleware: fixes,
    });
    made.onDidChangeState(({ newState }) => {
      // What was granted or set while the server was starting came too late for its options; said twice does no harm.
      if (newState === State.Running) {
        ran = true;
        tellTrust(made);
        tellSettings(made);
      }
      if (newState !== State.Starting) changed.fire();
    });
    made.onNotification(REVIEWED_NOTIFICATION, () => changed.fire());
    return made;
  }

  async function start(): Promise<void> {
    const before = performance.now();
    client = make();
    try {
      await client.start();
      output.info(`The language server answered after ${Math.round(performance.now() - before)} ms.`);
    } catch (error) {
      output.error(`The language server did not start: ${error}`);
      const choice = await vscode.window.showErrorMessage(
        'Wiring could not start its language server.',
        'Show the log',
        'Restart',
      );
      if (choice === 'Show the log') output.show();
      if (choice === 'Restart') await restart();
    }
  }

  async function stop(): Promise<void> {
    const old = client;
    client = undefined;
    try {
      await old?.dispose(2000);
    } catch {
      // A server that is gone already is what we wanted.
    }
  }

  async function restart(): Promise<void> {
    await stop();
    await start();
  }

  return {
    start,
    restart,
    get running() {
      return client?.state === State.Running;
    },
    get stopped() {
      return ran && client?.state === State.Stopped;
    },
    async request(method, params, token) {
      // What is asked while the server starts is answered once it has.
      if (!client || client.state === State.Stopped) return undefined;
      // A token that is not there would be sent as a second parameter, and taken for one.
      return token ? client.sendRequest(method, params, token) : client.sendRequest(method, params);
    },
    trusted() {
      if (client?.state === State.Running) tellTrust(client);
    },
    settingsChanged() {
      if (client?.state === State.Running) tellSettings(client);
    },
    onChange: changed.event,
    dispose() {
      changed.dispose();
      fixes.dispose();
      void stop();
    },
  };
}

function tellTrust(client: LanguageClient): void {
  if (vscode.workspace.isTrusted) void client.sendNotification(TRUSTED_NOTIFICATION);
}

function tellSettings(client: LanguageClient): void {
  void client.sendNotification(SETTINGS_NOTIFICATION, initializationOptions());
}

function serverOptions(context: vscode.ExtensionContext): ServerOptions {
  const module = context.asAbsolutePath('dist/server.cjs');
  const run = { module, transport: TransportKind.ipc, options: { cwd: context.extensionPath } };
  return { run, debug: { ...run, options: { ...run.options, execArgv: ['--inspect=6017'] } } };
}

function clientOptions(output: vscode.LogOutputChannel): LanguageClientOptions {
  return {
    // By pattern where the language is somebody else's business: CODEOWNERS may be anyone's language.
    documentSelector: [
      { scheme: 'file', language: 'wiring' },
      { scheme: 'file', pattern: '**/CODEOWNERS' },
      // Findings of modules that nobody declared stand here.
      { scheme: 'file', pattern: '**/package.json' },
      ...['typescript', 'typescriptreact', 'javascript', 'javascriptreact'].map(language => ({
        scheme: 'file',
        language,
      })),
    ],
    outputChannel: output,
    // Asked again whenever the server starts, also after a crash: trust or a setting may have changed since.
    initializationOptions,
    markdown: { isTrusted: false, supportHtml: false },
  };
}

function initializationOptions(): InitializationOptions {
  const configuration = vscode.workspace.getConfiguration('wiring');
  const diagnostics = configuration.get('diagnostics') === 'open files';
  const lenses: LensKind[] = [];
  if (configuration.get('codeLens.verdicts') !== false) lenses.push('verdicts');
  if (configuration.get('codeLens.whatIf') !== false) lenses.push('what-if');
  return {
    trusted: vscode.workspace.isTrusted,
    diagnostics: diagnostics ? 'open files' : 'workspace',
    reveals: true,
    moves: true,
    explains: true,
    lenses,
  };
}
