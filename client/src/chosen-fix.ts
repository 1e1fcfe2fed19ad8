import * as vscode from 'vscode';
import type { Middleware } from 'vscode-languageclient/node';

const CHOSEN_COMMAND = 'wiring.followChosenFix';

/**
 * The commands of quick fixes that need arguments. VS Code keeps those only while the menu is there, and may run the command
 * when it is gone ("Actual command not found"). So every fix has the same command without arguments, and what that one
 * is about is noted when VS Code asks for the details of the fix that was chosen, which it does first.
 */
export function followChosenFixes(): Pick<Middleware, 'provideCodeActions' | 'resolveCodeAction'> &
  vscode.Disposable {
  const wanted = new WeakMap<vscode.CodeAction, vscode.Command>();
  let chosen: vscode.Command | undefined;
  const command = vscode.commands.registerCommand(CHOSEN_COMMAND, () => {
    const now = chosen;
    chosen = undefined;
    return now && vscode.commands.executeCommand(now.command, ...(now.arguments ?? []));
  });
  return {
    async provideCodeActions(document, range, context, token, next) {
      const actions = (await next(document, range, context, token)) ?? [];
      for (const action of actions) {
        if (!(action instanceof vscode.CodeAction) || !action.command?.arguments) continue;
        wanted.set(action, action.command);
        action.command = { title: action.command.title, command: CHOSEN_COMMAND };
      }
      return actions;
    },
    resolveCodeAction(action, token, next) {
      chosen = wanted.get(action);
      return next(action, token);
    },
    dispose: () => command.dispose(),
  };
}
