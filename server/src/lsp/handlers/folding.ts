import type { CancellationToken, FoldingRange, FoldingRangeParams } from 'vscode-languageserver';
import type { Server } from '../server.ts';
import { wiringFile } from '../wiring-file.ts';

export async function folding(
  server: Server,
  { textDocument }: FoldingRangeParams,
  token: CancellationToken,
): Promise<FoldingRange[] | null> {
  const wiring = await wiringFile(server, textDocument.uri, token);
  return wiring ? [...(await wiring.language.folding(wiring.path))] : null;
}
