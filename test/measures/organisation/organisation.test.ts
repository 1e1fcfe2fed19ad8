import assert from 'node:assert/strict';
import fc from 'fast-check';
import { congruence, requiredPairs } from '#core/measures/organisation/congruence';
import { escalationHops, fidelity, lowestCommonGroup } from '#core/measures/organisation/escalation';
import { flowNumbers } from '#core/measures/organisation/hand-offs';
import { slowdown, utilisation, utilisationFor, waitAt } from '#core/measures/organisation/queueing';
import { relayed } from '#core/measures/organisation/relays';
import { chanceOfAll, neededOfEach } from '#core/measures/organisation/reliability';
import {
  expectedLongest,
  harmonic,
  inParallel,
  inSeries,
  longestChain,
} from '#core/measures/organisation/waits';
import { pathsBetween } from '#core/measures/paths';

const near = (actual: number | undefined, expected: number, within = 1e-9) =>
  assert.ok(
    actual !== undefined && Math.abs(actual - expected) <= within * Math.max(1, Math.abs(expected)),
    `${actual} is not ${expected}`,
  );

const time = fc.integer({ min: 0, max: 10_000 });
const times = fc.array(time, { maxLength: 8 });

describe('waits', () => {
  it('of the sunroof: 33 months in series, 11 in parallel, 20.2 expected for the longest', () => {
    const feeds = [11, 11, 11];
    assert.equal(inSeries(feeds), 33);
    assert.equal(inParallel(feeds), 11);
    near(expectedLongest(feeds), 11 * (11 / 6));
    assert.equal(Number(expectedLongest(feeds)?.toFixed(1)), 20.2);
  });

  it('add in series in any order and grouping, and take the longest in parallel', () => {
    fc.assert(
      fc.property(times, times, (a, b) => {
        assert.equal(inSeries([...a, ...b]), inSeries(a) + inSeries(b));
        assert.equal(inSeries([...a].reverse()), inSeries(a));
        assert.equal(inParallel([...a, ...b]), Math.max(inParallel(a), inParallel(b)));
        assert.equal(inParallel([...a, ...a]), inParallel(a));
        assert.ok(inParallel(a) <= inSeries(a));
        assert.equal(inSeries([...a, 0]), inSeries(a));
      }),
    );
  });

  it('expected longest lies between the longest mean and the sum, and is m·H_n for equal ones', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 1, maxLength: 8 }), means => {
        const expected = expectedLongest(means) ?? Number.NaN;
        assert.ok(expected >= inParallel(means) - 1e-6, `${expected} of ${means}`);
        assert.ok(expected <= inSeries(means) + 1e-6);
      }),
    );
    // Inclusion and exclusion agrees with the closed form where all but one wait are negligible or equal.
    near(expectedLongest([6, 6, 6, 6]), 6 * harmonic(4));
    near(expectedLongest([1, 2]), 1 + 2 - 1 / (1 + 1 / 2));
    near(expectedLongest([5, 0]), 5);
    assert.equal(expectedLongest([]), 0);
    assert.equal(expectedLongest(Array.from({ length: 17 }, (_, i) => i + 1)), undefined);
  });

  it('in an order take their longest chain: between all at once and one after the other', () => {
    const waits = (afters: readonly (readonly string[])[]) =>
      afters.map((after, i) => ({ name: `w${i}`, time: (i + 1) * 10, after }));
    assert.equal(longestChain(waits([[], [], []])), 30);
    assert.equal(longestChain(waits([[], ['w0'], ['w1']])), 60);
    assert.equal(longestChain(waits([[], [], ['w0']])), 40);
    // Nobody checks here what the language refuses: it ends all the same.
    assert.equal(longestChain(waits([['w1'], ['w0']])), 30);
    fc.assert(
      fc.property(fc.array(fc.tuple(time, fc.nat(6), fc.boolean()), { maxLength: 8 }), made => {
        const all = made.map(([each, before, has], i) => ({
          name: `w${i}`,
          time: each,
          after: has && before < i ? [`w${before}`] : [],
        }));
        const chain = longestChain(all);
        assert.ok(chain >= inParallel(made.map(([each]) => each)));
        assert.ok(chain <= inSeries(made.map(([each]) => each)));
        // The order in which they are written down does not matter.
        assert.equal(longestChain([...all].reverse()), chain);
      }),
    );
  });
});

describe('a queue', () => {
  it('of role engineering: 5.5 times the work, busy 82 %, and 33 % to get under three weeks', () => {
    assert.equal(slowdown(11, 2), 5.5);
    near(utilisation(11, 2), 9 / 11);
    assert.equal(utilisation(11, 2)?.toFixed(2), '0.82');
    near(utilisationFor(3, 2), 1 / 3);
  });

  it('takes W = S/(1−ρ), there and back', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1000 }), fc.integer({ min: 0, max: 99 }), (service, busy) => {
        const wait = waitAt(busy / 100, service);
        near(utilisation(wait, service), busy / 100);
        near(utilisationFor(wait, service), busy / 100);
      }),
    );
    assert.equal(slowdown(3, 0), undefined);
    assert.equal(utilisation(0, 0), undefined);
    assert.equal(utilisation(1, 2), 0);
    assert.equal(utilisationFor(1, 2), undefined);
  });
});

