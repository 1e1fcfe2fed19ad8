import {
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
} from 'vscode-languageserver';
import { TRIGGERS } from './capabilities.ts';
import { LEGEND } from './legend.ts';
import type { Server } from './server.ts';

const WIRING: DocumentSelector = [{ scheme: 'file', pattern: '**/*.wiring' }];
const MANIFESTS: DocumentSelector = [{ scheme: 'file', pattern: '**/package.json' }];
const OWNERS: DocumentSelector = [{ scheme: 'file', pattern: '**/CODEOWNERS' }];

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
