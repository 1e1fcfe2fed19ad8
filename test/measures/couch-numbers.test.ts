import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Lift } from '#core/couches/couch';
import { couchNumbers } from '#core/measures/couch-numbers';
import { effectiveTeams } from '#core/measures/effective-teams';
import { weightAt } from '#core/measures/weights';
import { effectiveCount, wilson } from '#core/measures/wilson';
import type { TeamName } from '#core/model/model';

const DAY = 86_400;

describe('numbers of a couch', () => {
  it('a change of half a year ago weighs half, one from the future no more than one of today', () => {
    assert.deepEqual(
      [0, 180, 360, -30].map(days => weightAt(1e9 - days * DAY, 1e9)),
      [1, 0.5, 0.25, 1],
    );
  });

  it("Wilson's interval agrees with the printed one and holds its share", () => {
    // 81 of 263, the example of Newcombe (1998): .2553 to .3662.
    const told = wilson(81 / 263, 263);
    assert.deepEqual([told.low.toFixed(4), told.high.toFixed(4)], ['0.2553', '0.3662']);
    assert.deepEqual(wilson(0, 0), { share: 0, low: 0, high: 1 });
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0.1, max: 1e6, noNaN: true }),
        (p, n) => {
          const { low, high } = wilson(p, n);
          return 0 <= low && low <= p && p <= high && high <= 1;
        },
      ),
    );
  });

  it('many weights tell as much as fewer equal ones', () => {
    assert.equal(effectiveCount([1, 1, 1, 1]), 4);
    assert.equal(effectiveCount([0.5, 0.5]), 2);
    assert.equal(effectiveCount([1, 0.5]).toFixed(2), '1.80');
    assert.equal(effectiveCount([]), 0);
  });

  it('effective teams: one, two alike, and a wide change attached to each by its part', () => {
    const of = (...teams: readonly string[][]) =>
      effectiveTeams(teams.map(each => ({ teams: each, weight: 1 })));
    assert.equal(of(['a'], ['a']).count, 1);
    assert.equal(of(['a'], ['b']).count?.toFixed(6), '2.000000');
    assert.equal(of([]).count, undefined);
    const many = Array.from({ length: 20 }, (_, index) => `t${index}`);
    const swept = of(...Array.from({ length: 19 }, () => ['a']), many).count ?? 0;
    assert.ok(swept < 1.5, `one sweep of twenty teams among nineteen changes of one: ${swept}`);
    assert.deepEqual(of(['a', 'b'], ['b']).teams, [
      { team: 'b', share: 0.75 },
      { team: 'a', share: 0.25 },
    ]);
  });

  it('puts it together: independence by weight, burden by quarter, and nobody told by nobody', () => {
    const numbers = couchNumbers({
      windowMonths: 12,
      ownedShare: 0.9,
      lifts: [lift(1, 'a'), lift(0.5, 'a', 'b'), lift(0.5, 'a', 'b', 'c'), lift(1)],
    });
    assert.equal(numbers.carries, 3);
    assert.equal(numbers.independence?.share, 0.5);
    assert.ok(numbers.independence && numbers.independence.low < 0.2 && numbers.independence.high > 0.8);
    // (0 + 1 + 3) pairs in four quarters.
    assert.equal(numbers.burden, 1);
    assert.deepEqual(
      numbers.teams.map(({ team, share }) => [team, share.toFixed(3)]),
      [
        ['a', '0.708'],
        ['b', '0.208'],
        ['c', '0.083'],
      ],
    );
    const none = couchNumbers({ windowMonths: 36, ownedShare: 0, lifts: [lift(1)] });
    assert.deepEqual(
      [none.carries, none.independence, none.effectiveTeams, none.burden],
      [0, undefined, undefined, 0],
    );
  });
});

function lift(weight: number, ...teams: readonly string[]): Lift {
  const change = { id: 'c', at: 0, subject: '', authors: [], files: [] };
  return { change, modules: [], files: [], teams: teams.map(team => team as TeamName), weight };
}
