import assert from 'node:assert/strict';
import { type ExplainedText, PLAN_TARGET } from '#lsp/protocol';
import { hub } from '../couches/cases/hub.ts';
import { commitsOf } from '../support/commits-of.ts';
import { type Client, startClient } from './support/client.ts';

describe('what it would take to touch some files', function () {
  this.timeout(60_000);
  let client: Client;
  before(async () => {
    client = await startClient({ commits: commitsOf(hub('wiring')) });
    await client.request('wiring/check', {});
  });
  after(() => client.stop());

  const ask = (...uris: readonly string[]) =>
    client.request<ExplainedText>('wiring/explain', {
      uri: uris[0] ?? '',
      target: PLAN_TARGET + uris.join('\n'),
    });

  it('is told as a whole in a document, of files and folders alike', async () => {
    const { title, text, root } = await ask(client.uri('hub'), client.uri('web/a.ts'));
    assert.equal(title, 'What it would take to touch 2 things');
    assert.equal(root, client.uri(''));
    assert.match(text, /## Touches: 2\n\n- hub: module of \d+ files\n- web\/a\.ts: file, in web\n/);
    assert.match(text, /## Teams: \d+\n\n(- .*\n)*- Hub: owns hub\n/);
    assert.match(text, /## Who must approve: /);
    assert.match(text, /## How it went before\n\n- \d+ changes /);
    assert.match(text, /- leave out web\/a\.ts: |- leave out hub: |## What would make it smaller\n\n- /);
  });

  it('leaves out what is in no review, and says so', async () => {
    const { text } = await ask(client.uri('web/a.ts'), 'file:///nowhere/else.ts');
    assert.match(text, /## Left out\n\n- else\.ts: in no review, or in another root than the first/);
    await assert.rejects(ask('file:///nowhere/else.ts'), /no workspace folder holds what was selected/);
  });
});
