import assert from 'node:assert/strict';
import { type CompletionItem, InsertTextFormat } from 'vscode-languageserver';
import { CAPABILITIES, type Client, startClient } from './support/client.ts';

const WIRING = 'architecture.wiring';

describe('whole declarations in completion', function () {
  this.timeout(60_000);
  const started: Client[] = [];
  after(() => Promise.all(started.map(client => client.stop())));

  /** What is offered where a declaration may begin, by an editor that says it has snippets, or does not. */
  async function offered(snippetSupport: boolean): Promise<readonly CompletionItem[]> {
    const client = await startClient({
      files: { [WIRING]: 'wiring 1\n\nmod\n', 'a.ts': 'export const a = 1;\n' },
      capabilities: {
        ...CAPABILITIES,
        textDocument: { ...CAPABILITIES.textDocument, completion: { completionItem: { snippetSupport } } },
      },
    });
    started.push(client);
    await client.open(WIRING);
    const answer = await client.request<CompletionItem[] | null>('textDocument/completion', {
      textDocument: { uri: client.uri(WIRING) },
      position: client.position(WIRING, 'mod', true),
    });
    return answer ?? [];
  }

  it('go to editors that have snippets, beside the word alone', async () => {
    const items = await offered(true);
    assert.deepEqual(
      items
        .filter(({ label }) => label.startsWith('module'))
        .map(item => [item.label, item.insertTextFormat]),
      [
        ['module', undefined],
        ['module …', InsertTextFormat.Snippet],
      ],
    );
  });

  it('do not go to others, which would write the marks of a snippet into the file', async () => {
    const items = await offered(false);
    assert.deepEqual(
      items.map(({ label }) => label),
      ['module'],
    );
  });
});
