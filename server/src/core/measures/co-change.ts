import type { RepoPath } from '../facts/place.ts';
import { byText } from '../facts/place.ts';
import { countPairs } from './pair-counts.ts';

/**
 * How two things change together, as plain shares of counts (association rules; MEASURES.md section b, grade A as
 * arithmetic, grade B as a hint at a hidden dependency). Whether it is more than chance is told by `significance.ts`.
 */
export interface CoChange<Name extends string = string> {
  /** Comes before b. */
  readonly a: Name;
  readonly b: Name;
  /** n: changes with both. */
  readonly shared: number;
  /** r_A and r_B: changes with each. */
  readonly changesOfA: number;
  readonly changesOfB: number;
  /** n / N, of all changes. */
  readonly support: number;
  /** n / r_A: of the changes of A, the share in which B changed too. */
  readonly confidenceFromA: number;
  /** n / r_B. */
  readonly confidenceFromB: number;
  /** n·N / (r_A·r_B): 1 where they meet as often as chance would have it. */
  readonly lift: number;
  /** n / (r_A + r_B − n). */
  readonly jaccard: number;
}

/** The figures of one pair from its counts; `changes` is N. Shares of nothing are 0. */
export function coChangeOf<Name extends string>(
  a: Name,
  b: Name,
  counts: { readonly shared: number; readonly ofA: number; readonly ofB: number; readonly changes: number },
): CoChange<Name> {
  const { shared, ofA, ofB, changes } = counts;
  const share = (part: number, whole: number) => (whole === 0 ? 0 : part / whole);
  return {
    a,
    b,
    shared,
    changesOfA: ofA,
    changesOfB: ofB,
    support: share(shared, changes),
    confidenceFromA: share(shared, ofA),
    confidenceFromB: share(shared, ofB),
    lift: share(shared * changes, ofA * ofB),
    jaccard: share(shared, ofA + ofB - shared),
  };
}

/**
 * All pairs that changed together at least `atLeast` times (1), most often first, then by name. `sets` names what each
 * change touched, each at most once. O(Σ s²); what changed less often than `atLeast` is left out before pairs are made,
 * which changes no pair and keeps a change of a thousand files cheap.
 */
export function coChange<Name extends string>(
  sets: readonly (readonly Name[])[],
  options: { readonly atLeast?: number } = {},
): readonly CoChange<Name>[] {
  const atLeast = Math.max(1, options.atLeast ?? 1);
  const revisions = new Map<Name, number>();
  for (const set of sets) for (const name of set) revisions.set(name, (revisions.get(name) ?? 0) + 1);
  const names = [...revisions]
    .filter(([, count]) => count >= atLeast)
    .map(([name]) => name)
    .sort(byText);
  const indexOf = new Map(names.map((name, index) => [name, index]));
  const indexed = sets.map(set =>
    set.map(name => indexOf.get(name)).filter((index): index is number => index !== undefined),
  );
  const counts = countPairs(names.length, indexed);
  const found: CoChange<Name>[] = [];
  for (const { a, b, shared } of counts.pairs()) {
    const [nameA, nameB] = [names[a], names[b]];
    if (shared < atLeast || nameA === undefined || nameB === undefined) continue;
    found.push(
      coChangeOf(nameA, nameB, { shared, ofA: counts.of(a), ofB: counts.of(b), changes: sets.length }),
    );
  }
  return found.sort((x, y) => y.shared - x.shared || byText(x.a, y.a) || byText(x.b, y.b));
}

/**
 * Pairs of files, on demand: for a hidden dependency those across two modules, so `sideOf` tells the side of a file
 * (undefined: not asked about) and only pairs of different sides are given. Counts are over all the changes given.
 */
export function coChangeAcross(
  sets: readonly (readonly RepoPath[])[],
  sideOf: (file: RepoPath) => string | undefined,
  options: { readonly atLeast?: number } = {},
): readonly CoChange<RepoPath>[] {
  const asked = sets.map(set => set.filter(file => sideOf(file) !== undefined));
  return coChange(asked, options).filter(({ a, b }) => sideOf(a) !== sideOf(b));
}

/**
 * What changed together with any of some files, also each two of these: at least `atLeast` times (2: what met once met
 * by chance as a rule, and a change of a thousand files would make a thousand such). Counts are over all the sets given.
 * The closest first: each meeting counts 1 / (s − 1) of a change of s files (Newman 2001 for authors of papers), so that
 * three wide changes do not fill the top of the list with every two of their files; then the most often, then by name.
 * O(Σ s·a) for sets of which a files are asked about.
 */
export function coChangeWith(
  sets: readonly (readonly RepoPath[])[],
  isAsked: (file: RepoPath) => boolean,
  options: { readonly atLeast?: number } = {},
): readonly (CoChange<RepoPath> & { readonly closeness: number })[] {
  const atLeast = Math.max(1, options.atLeast ?? 2);
  const revisions = new Map<RepoPath, number>();
  for (const set of sets) for (const file of set) revisions.set(file, (revisions.get(file) ?? 0) + 1);
  const often = (file: RepoPath) => (revisions.get(file) ?? 0) >= atLeast;
  const met = new Map<RepoPath, Map<RepoPath, { shared: number; closeness: number }>>();
  for (const set of sets) {
    const asked = set.filter(file => isAsked(file) && often(file));
    if (asked.length === 0) continue;
    const others = set.filter(often);
    for (const one of asked) {
      for (const other of others) {
        // Of two that are both asked about, the first by name counts the pair.
        if (other === one || (isAsked(other) && other < one)) continue;
        const [a, b] = one < other ? [one, other] : [other, one];
        const row = met.get(a) ?? new Map<RepoPath, { shared: number; closeness: number }>();
        met.set(a, row);
        const pair = row.get(b) ?? { shared: 0, closeness: 0 };
        row.set(b, pair);
        pair.shared += 1;
        pair.closeness += 1 / (set.length - 1);
      }
    }
  }
  const found: (CoChange<RepoPath> & { readonly closeness: number })[] = [];
  for (const [a, row] of met) {
    for (const [b, { shared, closeness }] of row) {
      if (shared < atLeast) continue;
      const [ofA, ofB] = [revisions.get(a) ?? 0, revisions.get(b) ?? 0];
      found.push({ ...coChangeOf(a, b, { shared, ofA, ofB, changes: sets.length }), closeness });
    }
  }
  return found.sort(
    (x, y) => y.closeness - x.closeness || y.shared - x.shared || byText(x.a, y.a) || byText(x.b, y.b),
  );
}
