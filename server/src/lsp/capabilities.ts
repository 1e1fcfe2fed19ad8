import {
  CodeActionKind,
  CodeLensRequest,
  CompletionRequest,
  DefinitionRequest,
  DocumentFormattingRequest,
  type DocumentSelector,
  DocumentSymbolRequest,
  FoldingRangeRequest,
  ReferencesRequest,
  RenameRequest,
  SemanticTokensRegistrationType,
  type ServerCapabilities,
  TextDocumentSyncKind,
} from 'vscode-languageserver';
import type { ClientAbilities } from './abilities.ts';
import { LEGEND } from './legend.ts';
import type { Server } from './server.ts';

const WIRING: DocumentSelector = [{ scheme: 'file', pattern: '**/*.wiring' }];
const MANIFESTS: DocumentSelector = [{ scheme: 'file', pattern: '**/package.json' }];
const OWNERS: DocumentSelector = [{ scheme: 'file', pattern: '**/CODEOWNERS' }];

/** After these a name may follow, or the rest of a path. */
const TRIGGERS = ['"', '@', ',', ' ', '/'];

/** What concerns every file that the client tells us of. */
const EVERYWHERE: ServerCapabilities = {
  textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
  workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
  hoverProvider: true,
  codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix], resolveProvider: true },
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

/**
 * Restricts to `.wiring` and CODEOWNERS files what would be in the way elsewhere: a formatter of TypeScript files that
 * formats nothing, or colours that take the place of TypeScript's own.
 */
export async function registerForOurFiles(server: Server): Promise<void> {
  if (!server.abilities.registers) return;
  const { client } = server.connection;
  const ours = [...WIRING, ...OWNERS];
  await Promise.all([
    client.register(CodeLensRequest.type, { documentSelector: [...ours, ...MANIFESTS] }),
    client.register(CompletionRequest.type, { documentSelector: ours, triggerCharacters: TRIGGERS }),
    client.register(DefinitionRequest.type, { documentSelector: ours }),
    client.register(ReferencesRequest.type, { documentSelector: WIRING }),
    client.register(RenameRequest.type, { documentSelector: WIRING, prepareProvider: true }),
    client.register(DocumentSymbolRequest.type, { documentSelector: WIRING }),
    client.register(FoldingRangeRequest.type, { documentSelector: WIRING }),
    client.register(DocumentFormattingRequest.type, { documentSelector: WIRING }),
    client.register(SemanticTokensRegistrationType.type, {
      documentSelector: WIRING,
      legend: LEGEND,
      full: true,
    }),
  ]);
}
