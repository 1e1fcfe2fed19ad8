import assert from 'node:assert/strict';
import type { CodeAction, CodeLens, Diagnostic, Hover } from 'vscode-languageserver-protocol';
import { SERVICES } from '../editor/support/services.ts';
import { type Client, startClient } from './support/client.ts';

const WIRING = 'architecture.wiring';
const SHOP = 'packages/shop/src/index.ts';

describe('services in the editor', function () {
  this.timeout(60_000);
  let client: Client;
  let wiring: string;
  before(async () => {
    wiring = `${SERVICES[WIRING]}\nteam A\nteam B\nchannel A <-> B by chat\ninteraction A -> B as-a-service\n`;
    client = await startClient({ files: { ...SERVICES, [WIRING]: wiring }, settings: { explains: true } });
    await client.open(WIRING);
    await client.open(SHOP);
    await client.request('wiring/check', {});
  });
  after(() => client.stop());

  async function hover(text: string): Promise<string> {
    const found = await client.request<Hover | null>('textDocument/hover', {
      textDocument: { uri: client.uri(WIRING) },
      position: client.position(WIRING, text),
    });
    return ((found?.contents as { value?: string } | undefined)?.value ?? '').replaceAll('\\', '');
  }

  it('have lenses with what to expect against the promise, and what falls with them', async () => {
    const given = await client.request<CodeLens[] | null>('textDocument/codeLens', {
      textDocument: { uri: client.uri(WIRING) },
    });
    const lines = wiring.split('\n');
    const shown = (given ?? []).flatMap(({ range, command }) => {
      const [kind, name] = (lines[range.start.line] ?? '').split(' ');
      return kind === 'service' ? [[name, command?.title, command?.arguments?.[1]]] : [];
    });
    assert.deepEqual(shown, [
      ['admin', '99.9 % predicted · 20 ms in all · 2 services deep', 'service:admin'],
      ['prices', '1 entry point falls with it', 'service:prices'],
      [
        'shop',
        '99.79 % predicted with every call that was seen (99.89 % by the declared calls alone) of 99.99 % promised · 88 ms in all · 2 services deep',
        'service:shop',
      ],
      ['stock', '2 entry points fall with it', 'service:stock'],
    ]);
  });

  it('tell on hover what was seen, who waits and what falls', async () => {
    const shop = await hover('shop {');
    assert.match(shop, /availability 99\.79 %: 18\.4 hours a year without it/);
    assert.match(shop, /2 services deep: shop → /);
    const stock = await hover('stock {');
    assert.match(stock, /\*Who waits for it\*: admin and shop/);
    assert.match(stock, /\*When it falls\*: admin and shop cannot answer/);
  });

  it('tell of a call how often it was seen and how long it took, on its word and on its name', async () => {
    for (const at of ['calls stock', 'stock\n}']) {
      const call = await hover(at);
      assert.match(call, /2 times in 2 requests to shop, waiting; 9 ms \(median\), 9 ms \(p99\)/);
      assert.match(call, /If it did not wait.*availability 99\.89 % instead of 99\.79 %/);
    }
  });

  it('tell of a promise what is predicted now', async () => {
    assert.match(
      await hover('availability 99.99%'),
      /Predicted now.*99\.79 %, if failures are independent.*only seen; 99\.89 % by those declared/s,
    );
    assert.match(await hover('latency 50'), /88 ms with all it waits for/);
  });

  it('tell of channels and interactions what is needed', async () => {
    assert.match(await hover('channel A'), /A and B by chat.*they lifted nothing together/s);
    assert.match(await hover('interaction A'), /A and B: as-a-service.*they lifted nothing together/s);
  });

  it('are marked where their code takes in that of what they call, and mended from there', async () => {
    const found: Diagnostic[] = [...(await client.diagnostics(SHOP))];
    const calls = found.find(({ code }) => code === 'undeclared-call');
    assert.equal(calls?.range.start.line, 0);
    assert.match(
      calls?.message ?? '',
      /shop takes in the code of prices here: shop calls prices, seen 2 times/,
    );
    const actions = await client.actions(SHOP, 'prices');
    const fix = actions.find(({ title }) => title === 'Declare that shop calls prices');
    assert.ok(fix, actions.map(({ title }) => title).join('\n'));
    await client.apply((await client.request<CodeAction>('codeAction/resolve', fix)).edit);
    assert.match(client.text(WIRING), /calls stock\n {2}calls prices\n\}/);
  });
});
