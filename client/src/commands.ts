import * as vscode from 'vscode';
import {
  CHECK_REQUEST,
  type CheckSummary,
  EXPLAIN_COMMAND,
  type FileStatus,
  INIT_REQUEST,
  type InitialFile,
  LOG_REQUEST,
  type LogText,
  MOVE_COMMAND,
  MOVE_REQUEST,
  type MoveParams,
  type MovingFiles,
  PLAN_TARGET,
  REVEAL_COMMAND,
  STATUS_REQUEST,
} from '#lsp/protocol';
import type { ServerProcess } from './server-process.ts';

export function registerCommands(
  context: vscode.ExtensionContext,
  server: ServerProcess,
  output: vscode.LogOutputChannel,
): void {
  const register = (name: string, run: () => Promise<void>) =>
    context.subscriptions.push(
      vscode.commands.registerCommand(`wiring.${name}`, async () => {
        try {
          await run();
        } catch (error) {
          await failureTeller(name, output)(error);
        }
      }),
    );
  register('check', () => check(server, output));
  register('createFile', () => createFile(server));
  register('restartServer', async () => {
    await server.restart();
    if (server.running) vscode.window.setStatusBarMessage('Wiring: the language server was restarted', 5000);
  });
  register('showLog', async () => {
    const log = await server.request<LogText>(LOG_REQUEST, {});
    output.info(log ? log.text : 'The language server does not run.');
    output.show();
  });
  register('goToOwner', () => goToOwner(server));
  context.subscriptions.push(
    vscode.commands.registerCommand(MOVE_COMMAND, async (wanted: MoveParams) => {
      try {
        await moveFiles(server, wanted);
      } catch (error) {
        await failureTeller('move files', output)(error);
      }
    }),
  );
  context.subscriptions.push(
    vscode.commands.registerCommand(REVEAL_COMMAND, reveal),
    vscode.commands.registerCommand('wiring.plan', plan),
  );
}

/** Tells the person that a command failed, and why. */
export function failureTeller(name: string, output: vscode.LogOutputChannel) {
  return async (error: unknown): Promise<void> => {
    output.error(`The command "${name}" failed: ${error}`);
    const text = error instanceof Error ? error.message : String(error);
    await offerLog(output, vscode.window.showErrorMessage(`Wiring: ${text}`, SHOW_LOG));
  };
}

const SHOW_LOG = 'Show the log';

async function offerLog(
  output: vscode.LogOutputChannel,
  choice: Thenable<string | undefined>,
): Promise<void> {
  if ((await choice) === SHOW_LOG) output.show();
}

async function check(server: ServerProcess, output: vscode.LogOutputChannel): Promise<void> {
  const summary = await askedFor<CheckSummary>(server, 'reviewing the workspace', CHECK_REQUEST, {});
  if (!summary || summary.cancelled) return tellStopped();
  const failed = summary.roots.filter(root => root.failed !== undefined);
  const first = failed[0];
  if (first) throw new Error(`the review of ${first.name} failed: ${first.failed}`);
  const text = summary.roots.length === 0 ? 'no folder is open' : summary.roots.map(inWords).join('; ');
  const problems = 'Show problems';
  const choice = await vscode.window.showInformationMessage(`Wiring: ${text}.`, problems, SHOW_LOG);
  if (choice === problems) await vscode.commands.executeCommand('workbench.actions.view.problems');
  if (choice === SHOW_LOG) output.show();
}

function inWords(root: CheckSummary['roots'][number]): string {
  const count = (number: number, one: string) => `${number} ${one}${number === 1 ? '' : 's'}`;
  const left =
    root.notAnalysed.length === 0
      ? ''
      : `, ${count(root.notAnalysed.length, 'thing')} not analysed (see the log)`;
  return `${root.name} has ${count(root.errors, 'error')} and ${count(root.warnings, 'warning')}${left}`;
}

/**
 * What the server answers, with progress that can be cancelled; `undefined` when it was.
 * @throws when the server does not run, or fails.
 */
async function askedFor<Result>(
  server: ServerProcess,
  doing: string,
  method: string,
  params: unknown,
): Promise<Result | undefined> {
  const location = vscode.ProgressLocation.Notification;
  return vscode.window.withProgress(
    { location, title: `Wiring: ${doing}`, cancellable: true },
    async (_progress, token) => {
      try {
        const answer = await server.request<Result>(method, params, token);
        if (answer !== undefined) return answer;
      } catch (error) {
        // A request that was cancelled ends with an error, which is none to the person.
        if (token.isCancellationRequested) return undefined;
        throw error;
      }
      throw new Error(
        'the language server does not run. Restart it with "Wiring: Restart the Language Server"',
      );
    },
  );
}

