import * as vscode from 'vscode';
import { type FileStatus, STATUS_REQUEST } from '#lsp/protocol';
import type { ServerProcess } from './server-process.ts';

/** Shows who owns the open file. Pulls after every review, so that it never shows an older one for long. */
export function showOwner(context: vscode.ExtensionContext, server: ServerProcess): void {
  const item = vscode.window.createStatusBarItem('wiring.owner', vscode.StatusBarAlignment.Right, 90);
  item.name = 'Wiring: owner of the file';
  let asked = 0;

  async function refresh(): Promise<void> {
    asked += 1;
    const mine = asked;
    const uri = shownFile();
    if (!uri) return item.hide();
    if (server.stopped) {
      item.command = 'wiring.restartServer';
      item.backgroundColor = new vscode.ThemeColor('statusBarItem.errorBackground');
      item.text = '$(error) Wiring stopped';
      item.tooltip = 'The language server does not run, so nothing is reviewed. A click starts it again.';
      item.accessibilityInformation = { label: 'Wiring stopped; start it again' };
      return item.show();
    }
    item.backgroundColor = undefined;
    const status = await server
      .request<FileStatus>(STATUS_REQUEST, { uri: uri.toString() })
      .catch(() => undefined);
    // A later question has a better answer.
    if (mine !== asked) return;
    if (!status || status.state === 'outside') return item.hide();
    const icon =
      status.state === 'reviewing' ? 'sync~spin' : status.state === 'failed' ? 'warning' : 'organization';
    // Where nothing is known of the file a click would lead nowhere; it begins the review again.
    item.command = status.state === 'failed' && !status.ownerAt ? 'wiring.check' : 'wiring.goToOwner';
    item.text = `$(${icon}) ${withoutIcons(status.text)}`;
    item.tooltip = new vscode.MarkdownString(status.detail);
    item.accessibilityInformation = { label: `Wiring, owner of the file: ${status.text}` };
    item.show();
  }

  context.subscriptions.push(
    item,
    vscode.window.onDidChangeActiveTextEditor(() => void refresh()),
    vscode.window.tabGroups.onDidChangeTabs(() => void refresh()),
    // Another group of tabs, as beside a split or after one was closed, may be the active one without a change of tabs.
    vscode.window.tabGroups.onDidChangeTabGroups(() => void refresh()),
    server.onChange(() => void refresh()),
  );
  void refresh();
}

/** The file in the active tab. The active text editor would be the output panel while that has the focus. */
export function shownFile(): vscode.Uri | undefined {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  return input instanceof vscode.TabInputText && input.uri.scheme === 'file' ? input.uri : undefined;
}

/** A name that looks like `$(icon)` must stay a name. */
export function withoutIcons(text: string): string {
  return text.replaceAll('$(', '$\u200b(');
}
