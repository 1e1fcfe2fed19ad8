import {
  type CancellationToken,
  type CompletionItem,
  type CompletionParams,
  InsertTextFormat,
  type Position,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { completeOwner, isOwnersFile } from '../owners-file.ts';
import type { Server } from '../server.ts';
import { wiringFile } from '../wiring-file.ts';
import { completeText, endsInComment } from '../wiring-texts.ts';

/** Names, keywords, values, handles, folders and whole declarations in a `.wiring` file; owners in CODEOWNERS. */
export async function completion(
  server: Server,
  { textDocument, position, context }: CompletionParams,
  token: CancellationToken,
): Promise<CompletionItem[] | null> {
  const wiring = await wiringFile(server, textDocument.uri, token);
  const text = server.documents.get(textDocument.uri);
  if (wiring) {
    const before = text?.getText({ start: { line: 0, character: 0 }, end: position });
    if (before !== undefined && endsInComment(before)) return null;
    const texts = text && completeText(wiring.snapshot, lineOf(text, position), position);
    if (texts) return texts;
    // A slash goes on with a path, and with nothing else.
    if (context?.triggerCharacter === '/') return null;
    const items = await wiring.language.completion(wiring.path, position);
    return items.filter(
      ({ insertTextFormat }) => server.abilities.snippets || insertTextFormat !== InsertTextFormat.Snippet,
    );
  }
  const place = server.roots.of(textDocument.uri);
  if (!text || !place || !isOwnersFile(place.path)) return null;
  const { snapshot } = (await server.located(textDocument.uri, token)) ?? {};
  return snapshot ? completeOwner(snapshot, lineOf(text, position), position) : null;
}

function lineOf(text: TextDocument, { line }: Position): string {
  const whole = text.getText({ start: { line, character: 0 }, end: { line: line + 1, character: 0 } });
  return whole.replace(/\r?\n$/, '');
}
