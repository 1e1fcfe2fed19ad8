import { byText } from '../facts/place.ts';
import { coChange } from './co-change.ts';

/**
 * Change coupling as code-maat 1.0 lists it, for those who compare (its `coupling` analysis; MEASURES.md section b; not
 * what Wiring judges by: without a test against chance it calls most pairs of a repository with releases coupled).
 * Sets wider than the cap are dropped *before* revisions are counted; degree = shared / mean of both revisions,
 * truncated to a percentage; `minRevisions` is held against that mean. Highest degree first, then most revisions, then
 * by name.
 */
export function codeMaatCoupling(
  sets: readonly (readonly string[])[],
  options: Partial<CodeMaatOptions> = {},
): readonly CodeMaatPair[] {
  const { minRevisions, minShared, minDegree, maxDegree, maxSet } = { ...CODE_MAAT_DEFAULTS, ...options };
  return coChange(
    sets.filter(set => set.length <= maxSet),
    { atLeast: minShared },
  )
    .map(({ a, b, shared, changesOfA, changesOfB }) => {
      const mean = (changesOfA + changesOfB) / 2;
      return { a, b, shared, mean, percent: (100 * shared) / mean };
    })
    .filter(
      ({ mean, percent }) => mean >= minRevisions && percent >= minDegree && Math.floor(percent) <= maxDegree,
    )
    .map(({ a, b, shared, mean, percent }) => ({
      a,
      b,
      shared,
      degree: Math.floor(percent),
      averageRevisions: Math.ceil(mean),
    }))
    .sort(
      (x, y) =>
        y.degree - x.degree ||
        y.averageRevisions - x.averageRevisions ||
        byText(x.a, y.a) ||
        byText(x.b, y.b),
    );
}

/**
 * code-maat's sum of coupling (`soc`): Σ(size − 1) over the change sets of each, under the same cap (MEASURES.md calls it
 * uncapped: give `maxSet: Infinity` for that). Most first, then by name.
 */
export function sumOfCoupling(
  sets: readonly (readonly string[])[],
  maxSet: number = Number.POSITIVE_INFINITY,
): readonly { readonly name: string; readonly sum: number }[] {
  const sums = new Map<string, number>();
  for (const set of sets)
    if (set.length <= maxSet) for (const name of set) sums.set(name, (sums.get(name) ?? 0) + set.length - 1);
  return [...sums]
    .map(([name, sum]) => ({ name, sum }))
    .sort((x, y) => y.sum - x.sum || byText(x.name, y.name));
}

export interface CodeMaatOptions {
  readonly minRevisions: number;
  readonly minShared: number;
  /** Percent. */
  readonly minDegree: number;
  readonly maxDegree: number;
  /** The most things in one change set. */
  readonly maxSet: number;
}

export const CODE_MAAT_DEFAULTS: CodeMaatOptions = {
  minRevisions: 5,
  minShared: 5,
  minDegree: 30,
  maxDegree: 100,
  maxSet: 30,
};

export interface CodeMaatPair {
  readonly a: string;
  readonly b: string;
  readonly shared: number;
  /** Whole percent, truncated. */
  readonly degree: number;
  /** Rounded up, as code-maat prints it. */
  readonly averageRevisions: number;
}
