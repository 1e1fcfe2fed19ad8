import assert from 'node:assert/strict';
import { coChangeCommunities, hubsOf } from '#core/measures/communities';
import type { PairTest } from '#core/measures/significance';
import { isUnrelated, splitInTwo } from '#core/measures/split';
import { buildModel } from '#core/model/build';
import type { ModuleName } from '#core/model/model';
import { buildFacts } from '../support/facts.ts';

describe('communities of co-change', () => {
  it('are made of significant pairs only, without hubs, and do not depend on the order of pairs', () => {
    const pairs = [
      pair('a', 'b'),
      pair('b', 'c'),
      pair('a', 'c'),
      pair('x', 'y'),
      pair('c', 'x', { significant: false }),
      ...['a', 'b', 'c', 'x', 'y'].map(each => pair('hub', each)),
    ];
    const hubs = new Set(['hub' as ModuleName]);
    const found = coChangeCommunities(pairs, { hubs });
    assert.deepEqual(found, [
      { members: ['a', 'b', 'c'], agreement: 1 },
      { members: ['x', 'y'], agreement: 1 },
    ]);
    assert.deepEqual(coChangeCommunities([...pairs].reverse(), { hubs }), found);
    assert.deepEqual(coChangeCommunities([]), []);
  });

  it('a hub is what more than a quarter of all modules use, five at least', () => {
    const names = Array.from({ length: 24 }, (_, index) => `m${String(index).padStart(2, '0')}`);
    const using = (users: number, all: number) =>
      buildModel(
        buildFacts({
          files: names.slice(0, all).map(name => `${name}/i.ts`),
          packages: names.slice(0, all).map(name => ({ name, root: name })),
          imports: Object.fromEntries(names.slice(1, users + 1).map(name => [`${name}/i.ts`, ['m00/i.ts']])),
        }),
      );
    assert.deepEqual([...hubsOf(using(7, 24))], ['m00']);
    assert.deepEqual([...hubsOf(using(6, 24))], [], 'a quarter is not more than a quarter');
    assert.deepEqual([...hubsOf(using(4, 6))], [], 'a small system');
    assert.deepEqual([...hubsOf(using(5, 6))], ['m00']);
  });
});

describe('the split of a couch', () => {
  it('runs along what changes together, and says how much would still cross it', () => {
    const split = splitInTwo([
      ...times(6, ['a', 'b']),
      ...times(4, ['b', 'c']),
      ...times(8, ['x', 'y']),
      ...times(2, ['c', 'x']),
      ...times(5, ['a']),
    ]);
    assert.ok(split);
    assert.deepEqual(split.parts, [
      { items: ['a', 'b', 'c'], carries: 17 },
      { items: ['x', 'y'], carries: 10 },
    ]);
    assert.deepEqual([split.carries, split.crossing, split.crossingShare], [25, 2, 2 / 25]);
  });

  it('merges the nearest of more than two, and has no seam in one', () => {
    const three = splitInTwo([
      ...times(9, ['a', 'b']),
      ...times(9, ['c', 'd']),
      ...times(9, ['x', 'y']),
      ...times(3, ['b', 'c']),
    ]);
    assert.deepEqual(
      three?.parts.map(({ items }) => items),
      [
        ['a', 'b', 'c', 'd'],
        ['x', 'y'],
      ],
    );
    assert.equal(splitInTwo(times(9, ['a', 'b', 'c'])), undefined);
    // One wide change ties parts that otherwise change each for itself; several tie them indeed.
    const alone = [...times(9, ['a']), ...times(8, ['b']), ...times(7, ['c'])];
    const apart = splitInTwo([...alone, ...times(1, ['a', 'b', 'c'])]);
    assert.deepEqual([apart?.carries, apart?.crossing], [25, 1]);
    assert.deepEqual(
      apart?.parts.map(({ items }) => items),
      [['a', 'b'], ['c']],
    );
    assert.equal(splitInTwo([...alone, ...times(6, ['a', 'b', 'c'])]), undefined);
    assert.equal(splitInTwo(times(9, ['a'])), undefined);
    assert.equal(splitInTwo([]), undefined);
    assert.equal(
      splitInTwo([...times(3, ['a', 'b']), ...times(1, ['a'])])?.crossingShare,
      0.75,
      'two: one way only',
    );
  });

  it('weighs by ω, and a wide change by its width', () => {
    const split = splitInTwo([
      { items: ['a', 'b'], weight: 1 },
      { items: ['x', 'y'], weight: 1 },
      { items: ['a', 'b', 'x', 'y'], weight: 0.25 },
    ]);
    assert.deepEqual(
      split?.parts.map(({ items }) => items),
      [
        ['a', 'b'],
        ['x', 'y'],
      ],
    );
    assert.equal(split?.crossingShare.toFixed(4), (0.25 / 2.25).toFixed(4));
  });

  it('calls halves unrelated only where both have carries of their own', () => {
    const related = (crossing: number, fewer: number) => {
      const split = splitInTwo([
        ...times(10, ['a', 'b']),
        ...times(fewer, ['x', 'y']),
        ...times(crossing, ['b', 'x']),
      ]);
      assert.ok(split);
      return isUnrelated(split);
    };
    assert.deepEqual(
      [related(0, 10), related(1, 10), related(4, 10), related(0, 4)],
      [true, true, false, false],
    );
  });
});

function times(count: number, items: readonly string[]) {
  return Array.from({ length: count }, () => ({ items, weight: 1 }));
}

function pair(a: string, b: string, more: Partial<PairTest> = {}): PairTest {
  const [first, second] = a < b ? [a, b] : [b, a];
  return {
    a: first as ModuleName,
    b: second as ModuleName,
    shared: 10,
    changesOfA: 12,
    changesOfB: 12,
    support: 0.1,
    confidenceFromA: 0.8,
    confidenceFromB: 0.8,
    lift: 5,
    jaccard: 0.7,
    expected: 2,
    p: 1e-6,
    adjusted: 1e-4,
    metInSlices: 4,
    significant: true,
    isNew: false,
    ...more,
  };
}
