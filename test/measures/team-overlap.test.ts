import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { RepoPath } from '#core/facts/place';
import { coChange, coChangeWith } from '#core/measures/co-change';
import { teamOverlaps } from '#core/measures/team-overlap';

const carry = (weight: number, ...teams: string[]) => ({ teams, weight });

describe('overlap of teams', () => {
  it('is Σ min / Σ max of what they carry, by module', () => {
    const [pair, ...others] = teamOverlaps([
      // a carries 2, b 1.
      ['cart', [carry(1, 'a'), carry(1, 'a'), carry(1, 'b')]],
      // Half for each: a 0.5, b 0.5.
      ['pay', [carry(1, 'a', 'b')]],
      ['tax', [carry(3, 'b')]],
    ]);
    assert.deepEqual(others, []);
    assert.ok(pair);
    assert.deepEqual(pair.teams, ['a', 'b']);
    // (1 + 0.5 + 0) / (2 + 0.5 + 3)
    assert.equal(pair.overlap.toFixed(6), (1.5 / 5.5).toFixed(6));
    assert.deepEqual(pair.modules, [
      { module: 'cart', carries: [2, 1], together: 0, weight: 1 },
      { module: 'pay', carries: [1, 1], together: 1, weight: 0.5 },
    ]);
  });

  it('is 1 where two carry the same, and no pair where they share no module', () => {
    const same = [carry(1, 'a'), carry(1, 'b')];
    assert.equal(teamOverlaps([['cart', same]])[0]?.overlap, 1);
    assert.deepEqual(
      teamOverlaps([
        ['cart', [carry(1, 'a'), carry(1)]],
        ['pay', [carry(1, 'b')]],
      ]),
      [],
    );
  });

  it('lies between 0 and 1, and one sweep of all teams makes no two of them alike', () => {
    const change = fc.record({
      teams: fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 4 }),
      weight: fc.double({ min: 0.01, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(fc.array(change, { maxLength: 8 }), { maxLength: 5 }), modules => {
        for (const { overlap, modules: both } of teamOverlaps(modules.map((lifts, i) => [`m${i}`, lifts]))) {
          assert.ok(overlap > 0 && overlap <= 1 + 1e-9, `${overlap}`);
          for (const { carries, together } of both) assert.ok(together <= Math.min(...carries));
        }
      }),
    );
    const teams = Array.from({ length: 10 }, (_, i) => `t${i}`);
    const own = teams.map(
      team =>
        [`of-${team}`, [...Array.from({ length: 9 }, () => carry(1, team)), carry(1, ...teams)]] as const,
    );
    for (const { overlap } of teamOverlaps(own)) assert.ok(overlap < 0.12, `${overlap}`);
  });
});

describe('files that change with some files', () => {
  const file = fc.constantFrom(...['a', 'b', 'c', 'd', 'e', 'f'].map(name => name as RepoPath));

  it('counts as all pairs are counted, for those asked about', () => {
    fc.assert(
      fc.property(
        fc.array(fc.uniqueArray(file, { maxLength: 6 }), { maxLength: 12 }),
        fc.uniqueArray(file, { maxLength: 3 }),
        fc.integer({ min: 1, max: 3 }),
        (sets, asked, atLeast) => {
          const key = ({ a, b }: { a: string; b: string }) => `${a} ${b}`;
          const expected = coChange(sets, { atLeast }).filter(
            ({ a, b }) => asked.includes(a) || asked.includes(b),
          );
          const found = coChangeWith(sets, path => asked.includes(path), { atLeast }).map(
            ({ closeness: _, ...figures }) => figures,
          );
          const sorted = <T extends { a: string; b: string }>(pairs: readonly T[]) =>
            [...pairs].sort((x, y) => (key(x) < key(y) ? -1 : 1));
          assert.deepEqual(sorted(found), sorted(expected));
        },
      ),
    );
  });

  it('puts two small changes before three wide ones', () => {
    const wide = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'] as RepoPath[];
    const sets = [wide, wide, wide, ['a', 'z'] as RepoPath[], ['a', 'z'] as RepoPath[]];
    const [first, second] = coChangeWith(sets, path => path === 'a');
    assert.deepEqual([first?.b, first?.shared, second?.shared], ['z', 2, 3]);
  });
});
