import assert from 'node:assert/strict';
import fc from 'fast-check';
import { consensusCommunities } from '#core/measures/consensus';
import { louvainPartition } from '#core/measures/louvain';
import { adjustedRand, modularity } from '#core/measures/modularity';
import { propagationCost } from '#core/measures/propagation-cost';

describe('propagation cost', () => {
  it('A→B,C; B→D; C→E; E→F is 15 of 36', () => {
    const cost = propagationCost([[1, 2], [3], [4], [], [5], []]);
    assert.deepEqual([cost.reached, cost.pairs, cost.share.toFixed(3)], [15, 36, '0.417']);
  });

  it('agrees with searching from each, cycles and more than 32 things included', () => {
    const graph = fc.integer({ min: 0, max: 80 }).chain(n =>
      fc.array(fc.array(fc.integer({ min: 0, max: Math.max(0, n - 1) }), { maxLength: 3 }), {
        minLength: n,
        maxLength: n,
      }),
    );
    fc.assert(
      fc.property(graph, targets => {
        let reached = 0;
        for (const start of targets.keys()) {
          const seen = new Set([start]);
          for (const node of seen) for (const target of targets[node] ?? []) seen.add(target);
          reached += seen.size;
        }
        assert.equal(propagationCost(targets).reached, reached);
      }),
    );
  });

  it('a chain of twenty thousand does not overflow, and a target that is not there is refused', () => {
    const chain = Array.from({ length: 20_000 }, (_, index) => (index < 19_999 ? [index + 1] : []));
    assert.equal(propagationCost(chain).reached, (20_000 * 20_001) / 2);
    assert.throws(() => propagationCost([[1]]), /no thing 1 among 1/);
  });
});

describe('modularity and communities', () => {
  it("Zachary's karate club: 0.4198 for the best partition, which consensus finds or comes near", () => {
    const graph = { nodes: 34, links: karate() };
    assert.equal(graph.links.length, 78);
    assert.equal(modularity(graph, BEST).toFixed(4), '0.4198');
    const found = consensusCommunities(graph);
    assert.ok(found.modularity > 0.41, `Q = ${found.modularity}`);
    assert.ok(adjustedRand(found.communityOf, BEST) > 0.8);
    assert.deepEqual(consensusCommunities(graph).communityOf, found.communityOf);
  });

  it('the same seed gives the same partition; chance comes from nowhere else', () => {
    const graph = { nodes: 34, links: karate() };
    const known = Math.random;
    Math.random = () => assert.fail('unseeded chance');
    try {
      assert.deepEqual(louvainPartition(graph, 3), louvainPartition(graph, 3));
    } finally {
      Math.random = known;
    }
  });

  it('two cliques with one link between are two communities, sure of it; nodes without links are alone', () => {
    const clique = (...of: readonly number[]) =>
      of.flatMap((a, i) => of.slice(i + 1).map(b => ({ a, b, weight: 1 })));
    const graph = {
      nodes: 9,
      links: [...clique(0, 1, 2, 3), ...clique(4, 5, 6, 7), { a: 3, b: 4, weight: 1 }],
    };
    const found = consensusCommunities(graph);
    assert.deepEqual(found.communityOf, [0, 0, 0, 0, 1, 1, 1, 1, 2]);
    assert.deepEqual([0, 1, 2].map(found.agreementOf), [1, 1, 1]);
    assert.deepEqual(consensusCommunities({ nodes: 2, links: [] }).communityOf, [0, 1]);
    assert.deepEqual(consensusCommunities({ nodes: 0, links: [] }).communityOf, []);
  });

  it('adjusted Rand: same, unlike, and the example of Hubert and Arabie', () => {
    assert.equal(adjustedRand([0, 0, 1, 1], [5, 5, 2, 2]), 1);
    assert.ok(adjustedRand([0, 0, 1, 1], [0, 1, 0, 1]) < 0);
    assert.equal(adjustedRand([0, 0, 1, 2], [0, 0, 1, 1]).toFixed(4), '0.5714');
    assert.equal(adjustedRand([], []), 1);
    assert.throws(() => adjustedRand([0], []), /the same things/);
  });
});

/** Zachary 1977; the partition of Brandes et al. 2008. */
const BEST = [
  0, 0, 0, 0, 1, 1, 1, 0, 2, 2, 1, 0, 0, 0, 2, 2, 1, 0, 2, 0, 2, 0, 2, 3, 3, 3, 2, 3, 3, 2, 2, 3, 2, 2,
];

function karate() {
  const neighbours: Readonly<Record<number, readonly number[]>> = {
    1: [2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 14, 18, 20, 22, 32],
    2: [3, 4, 8, 14, 18, 20, 22, 31],
    3: [4, 8, 9, 10, 14, 28, 29, 33],
    4: [8, 13, 14],
    5: [7, 11],
    6: [7, 11, 17],
    7: [17],
    9: [31, 33, 34],
    10: [34],
    14: [34],
    15: [33, 34],
    16: [33, 34],
    19: [33, 34],
    20: [34],
    21: [33, 34],
    23: [33, 34],
    24: [26, 28, 30, 33, 34],
    25: [26, 28, 32],
    26: [32],
    27: [30, 34],
    28: [34],
    29: [32, 34],
    30: [33, 34],
    31: [33, 34],
    32: [33, 34],
    33: [34],
  };
  return Object.entries(neighbours).flatMap(([a, others]) =>
    others.map(b => ({ a: Number(a) - 1, b: b - 1, weight: 1 })),
  );
}
