import type { CodeActionKind, ServerCapabilities, TextDocumentSyncKind } from 'vscode-languageserver';
import type { ClientAbilities } from './abilities.ts';
import { LEGEND } from './legend.ts';

/** After these a name may follow, or the rest of a path. */
export const TRIGGERS = ['"', '@', ',', ' ', '/'];

/** As it is sent: what names these values is most of what is loaded after `initialize` is answered. */
const INCREMENTAL: typeof TextDocumentSyncKind.Incremental = 2;
const QUICK_FIX: typeof CodeActionKind.QuickFix = 'quickfix';

/** What concerns every file that the client tells us of. */
const EVERYWHERE: ServerCapabilities = {
  textDocumentSync: { openClose: true, change: INCREMENTAL, save: true },
  workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
  hoverProvider: true,
  codeActionProvider: { codeActionKinds: [QUICK_FIX], resolveProvider: true },
};

const WIRING_ONLY: ServerCapabilities = {
  codeLensProvider: {},
  completionProvider: { triggerCharacters: TRIGGERS },
  definitionProvider: true,
  referencesProvider: true,
  renameProvider: { prepareProvider: true },
  documentSymbolProvider: true,
  foldingRangeProvider: true,
  documentFormattingProvider: true,
  semanticTokensProvider: { legend: LEGEND, full: true },
};

/** What is answered to `initialize`: for a client that cannot restrict features to some files, all of it. */
export function capabilities({ registers }: ClientAbilities): ServerCapabilities {
  return registers ? EVERYWHERE : { ...EVERYWHERE, ...WIRING_ONLY };
}
