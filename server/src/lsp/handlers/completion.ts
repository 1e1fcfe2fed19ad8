import type { CancellationToken, CompletionItem, CompletionParams } from 'vscode-languageserver';
import { completeOwner, isOwnersFile } from '../owners-file.ts';
import type { Server } from '../server.ts';
import { wiringFile } from '../wiring-file.ts';

/** Names, keywords and values in a `.wiring` file; owners in CODEOWNERS. */
export async function completion(
  server: Server,
  { textDocument, position }: CompletionParams,
  token: CancellationToken,
): Promise<CompletionItem[] | null> {
  const wiring = await wiringFile(server, textDocument.uri, token);
  if (wiring) return [...(await wiring.language.completion(wiring.path, position))];
  const text = server.documents.get(textDocument.uri);
  const place = server.roots.of(textDocument.uri);
  if (!text || !place || !isOwnersFile(place.path)) return null;
  const line = text.getText({
    start: { line: position.line, character: 0 },
    end: { line: position.line + 1, character: 0 },
  });
  const { snapshot } = (await server.located(textDocument.uri, token)) ?? {};
  return snapshot ? completeOwner(snapshot, line.replace(/\r?\n$/, ''), position) : null;
}