function tellStopped(): void {
  vscode.window.setStatusBarMessage('Wiring: the review was stopped', 5000);
}

/** Writes a first wiring file from what is known, shows it, and never replaces one. */
async function createFile(server: ServerProcess): Promise<void> {
  const uri = (
    vscode.window.activeTextEditor?.document.uri ?? vscode.workspace.workspaceFolders?.[0]?.uri
  )?.toString();
  if (uri === undefined) throw new Error('no folder is open. Open the repository to review first');
  const file = await askedFor<InitialFile>(server, 'reading the workspace', INIT_REQUEST, { uri });
  if (!file) return tellStopped();
  const target = vscode.Uri.parse(file.uri);
  if (!file.exists) {
    const edit = new vscode.WorkspaceEdit();
    edit.createFile(target, { ignoreIfExists: false, overwrite: false });
    edit.insert(target, new vscode.Position(0, 0), file.text);
    if (!(await vscode.workspace.applyEdit(edit))) throw new Error(`${target.fsPath} could not be made`);
  }
  const document = await vscode.workspace.openTextDocument(target);
  if (!file.exists) await document.save();
  await vscode.window.showTextDocument(document);
  if (file.exists) {
    vscode.window.setStatusBarMessage(
      `Wiring: ${vscode.workspace.asRelativePath(target)} exists already`,
      5000,
    );
  }
}

/** Opens the line that names the owner of the open file. */
async function goToOwner(server: ServerProcess): Promise<void> {
  const uri = vscode.window.activeTextEditor?.document.uri.toString();
  const status = uri === undefined ? undefined : await server.request<FileStatus>(STATUS_REQUEST, { uri });
  if (!status?.ownerAt) {
    return void vscode.window.setStatusBarMessage('Wiring: nothing says who owns this file', 5000);
  }
  const { line } = status.ownerAt;
  const selection = new vscode.Range(line, 0, line, 0);
  await vscode.window.showTextDocument(vscode.Uri.parse(status.ownerAt.uri), { selection });
}

/**
 * What it would take to touch what is selected in the explorer, or the file that is open: a menu gives the item that was
 * clicked and all that are selected.
 */
async function plan(clicked?: unknown, selected?: unknown): Promise<void> {
  const open = vscode.window.activeTextEditor?.document.uri;
  const items = Array.isArray(selected) && selected.length > 0 ? selected : [clicked ?? open];
  const uris = items.filter(
    (item): item is vscode.Uri => item instanceof vscode.Uri && item.scheme === 'file',
  );
  const [first] = uris;
  if (!first)
    return void vscode.window.setStatusBarMessage(
      'Wiring: select the files to plan for in the explorer',
      5000,
    );
  const target = PLAN_TARGET + uris.map(uri => uri.toString()).join('\n');
  await vscode.commands.executeCommand(EXPLAIN_COMMAND, first.toString(), target);
}

/** Moves files once a person has agreed to all of it: half a move would leave imports that lead nowhere. */
async function moveFiles(server: ServerProcess, wanted: MoveParams): Promise<void> {
  const moving = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: 'Wiring: planning the move', cancellable: true },
    (_progress, token) => server.request<MovingFiles>(MOVE_REQUEST, wanted, token),
  );
  if (!moving) return;
  const move = 'Move';
  const { question, detail } = moving;
  if ((await vscode.window.showWarningMessage(question, { modal: true, detail }, move)) !== move) return;
  const edit = new vscode.WorkspaceEdit();
  for (const { uri, edits } of moving.texts) {
    for (const { range, newText } of edits) {
      const { start, end } = range;
      edit.replace(
        vscode.Uri.parse(uri),
        new vscode.Range(start.line, start.character, end.line, end.character),
        newText,
      );
    }
  }
  for (const { from, to } of moving.renames)
    edit.renameFile(vscode.Uri.parse(from), vscode.Uri.parse(to), { overwrite: false });
  // As a refactoring it is saved at once: files that lie elsewhere while imports are unsaved would be half a move.
  if (!(await vscode.workspace.applyEdit(edit, { isRefactoring: true })))
    throw new Error('the editor did not move the files; "Undo" takes back what it may have begun');
}

/** Shows a text that a quick fix left for the person to write. */
async function reveal(uri: string, text: string): Promise<void> {
  const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(uri));
  const at = document.getText().lastIndexOf(text);
  if (at < 0) return;
  const selection = new vscode.Range(document.positionAt(at), document.positionAt(at + text.length));
  await vscode.window.showTextDocument(document, { selection });
}
