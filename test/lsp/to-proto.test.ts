import assert from 'node:assert/strict';
import { isName as isNameIn } from '#lsp/names';
import { sentence } from '#lsp/to-proto';
import { readTree } from '#test/support/annotations';
import { review } from '#test/support/check';

describe('a message in the editor', () => {
  const isName = (word: string) => ['cart', 'this'].includes(word);

  it('begins with a capital and ends with a stop', () => {
    assert.equal(sentence('no rule owns it', isName), 'No rule owns it.');
    assert.equal(sentence('Did you mean Pricing?', isName), 'Did you mean Pricing?');
    assert.equal(sentence('nobody owns "a.ts"', isName), 'Nobody owns "a.ts".');
  });

  it('leaves names and paths as they are written', () => {
    for (const message of [
      'cart does not declare it.',
      'this is a module.',
      'legacy-tax is unused.',
      'node.js is a module.',
      'packages/a.ts is not part of it.',
      '@acme/cart is new.',
      '2 teams own it.',
    ]) {
      assert.equal(sentence(message, isName), message);
    }
  });

  it('knows the names of everything that is declared, of whatever kind', async () => {
    const snapshot = await review(
      readTree(`
//- /architecture.wiring
organization shop
group front
team web in front
module tills { path "tills/**"  owner web }
external service bank
service pay { runs tills  publishes paid  calls bank }
couch both { modules tills }
queue roles { run by web  promised 2 weeks }
initiative checkbox { touches tills  waits for feed prices 2 weeks }
flow delivery { pack by web 1 day }
capability billing provided by web
//- /tills/a.ts
export const a = 1;
`),
    );
    assert.deepEqual(snapshot.problems, []);
    const names = 'shop front web tills bank pay paid both roles checkbox prices delivery billing'.split(' ');
    for (const name of names)
      assert.equal(
        sentence(`${name} promises 2 weeks`, word => isNameIn(snapshot, word)),
        `${name} promises 2 weeks.`,
      );
    assert.equal(isNameIn(snapshot, 'nobody'), false);
    assert.equal(isNameIn(undefined, 'web'), false);
  });
});
