import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { closestText, textDistance } from '#core/text-distance';

describe('text distance', () => {
  it('counts edits, and a swap of neighbours as one', () => {
    assert.equal(textDistance('kitten', 'sitting'), 3);
    assert.equal(textDistance('chat', 'caht'), 1);
    assert.equal(textDistance('', 'abc'), 3);
    assert.equal(textDistance('abc', 'xyz', 1), 2);
  });
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 8 });
  it('is the same both ways, zero only for the same, and at most the longer length', () => {
    fc.assert(
      fc.property(word, word, (a, b) => {
        const distance = textDistance(a, b);
        assert.equal(distance, textDistance(b, a));
        assert.equal(distance === 0, a === b);
        assert.ok(distance <= Math.max(a.length, b.length) && distance >= Math.abs(a.length - b.length));
      }),
    );
  });
  it('with a limit says at least when it is beyond', () => {
    fc.assert(
      fc.property(word, word, fc.nat(4), (a, b, limit) => {
        const distance = textDistance(a, b);
        const limited = textDistance(a, b, limit);
        if (distance <= limit) assert.equal(limited, distance);
        else assert.ok(limited > limit);
      }),
    );
  });
  it('finds what somebody probably meant', () => {
    assert.equal(closestText('Chekcout', ['Checkout', 'Check']), 'Checkout');
    assert.equal(closestText('checkout', ['Chckout', 'Checkout']), 'Checkout');
    assert.equal(closestText('a', ['b', 'A']), 'A');
    assert.equal(closestText('xy', ['ab', 'x']), undefined);
    assert.equal(closestText('pricing', ['storefront']), undefined);
    assert.equal(closestText('cart', ['cart']), undefined);
    assert.equal(closestText('cart', ['card', '@acme/cart', '@acme/carts']), '@acme/cart');
    assert.equal(closestText('ui', ['@acme/ui']), '@acme/ui');
    assert.equal(closestText('cart', ['apps/cart', '@acme/shopping-cart']), undefined);
    assert.equal(closestText('', ['@acme/']), undefined);
  });
});
