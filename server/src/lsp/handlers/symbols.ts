import type { CancellationToken, DocumentSymbol, DocumentSymbolParams } from 'vscode-languageserver';
import type { Server } from '../server.ts';
import { wiringFile } from '../wiring-file.ts';

export async function symbols(
  server: Server,
  { textDocument }: DocumentSymbolParams,
  token: CancellationToken,
): Promise<DocumentSymbol[] | null> {
  const wiring = await wiringFile(server, textDocument.uri, token);
  return wiring ? [...(await wiring.language.symbols(wiring.path))] : null;
}