describe('an initiative', () => {
  it('of 20 teams has 190 paths, of 40 teams 780', () => {
    assert.equal(pathsBetween(20), 190);
    assert.equal(pathsBetween(40), 780);
  });

  it('with a chance of 20 % has teams of 92.3 % or 96.1 %', () => {
    assert.equal((neededOfEach(0.2, 20) * 100).toFixed(1), '92.3');
    assert.equal((neededOfEach(0.2, 40) * 100).toFixed(1), '96.1');
  });

  it('is as sure as all of its teams together, there and back', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100 }), fc.integer({ min: 1, max: 60 }), (percent, k) => {
        const whole = percent / 100;
        near(chanceOfAll(neededOfEach(whole, k), k), whole);
        assert.ok(neededOfEach(whole, k) >= whole);
        assert.ok(neededOfEach(whole, k + 1) >= neededOfEach(whole, k));
      }),
    );
    assert.equal(neededOfEach(0.2, 0), 1);
  });
});

describe('escalation', () => {
  const chain = (leaf: string, levels: number) =>
    Array.from({ length: levels }, (_, i) => (i === levels - 1 ? 'top' : `${leaf}${i}`));

  it('over eight levels is 16 hops, which leave 19 % of a message', () => {
    assert.equal(escalationHops(chain('a', 8), chain('b', 8)), 16);
    assert.equal(Math.round(fidelity(16) * 100), 19);
  });

  it('goes through the lowest group that both lie in', () => {
    assert.equal(escalationHops(['g'], ['g']), 2);
    assert.equal(escalationHops(['g', 'top'], ['h', 'top']), 4);
    assert.equal(escalationHops(['g', 'top'], ['top']), 3);
    assert.equal(escalationHops(['g'], ['h']), 4);
    assert.equal(escalationHops([], []), 2);
    assert.equal(lowestCommonGroup([['g', 'top'], ['h', 'top'], ['top']]), 'top');
    assert.equal(
      lowestCommonGroup([
        ['g', 'top'],
        ['g', 'top'],
      ]),
      'g',
    );
    assert.equal(lowestCommonGroup([['g'], ['h']]), undefined);
  });

  it('is as far there as back, and never shorter through a third', () => {
    // Random trees: each group lies in one with a smaller number.
    const tree = fc.array(fc.nat(9), { minLength: 1, maxLength: 10 }).map(parents => {
      const above = (i: number): string[] =>
        i <= 0 ? ['g0'] : [`g${i}`, ...above(Math.min(parents[i] ?? 0, i - 1))];
      return parents.map((_, i) => above(i));
    });
    fc.assert(
      fc.property(tree, fc.nat(9), fc.nat(9), fc.nat(9), (groups, i, j, k) => {
        const [a = [], b = [], c = []] = [i, j, k].map(each => groups[each % groups.length]);
        assert.equal(escalationHops(a, b), escalationHops(b, a));
        assert.ok(escalationHops(a, c) <= escalationHops(a, b) + escalationHops(b, c));
        assert.ok(escalationHops(a, b) >= 2);
      }),
    );
  });
});

describe('a flow', () => {
  const step = (team: string, touch?: number, wait?: number, count = 1) => ({ team, touch, wait, count });

  it('counts hand-offs, and work against waiting', () => {
    const numbers = flowNumbers([step('a', 5), step('b', 3, 10), step('b', 2, 0, 40), step('a', 2, 78)]);
    assert.deepEqual(
      [numbers.steps, numbers.teams, numbers.handOffs, numbers.touch, numbers.wait, numbers.efficiency],
      [43, 2, 2, 12, 88, 0.12],
    );
    assert.deepEqual(numbers.neighbours, [[1, 2]]);
  });

  it('does not tell an efficiency that nobody wrote down', () => {
    assert.equal(flowNumbers([step('a', 5), step('b', 3)]).efficiency, undefined);
    assert.equal(flowNumbers([step('a', 5, 1), step('b')]).efficiency, undefined);
    assert.equal(flowNumbers([]).efficiency, undefined);
  });

  it('has as many hand-offs as runs of one team, less one; merging neighbours changes none', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 20 }), teams => {
        const merged = teams.filter((team, i) => i === 0 || teams[i - 1] !== team);
        const numbers = flowNumbers(teams.map(team => step(team, 1, 1)));
        assert.equal(numbers.handOffs, merged.length - 1);
        assert.equal(flowNumbers(merged.map(team => step(team))).handOffs, numbers.handOffs);
        assert.deepEqual(flowNumbers(merged.map(team => step(team))).neighbours, []);
        const within = numbers.neighbours.reduce((sum, [from, to]) => sum + to - from, 0);
        assert.equal(within + numbers.handOffs, teams.length - 1);
      }),
    );
  });
});

describe('congruence', () => {
  it('asks whether who must talk can', () => {
    const owners = new Map([
      ['m', ['A']],
      ['n', ['B', 'C']],
      ['o', ['A']],
    ]);
    const required = requiredPairs(owners, [
      ['m', 'n'],
      ['n', 'o'],
      ['m', 'o'],
    ]);
    assert.deepEqual(required, [
      ['A', 'B'],
      ['A', 'C'],
    ]);
    assert.equal(
      congruence(required, (_, b) => b === 'B'),
      0.5,
    );
    assert.equal(
      congruence([], () => true),
      undefined,
    );
  });
});

describe('a relay', () => {
  it('is there nearly whenever two others are', () => {
    const occasions = [...Array(9).fill(['A', 'B', 'R']), ['A', 'B'], ['A', 'R']];
    const found = relayed(occasions, ['A', 'B'], 'R', { atLeast: 10, share: 0.9 });
    assert.deepEqual(found, { between: ['A', 'B'], together: 10, through: 9 });
    assert.equal(relayed(occasions, ['A', 'B'], 'R', { atLeast: 11, share: 0.9 }), undefined);
    assert.equal(relayed(occasions, ['A', 'B'], 'R', { atLeast: 1, share: 0.95 }), undefined);
  });
});
