import assert from 'node:assert/strict';
import { check, checkFix } from '#test/support/check';

const LINKS = JSON.stringify([
  { parent: 'shop', child: 'stock', callCount: 4 },
  { parent: 'shop', child: 'prices', callCount: 3 },
]);

const UNDECLARED = { only: ['undeclared-call'] };

const tree = (source: string, services = 'service prices { runs @acme/prices }', clause = 'calls stock') => `
//- /package.json
{ "name": "root", "private": true, "workspaces": ["packages/*"] }
//- /packages/shop/package.json
{ "name": "@acme/shop", "version": "1.0.0" }
//- /packages/shop/src/index.ts
${source}
//- /packages/prices/package.json
{ "name": "@acme/prices", "version": "1.0.0" }
//- /packages/prices/src/index.ts
export interface Price { amount: number }
//- /packages/prices-client/package.json
{ "name": "@acme/prices-client", "version": "1.0.0" }
//- /packages/prices-client/src/index.ts
export const ask = 1;
//- /packages/money/package.json
{ "name": "@acme/money", "version": "1.0.0" }
//- /packages/money/src/index.ts
export const euro = 1;
//- /architecture.wiring
service <|>shop {
  runs @acme/shop, @acme/money
  ${clause}
}
service stock
${services}
//- /traces/links.json
${LINKS}
`;

async function placesOf(text: string, rule = 'undeclared-call'): Promise<readonly string[]> {
  const { judgement } = await check(text.replace('<|>', ''), { only: [] });
  const found = judgement.findings.find(finding => finding.rule === rule);
  assert.ok(found, `no ${rule}`);
  return found.places.map(({ place }) => `${place.path}:${place.range.start.line + 1}`);
}

const WIRING = 'architecture.wiring:1';

describe('the client code of a call', () => {
  it('is the import of what the called service runs, once a file, and types tell of it too', async () => {
    const source = `import type { Price } from '../../prices/src/index';\nexport { type Price as P } from '../../prices/src/index';\nexport const a: Price = { amount: 1 };`;
    assert.deepEqual(await placesOf(tree(source)), [WIRING, 'packages/shop/src/index.ts:1']);
  });

  it('is the import of a package that is named as its client', async () => {
    const source = `export const first = 1;\nexport { ask } from '../../prices-client/src/index';`;
    assert.deepEqual(await placesOf(tree(source)), [WIRING, 'packages/shop/src/index.ts:2']);
  });

  it('is not known where the other runs the same code, nor where it is only imported in tests', async () => {
    const shared = `export { euro } from '../../money/src/index';`;
    const both = 'service prices { runs @acme/prices, @acme/money }';
    assert.deepEqual(await placesOf(tree(shared, both)), [WIRING]);
    assert.deepEqual(await placesOf(tree('export const a = 1;', both)), [WIRING]);
    const test = `export const a = 1;\n//- /packages/shop/src/index.test.ts\nimport { Price } from '../../prices/src/index';\nexport const b: Price = { amount: 1 };`;
    assert.deepEqual(await placesOf(tree(test)), [WIRING]);
  });

  it('is where the call can be declared, by an edit where the caller is', async () => {
    const source = `import type { Price } from '<|>../../prices/src/index';\nexport const a: Price = { amount: 1 };`;
    const before = tree(source).replace('service <|>shop', 'service shop');
    const after = before.replace('<|>', '').replace('calls stock\n', 'calls stock\n  calls prices\n');
    await checkFix(before, after, UNDECLARED);
  });

  it('is told for chains, promises, chatty pairs and single points of failure', async () => {
    const source = `export type { Price } from '../../prices/src/index';`;
    const marked = 'packages/shop/src/index.ts:1';
    const promise = 'availability 99.99%\n  calls prices 12 times';
    const services = 'service prices { runs @acme/prices availability 99% }\nservice other { calls prices }';
    const text = `${tree(source, services, promise)}\n//- /b.wiring\nrules { long-blocking-chain { depth 2 } }`;
    for (const rule of [
      'chain-misses-promise',
      'long-blocking-chain',
      'chatty-pair',
      'single-point-of-failure',
    ])
      assert.ok((await placesOf(text, rule)).includes(marked), rule);
  });
});
