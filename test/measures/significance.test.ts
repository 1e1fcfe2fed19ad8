import assert from 'node:assert/strict';
import { seededRandom } from '#core/measures/seeded-random';
import { type SignificanceOptions, significantPairs } from '#core/measures/significance';
import type { ModuleName } from '#core/model/model';

describe('significant pairs', () => {
  it('calls the two that go together, with counts, and nobody else', () => {
    const found = significantPairs(history(0, 360, 12), OPTIONS);
    assert.deepEqual(
      found.significant.map(({ a, b }) => [a, b]),
      [['m00', 'm01']],
    );
    const [pair] = found.significant;
    assert.ok(pair && pair.p < 1e-4 && pair.adjusted < 0.01 && pair.adjusted >= pair.p);
    assert.equal(pair.metInSlices, 4);
    assert.ok(pair.shared >= 12 && pair.expected < 4 && pair.shared <= pair.changesOfA);
    assert.equal(found.tests, 1770);
    assert.equal(pair.isNew, undefined, 'nobody said how far history reaches');
  });

  it('wants a pair to recur: a dozen meetings within one quarter of the window are one project', () => {
    const once = significantPairs(history(0, 80, 12), OPTIONS);
    assert.deepEqual(once.significant, []);
    assert.ok(once.pairs.some(pair => pair.adjusted < 0.01 && pair.metInSlices === 1));
    assert.equal(significantPairs(history(0, 80, 12), { ...OPTIONS, recurrence: 1 }).significant.length, 1);
  });

  it('calls a pair new that the window before did not even suspect, and only where history reaches that far', () => {
    const known = { ...OPTIONS, historyBegins: NOW - 3 * 365 * DAY };
    const newOf = (lifts: ReturnType<typeof history>, options: SignificanceOptions) =>
      significantPairs(lifts, options).significant.map(({ isNew }) => isNew);
    const before = noise(366, 720, 2);
    assert.deepEqual(newOf([...history(0, 360, 12), ...before], known), [true]);
    assert.deepEqual(newOf([...history(0, 360, 12), ...history(366, 720, 12)], known), [false]);
    assert.deepEqual(newOf(history(0, 360, 12), { ...known, historyBegins: NOW - 400 * DAY }), [undefined]);
  });

  it('does not depend on the order of lifts, and leaves out modules it was not given', () => {
    const lifts = history(0, 360, 12);
    const told = significantPairs(lifts, OPTIONS);
    assert.deepEqual(significantPairs([...lifts].reverse(), OPTIONS), told);
    const strange = { change: { at: NOW }, modules: ['elsewhere' as ModuleName] };
    const more = significantPairs([...lifts, strange], OPTIONS);
    assert.deepEqual([more.significant.length, more.changes, more.tests], [1, told.changes + 1, 1770]);
  });

  it('has nothing to say about nothing', () => {
    assert.deepEqual(significantPairs([], OPTIONS).significant, []);
    assert.deepEqual(significantPairs(history(0, 300, 12), { ...OPTIONS, modules: [] }).pairs, []);
  });

  it('converges for two hundred modules and fifteen thousand changes', function () {
    this.timeout(20_000);
    const random = seededRandom(5);
    const modules = Array.from({ length: 200 }, (_, index) => name(index));
    const lifts = Array.from({ length: 15_000 }, (_, index) => {
      const size = random() < 0.01 ? 60 * random() : random() < 0.7 ? 1 : 5 * random();
      const rows = new Set(Array.from({ length: Math.ceil(size) }, () => Math.floor(200 * random() ** 2)));
      return { change: { at: NOW - index * 2000 }, modules: [...rows].map(name) };
    });
    assert.ok(significantPairs(lifts, { ...OPTIONS, modules }).converged);
  });
});

const DAY = 86_400;
const NOW = 1_780_000_000;
const OPTIONS: SignificanceOptions = {
  modules: Array.from({ length: 60 }, (_, index) => name(index)),
  now: NOW,
  months: 12,
};

function name(index: number): ModuleName {
  return `m${String(index).padStart(2, '0')}` as ModuleName;
}

/** Three hundred changes of one to three of sixty modules at random, over these days. */
function noise(from: number, until: number, seed: number) {
  const random = seededRandom(seed);
  return Array.from({ length: 300 }, (_, index) => {
    const rows = new Set(
      Array.from({ length: 1 + Math.floor(3 * random()) }, () => Math.floor(60 * random())),
    );
    return {
      change: { at: NOW - DAY * (from + ((until - from) * index) / 300) },
      modules: [...rows].map(name),
    };
  });
}

/** A year of noise, and the first two modules together a number of times between these days. */
function history(from: number, until: number, meetings: number) {
  const together = Array.from({ length: meetings }, (_, index) => ({
    change: { at: NOW - DAY * (from + ((until - from) * (index + 0.5)) / meetings) },
    modules: [name(0), name(1)],
  }));
  return [...together, ...noise(from, from + 360, 1)];
}
