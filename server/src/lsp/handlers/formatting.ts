import type { CancellationToken, DocumentFormattingParams, TextEdit } from 'vscode-languageserver';
import type { Server } from '../server.ts';
import { wiringFile } from '../wiring-file.ts';

/** The layout of `.wiring` files is the same for everybody, so the editor's options are not asked. */
export async function formatting(
  server: Server,
  { textDocument }: DocumentFormattingParams,
  token: CancellationToken,
): Promise<TextEdit[] | null> {
  const wiring = await wiringFile(server, textDocument.uri, token);
  return wiring
    ? wiring.language.format(wiring.path).map(({ range, newText }) => ({ range, newText }))
    : null;
}
