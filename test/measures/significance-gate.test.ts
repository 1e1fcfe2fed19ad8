import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { seededRandom } from '#core/measures/seeded-random';
import { significantPairs } from '#core/measures/significance';
import type { ModuleName } from '#core/model/model';
import { arrange, changesOf, shuffle } from './support/shuffles.ts';

/**
 * The gate of MEASURES.md section g.3: where both margins are kept and all else is shuffled nothing is real, so at most 5 %
 * of the shuffles may report any pair. Recurrence is not asked for, so that the test is held to it by itself. The
 * full hundred of each shape take three seconds, so each run makes them.
 */
const SHUFFLES = 100;

describe('significance gate', function () {
  this.timeout(600_000);

  for (const [shape, { rows, changes }] of Object.entries(shapes())) {
    it(`${shape}: at most one in twenty of ${SHUFFLES} shuffles reports a pair`, () => {
      // The first shuffle forgets where it came from; the others go on from it.
      let shuffled = shuffle(rows, 20 * rows.length, 1);
      let reporting = 0;
      let pairs = 0;
      for (let run = 0; run < SHUFFLES; run++) {
        shuffled = shuffle(shuffled, 5 * rows.length, 100 + run);
        const found = test(changesOf(shuffled, changes), rows.length, 0).length;
        pairs += found;
        if (found > 0) reporting += 1;
      }
      assert.ok(
        reporting <= SHUFFLES / 20,
        `${reporting} of ${SHUFFLES} shuffles report ${pairs} pairs in all`,
      );
    });
  }

  it('has the power to see what is planted, and sees the same after unrecognised sweeps over everything', () => {
    const { rows, changes } = realShape();
    const sets = changesOf(shuffle(rows, 20 * rows.length, 7), changes);
    // Modules 10 and 70, 11 and 71, … change together fourteen times over the window, from each degree into each other.
    const planted = Array.from({ length: 10 }, (_, k) => [10 + k, 70 + k]);
    const together = planted.flatMap(pair => Array.from({ length: 14 }, () => pair));
    const every = Math.floor(sets.length / together.length);
    const mixed = sets.flatMap((set, index) => {
      const more = index % every === 0 ? together[((index / every) * 37) % together.length] : undefined;
      return more ? [set, more] : [set];
    });
    const before = test(mixed, rows.length, 2);
    const names = planted.map(pair => pair.map(nameOf).join(' '));
    assert.deepEqual(
      names.filter(name => !before.includes(name)),
      [],
      'each planted pair is seen',
    );
    assert.ok(before.length <= names.length + 1, `no crowd beside them: ${before.length}`);
    const all = rows.map((_, row) => row);
    for (const sweeps of [1, 5]) {
      const swept = mixed.flatMap((set, index) =>
        index % Math.floor(mixed.length / sweeps) === 17 ? [set, all] : [set],
      );
      assert.deepEqual(test(swept, rows.length, 2), before, `after ${sweeps}`);
    }
  });
});

const YEAR = 12;
const NOW = 1_780_000_000;

/** Pairs that are called significant when the changes lie evenly over a year. */
function test(sets: readonly (readonly number[])[], rows: number, recurrence: number): readonly string[] {
  const span = YEAR * 30.44 * 86_400;
  const modules = Array.from({ length: rows }, (_, row) => nameOf(row));
  const lifts = sets.map((set, index) => ({
    change: { at: NOW - (span * index) / sets.length },
    modules: set.map(nameOf),
  }));
  const found = significantPairs(lifts, { modules, now: NOW, months: YEAR, recurrence });
  assert.ok(found.converged);
  return found.significant.map(({ a, b }) => `${a} ${b}`).sort();
}

function nameOf(row: number): ModuleName {
  return `m${String(row).padStart(3, '0')}` as ModuleName;
}

interface Shape {
  readonly rows: readonly (readonly number[])[];
  readonly changes: number;
}

function shapes(): Readonly<Record<string, Shape>> {
  return {
    'a real history': realShape(),
    'one app everywhere': oneAppEverywhere(true),
    'one app, and libraries beside it': oneAppEverywhere(false),
  };
}

/** How often each package changed and how wide each change was in two years of MetaMask/core: numbers, no names. */
function realShape(): Shape {
  const { degrees, sizes }: { degrees: number[]; sizes: [number, number][] } = JSON.parse(
    readFileSync(new URL('./data/real-margins.json', import.meta.url), 'utf8'),
  );
  const each = sizes.flatMap(([size, count]) => new Array<number>(count).fill(size));
  return { rows: arrange(degrees, each), changes: each.length };
}

/**
 * One app in 90 % of changes, and 10 % of changes touch five of forty libraries at random; with the app in nine of ten of
 * those, or in none of them.
 */
function oneAppEverywhere(together: boolean): Shape {
  const random = seededRandom(11);
  const changes = 1000;
  const rows = Array.from({ length: 41 }, (): number[] => []);
  for (let change = 0; change < changes; change++) {
    const libraries = change % 10 === 3;
    if (together ? (change * 7) % 10 !== 0 || (libraries && random() < 0.9) : !libraries)
      rows[0]?.push(change);
    if (!libraries) continue;
    const chosen = new Set<number>();
    while (chosen.size < 5) chosen.add(1 + Math.floor(random() * 40));
    for (const row of chosen) rows[row]?.push(change);
  }
  return { rows, changes };
}
