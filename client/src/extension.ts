import * as vscode from 'vscode';
import { failureTeller, registerCommands } from './commands.ts';
import { showExplanations } from './explanations.ts';
import { showLifting } from './lifting.ts';
import { createServerProcess } from './server-process.ts';
import { showOwner } from './status-bar.ts';

/**
 * Starts the language server and connects the editor's surfaces to it. Nothing is analysed here: this thread is shared
 * with every other extension.
 */
export function activate(context: vscode.ExtensionContext): void {
  const started = performance.now();
  const output = vscode.window.createOutputChannel('Wiring', { log: true });
  const server = createServerProcess(context, output);
  context.subscriptions.push(output, server);
  registerCommands(context, server, output);
  showExplanations(context, server, failureTeller('explain', output));
  showOwner(context, server);
  showLifting(context, server);
  context.subscriptions.push(
    vscode.workspace.onDidGrantWorkspaceTrust(() => server.trusted()),
    vscode.workspace.onDidChangeConfiguration(event => {
      if (event.affectsConfiguration('wiring')) server.settingsChanged();
    }),
  );
  void server.start();
  output.info(`Activated in ${Math.round(performance.now() - started)} ms.`);
}

/** The server ends with its client, which is one of the subscriptions; nothing else is left to do. */
export function deactivate(): void {}
