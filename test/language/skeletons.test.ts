import assert from 'node:assert/strict';
import { CompletionItemKind, InsertTextFormat } from 'vscode-languageserver';
import { wiringWords } from '#language/clause-words';
import { cursor, PATH, read } from './support.ts';

/** The snippets that are offered at the cursor, by the word that each goes on with. */
async function skeletons(marked: string): Promise<Map<string, string>> {
  const { text, position } = cursor(marked);
  const { language } = await read(text);
  const items = await language.completion(PATH, position);
  const found = new Map<string, string>();
  for (const { label, kind, insertTextFormat, textEdit, detail } of items) {
    if (kind !== CompletionItemKind.Snippet) continue;
    assert.equal(insertTextFormat, InsertTextFormat.Snippet);
    assert.ok(detail, label);
    found.set(label.replace(/ …$/, ''), textEdit?.newText ?? '');
  }
  return found;
}

/** A snippet as it stands when nothing was filled in: the first of several words, and what was filled in first again. */
function filledIn(snippet: string): string {
  const first = /\$\{1[:|]([^}|,]*)/.exec(snippet)?.[1] ?? '';
  return snippet
    .replace(/\$1/g, first)
    .replace(/\$\{\d+\|([^,|}]*)[^}]*\}/g, '$1')
    .replace(/\$\{\d+:([^}]*)\}/g, '$1');
}

describe('the skeleton of a declaration', () => {
  it('is offered for every word with clauses of its own, and for what no name alone says', async () => {
    const offered = [...(await skeletons('<|>')).keys()].sort();
    const also = ['channel', 'interaction', 'capability', 'accept'];
    assert.deepEqual(offered, [...wiringWords().openers, ...also].sort());
  });

  it('is read as it stands, but for the names that it makes up, and is laid out', async () => {
    for (const [word, snippet] of await skeletons('<|>')) {
      const text = `${filledIn(snippet)}\n`;
      assert.doesNotMatch(text, /[$|<]\{|\$/, text);
      const { problems, language } = await read(text);
      const wrong = problems.filter(({ code }) => !['unknown-name', 'unknown-rule'].includes(code));
      assert.deepEqual(wrong, [], text);
      assert.deepEqual(language.format(PATH), [], text);
      assert.ok(text.startsWith(word), text);
    }
  });

  it('fills in what follows from what was filled in before', async () => {
    const module = (await skeletons('<|>')).get('module') ?? '';
    assert.match(
      module,
      /^module \$\{1:name\} \{\n {2}path "\$\{2:packages\/\$1\}"\n {2}owner \$\{3:Team\}\n\}$/,
    );
    const channel = (await skeletons('<|>')).get('channel') ?? '';
    assert.match(channel, / <-> \$\{2:Other\} by \$\{3\|embedded,meeting,chat,review,ticket\|\}$/);
  });

  it('goes on with what is typed of its word, at the beginning of a line and nowhere else', async () => {
    assert.deepEqual([...(await skeletons('team A\n  mod<|>')).keys()], ['module']);
    assert.deepEqual([...(await skeletons('team A <|>')).keys()], []);
    assert.deepEqual([...(await skeletons('module a {\n  <|>\n}')).keys()], []);
  });
});
