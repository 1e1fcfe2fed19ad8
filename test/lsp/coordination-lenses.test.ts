import assert from 'node:assert/strict';
import type { CodeLens } from 'vscode-languageserver-protocol';
import type { ExplainedText } from '#lsp/protocol';
import { type Client, startClient } from './support/client.ts';

const WIRING = 'architecture.wiring';

const TEXT = `wiring 1
team A
team B
team Roles
module a { path "a/**" owner A }
module b { path "b/**" owner B }
queue roles {
  run by Roles
  promised 2 weeks
  actual 11 weeks
}
queue told {
  promised 2 weeks
}
initiative both {
  touches a, b
  waits for feed x 11 months
  waits for feed y 11 months
  success 20%
  at most 3 teams
}
flow delivery {
  ask by A 2 days
  build by B 8 days waiting 90 days in 40 steps
}
capability login provided by a, b
`;

describe('lenses of how work is coordinated', function () {
  this.timeout(60_000);
  let client: Client;
  before(async () => {
    client = await startClient({
      files: { [WIRING]: TEXT, 'a/a.ts': 'export const a = 1;\n', 'b/a.ts': 'export const a = 1;\n' },
      settings: { explains: true },
    });
    await client.open(WIRING);
    await client.request('wiring/check', {});
  });
  after(() => client.stop());

  it('stand above queues, initiatives, flows and capabilities, and lead to the whole', async () => {
    const given = await client.request<CodeLens[] | null>('textDocument/codeLens', {
      textDocument: { uri: client.uri(WIRING) },
    });
    const lines = TEXT.split('\n');
    const shown = (given ?? []).flatMap(({ range, command }) => {
      const line = lines[range.start.line] ?? '';
      return /^(queue|initiative|flow|capability)/.test(line)
        ? [[line.split(' ')[1], command?.title, command?.arguments?.[1]]]
        : [];
    });
    assert.deepEqual(shown, [
      ['roles', '5.5 × the work · busy 82 %, at most 33 % to take 3 weeks', 'queue:roles'],
      [
        'both',
        '2 teams of at most 3, 1 path · 20 % that all deliver · waits 22 months, at once 11 months',
        'initiative:both',
      ],
      ['delivery', '41 steps, 2 teams, 1 hand-off · 10 % work', 'flow:delivery'],
      ['login', '2 providers', 'capability:login'],
    ]);
    const told = await client.request<ExplainedText>('wiring/explain', {
      uri: client.uri(WIRING),
      target: 'queue:roles',
    });
    assert.match(told.text, /## What may be done\n\n- Make roles embedded: 11 weeks → 2 weeks\./);
  });
});
