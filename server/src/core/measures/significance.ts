import { byText } from '../facts/place.ts';
import type { ModuleName } from '../model/model.ts';
import { DAYS_A_MONTH } from '../quantities.ts';
import { benjaminiHochberg } from './benjamini-hochberg.ts';
import { type CoChange, coChangeOf } from './co-change.ts';
import { type PairChance, pairChances } from './pair-chances.ts';

/**
 * Which modules change together more often than chance would have it, given how often each changes and how wide the
 * changes are (the bipartite configuration model; Benjamini–Hochberg over all n(n−1)/2 pairs, also those that never met;
 * recurrence in at least two of four equal slices of the window; MEASURES.md section b, grade B, weak on cause).
 * `lifts` in any order; those outside the window do not count. Deterministic.
 */
export function significantPairs(
  lifts: readonly DatedModules[],
  options: SignificanceOptions,
): SignificantPairs {
  const { modules, now, months } = options;
  const span = months * SECONDS_A_MONTH;
  const recurrence = options.recurrence ?? 2;
  const level = options.level ?? 0.05;
  const indexOf = new Map(modules.map((name, index) => [name, index]));
  const last = testWindow(lifts, indexOf, now, span, options);
  // Without a whole window before this one nobody can say what is new.
  const begins = options.historyBegins;
  const knowsBefore = begins !== undefined && begins <= now - 2 * span;
  let before: ReadonlySet<number> | undefined;
  // Asked only about what is significant now, which most often is nothing.
  const wasSuspicious = (key: number): boolean => {
    before ??= suspicious(testWindow(lifts, indexOf, now - span, span, options).pairs, modules.length);
    return before.has(key);
  };

  const tests = (modules.length * (modules.length - 1)) / 2;
  const adjusted = benjaminiHochberg(
    last.pairs.map(({ p }) => p),
    tests,
  );
  const isSignificant = (pair: PairChance, index: number) =>
    last.converged && (adjusted[index] ?? 1) <= level && pair.slices >= recurrence;
  const describe = (pair: PairChance, index: number): PairTest | undefined => {
    const [first, second] = [modules[pair.a], modules[pair.b]];
    if (first === undefined || second === undefined) return undefined;
    const significant = isSignificant(pair, index);
    const ordered = first < second;
    const figures = coChangeOf(ordered ? first : second, ordered ? second : first, {
      shared: pair.shared,
      ofA: ordered ? pair.ofA : pair.ofB,
      ofB: ordered ? pair.ofB : pair.ofA,
      changes: last.changes,
    });
    // Added to what was just made: a copy of each of twenty thousand would take longer than the test.
    return Object.assign(figures, {
      expected: pair.expected,
      p: pair.p,
      adjusted: adjusted[index] ?? 1,
      metInSlices: pair.slices,
      significant,
      isNew: knowsBefore ? significant && !wasSuspicious(pair.a * modules.length + pair.b) : undefined,
    });
  };

  const significant = inOrder(
    last.pairs.map((pair, index) => (isSignificant(pair, index) ? describe(pair, index) : undefined)),
  );
  let all: readonly PairTest[] | undefined;
  return {
    met: last.pairs.length,
    get pairs() {
      all ??= inOrder(last.pairs.map(describe));
      return all;
    },
    significant,
    changes: last.changes,
    tests,
    windowMonths: months,
    converged: last.converged,
  };
}

/** Least likely first, then by name. */
function inOrder(pairs: readonly (PairTest | undefined)[]): readonly PairTest[] {
  return pairs.flatMap(pair => pair ?? []).sort((x, y) => x.p - y.p || byText(x.a, y.a) || byText(x.b, y.b));
}

/** What of a lift the test needs. */
export interface DatedModules {
  readonly change: { readonly at: number };
  readonly modules: readonly ModuleName[];
}

export interface SignificanceOptions {
  /** All modules that could have met. Others in lifts do not count. */
  readonly modules: readonly ModuleName[];
  /** Epoch seconds. */
  readonly now: number;
  readonly months: number;
  /** When the known history begins, in epoch seconds; without it nothing is called new. */
  readonly historyBegins?: number;
  /** The share of false pairs that is accepted among those called significant: 0.05. */
  readonly level?: number;
  /** Into how many equal slices the window is cut (4, at most 8), and in how many of them the pair must meet (2). */
  readonly slices?: number;
  readonly recurrence?: number;
}

export interface PairTest extends CoChange<ModuleName> {
  /** How many shared changes the model expects. */
  readonly expected: number;
  /** P(at least this many shared changes by chance); 0.5 stands for a half or more. */
  readonly p: number;
  /** p adjusted for all possible pairs. */
  readonly adjusted: number;
  /** In how many slices of the window they met. */
  readonly metInSlices: number;
  /** Adjusted p within the level, and recurrent. */
  readonly significant: boolean;
  /** Significant now, and p > 5 % in the window before; undefined where history does not reach over both windows. */
  readonly isNew: boolean | undefined;
}

export interface SignificantPairs {
  /** How many pairs met at least once. */
  readonly met: number;
  /** They, least likely first, then by name; described when somebody asks, since few do. */
  readonly pairs: readonly PairTest[];
  readonly significant: readonly PairTest[];
  /** Changes in the window. */
  readonly changes: number;
  /** n(n−1)/2 of all modules. */
  readonly tests: number;
  readonly windowMonths: number;
  /** False where the model could not be fitted; then nothing is called significant. */
  readonly converged: boolean;
}

const SECONDS_A_MONTH = DAYS_A_MONTH * 86_400;
const UNSUSPICIOUS = 0.05;

function testWindow(
  lifts: readonly DatedModules[],
  indexOf: ReadonlyMap<ModuleName, number>,
  end: number,
  span: number,
  options: SignificanceOptions,
) {
  const slices = options.slices ?? 4;
  const sets: number[][] = [];
  const sliceOf: number[] = [];
  for (const { change, modules } of lifts) {
    if (change.at <= end - span || (change.at > end && end < options.now)) continue;
    const rows: number[] = [];
    for (const name of modules) {
      const row = indexOf.get(name);
      if (row !== undefined) rows.push(row);
    }
    sets.push(rows);
    // A clock ahead of the reviewed commit puts a change into the newest slice.
    sliceOf.push(Math.floor((Math.max(0, end - change.at) / span) * slices));
  }
  return { ...pairChances(indexOf.size, sets, sliceOf), changes: sets.length };
}

/**
 * Pairs that were suspicious before are not news when they cross the line now: absent from the window before means that
 * their p was more than 5 % there, unadjusted.
 */
function suspicious(pairs: readonly PairChance[], rows: number): ReadonlySet<number> {
  return new Set(pairs.filter(({ p }) => p <= UNSUSPICIOUS).map(({ a, b }) => a * rows + b));
}
