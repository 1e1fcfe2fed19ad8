import assert from 'node:assert/strict';
import { repoPath } from '#core/facts/place';
import { coChange, coChangeAcross } from '#core/measures/co-change';
import { codeMaatCoupling, sumOfCoupling } from '#core/measures/code-maat';
import { fractalValue } from '#core/measures/effective-teams';
import { countPairs } from '#core/measures/pair-counts';

describe('co-change', () => {
  it('gives support, confidence both ways, lift and Jaccard', () => {
    const [pair, ...others] = coChange([['a', 'b'], ['a', 'b', 'c'], ['a'], ['a'], ['c'], [], ['d'], ['d']]);
    assert.deepEqual(pair, {
      a: 'a',
      b: 'b',
      shared: 2,
      changesOfA: 4,
      changesOfB: 2,
      support: 2 / 8,
      confidenceFromA: 0.5,
      confidenceFromB: 1,
      lift: (2 * 8) / (4 * 2),
      jaccard: 0.5,
    });
    assert.deepEqual(
      others.map(({ a, b, shared }) => [a, b, shared]),
      [
        ['a', 'c', 1],
        ['b', 'c', 1],
      ],
    );
  });

  it('leaves out rare things before making pairs, which changes no pair that is left', () => {
    const wide = Array.from({ length: 3000 }, (_, index) => `rare${index}`);
    const sets = [
      ['a', 'b', ...wide],
      ['a', 'b'],
      ['a', 'c'],
      ['a', 'c', 'b'],
    ];
    assert.deepEqual(
      coChange(sets, { atLeast: 2 }).map(({ a, b, shared, changesOfA }) => [a, b, shared, changesOfA]),
      [
        ['a', 'b', 3, 4],
        ['a', 'c', 2, 4],
      ],
    );
  });

  it('gives pairs of files across two modules only', () => {
    const sets = [
      ['x/a.ts', 'x/b.ts', 'y/c.ts', 'z/d.ts'],
      ['x/a.ts', 'y/c.ts'],
    ].map(set => set.map(repoPath));
    const side = (file: string) => (file.startsWith('z') ? undefined : file.slice(0, 1));
    assert.deepEqual(
      coChangeAcross(sets, side).map(({ a, b, shared }) => [a, b, shared]),
      [
        ['x/a.ts', 'y/c.ts', 2],
        ['x/b.ts', 'y/c.ts', 1],
      ],
    );
  });

  it('counts slices, the highest and large tables too', () => {
    for (const rows of [3, 3000]) {
      const counts = countPairs(rows, [[0, 2], [2, 0], [0, 2], [1]], [0, 7, 7, 7]);
      assert.deepEqual(counts.pairs(), [{ a: 0, b: 2, shared: 3, slices: 2 }]);
      assert.deepEqual(
        [counts.of(1), counts.shared(2, 0), counts.shared(0, 0), counts.shared(0, 1)],
        [1, 3, 3, 0],
      );
    }
  });
});

/** The fixtures that code-maat publishes with its own tests. */
describe('code-maat', () => {
  const low = { minRevisions: 1, minShared: 1, minDegree: 50 };

  it('A, B, C in one change and A, B in another: 100, 66, 66', () => {
    assert.deepEqual(
      codeMaatCoupling(
        [
          ['A', 'B', 'C'],
          ['A', 'B'],
        ],
        low,
      ).map(({ a, b, degree, averageRevisions }) => [a, b, degree, averageRevisions]),
      [
        ['A', 'B', 100, 2],
        ['A', 'C', 66, 2],
        ['B', 'C', 66, 2],
      ],
    );
    assert.deepEqual(
      sumOfCoupling([
        ['A', 'B', 'C'],
        ['A', 'B'],
      ]),
      [
        { name: 'A', sum: 3 },
        { name: 'B', sum: 3 },
        { name: 'C', sum: 2 },
      ],
    );
  });

  it('drops wide change sets before it counts revisions, and holds min-revs against the mean', () => {
    const sets = [
      ['A', 'B'],
      ['A', 'B'],
      ['A', 'B', 'C', 'D'],
    ];
    const [capped] = codeMaatCoupling(sets, { ...low, maxSet: 3 });
    assert.deepEqual([capped?.shared, capped?.degree], [2, 100]);
    const uneven = [...Array.from({ length: 5 }, () => ['A', 'B']), ['A'], ['A']];
    assert.equal(codeMaatCoupling(uneven)[0]?.degree, 83, '5 of a mean of 6, truncated from 83.3');
    assert.equal(codeMaatCoupling(uneven, { minRevisions: 6 }).length, 1, 'B has five, the mean is six');
    assert.equal(codeMaatCoupling(uneven, { minRevisions: 7 }).length, 0);
    assert.equal(codeMaatCoupling(uneven, { minShared: 6 }).length, 0);
    assert.equal(codeMaatCoupling(uneven, { maxDegree: 82 }).length, 0);
  });

  it('fractal values .61, .44 and 0', () => {
    assert.deepEqual(
      [[3, 2, 1], [2, 1], [4], []].map(counts => fractalValue(counts).toFixed(2)),
      ['0.61', '0.44', '0.00', '0.00'],
    );
    assert.equal(fractalValue([1, 1, 1]).toFixed(2), '0.67');
  });
});
