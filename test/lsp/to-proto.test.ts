import assert from 'node:assert/strict';
import { sentence } from '#lsp/to-proto';

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
});
