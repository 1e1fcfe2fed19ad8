import { type BipartiteModel, fitBipartiteModel } from './bipartite-model.ts';
import { countPairs } from './pair-counts.ts';
import { logUpperTail } from './poisson-binomial.ts';

/**
 * For each two of `rows` modules that met in a change: how likely it is that they meet at least as often when only how
 * often each changes and how wide the changes are is kept. Under the bipartite configuration model the number of
 * meetings is a sum over changes of Bernoulli(p(A,e)·p(B,e)), so its tail is Poisson-binomial (Saracco et al. 2017;
 * MEASURES.md section b). Changes of one size have one chance, which keeps it cheap. Pairs by a, then b; `sliceOf` is the
 * slice of time of each change, 0 to 7.
 */
export function pairChances(
  rows: number,
  changes: readonly (readonly number[])[],
  sliceOf: readonly number[] = [],
): PairChances {
  const counts = countPairs(rows, changes, sliceOf);
  const degrees = Array.from({ length: rows }, (_, row) => counts.of(row));
  const model = fitBipartiteModel({ degrees, sizes: changes.map(change => change.length) });
  const classOf = new Map(model.degrees.map((degree, index) => [degree, index]));
  const chances = new Map<number, { readonly q: Float64Array; readonly expected: number }>();
  const tails = new Map<number, number>();
  const pairs = counts.pairs().map(({ a, b, shared, slices }): PairChance => {
    const [ofA, ofB] = [counts.of(a), counts.of(b)];
    const [k, l] = [classOf.get(Math.min(ofA, ofB)) ?? 0, classOf.get(Math.max(ofA, ofB)) ?? 0];
    const key = k * model.degrees.length + l;
    let chance = chances.get(key);
    if (!chance) {
      chance = together(model, k, l);
      chances.set(key, chance);
    }
    const tail = key * (changes.length + 1) + shared;
    let p = tails.get(tail);
    // A median of such a sum is at most one away from its mean (Jogdeo and Samuels 1968), so this p is a half or more.
    if (p === undefined && shared <= Math.floor(chance.expected)) p = HALF_OR_MORE;
    if (p === undefined) {
      // The smallest positive number stands for what is smaller still, so that p is never nothing.
      p = Math.max(Number.MIN_VALUE, Math.exp(logUpperTail(chance.q, model.sizeCounts, shared)));
      tails.set(tail, p);
    }
    return { a, b, shared, ofA, ofB, slices, expected: chance.expected, p };
  });
  return { pairs, converged: model.converged };
}

/** Stands for a p that is not worked out, because it is a half or more. */
export const HALF_OR_MORE = 0.5;

export interface PairChance {
  /** Less than b. */
  readonly a: number;
  readonly b: number;
  /** In how many changes both were, and each. */
  readonly shared: number;
  readonly ofA: number;
  readonly ofB: number;
  /** How many shared changes the model expects. */
  readonly expected: number;
  /** P(at least `shared` meetings), or `HALF_OR_MORE`. */
  readonly p: number;
  /** In how many slices of time they met. */
  readonly slices: number;
}

export interface PairChances {
  readonly pairs: readonly PairChance[];
  readonly converged: boolean;
}

/** By size of change: the chance that modules of two degrees are both in it. */
function together(model: BipartiteModel, k: number, l: number) {
  const width = model.sizes.length;
  const q = new Float64Array(width);
  let expected = 0;
  for (let i = 0; i < width; i++) {
    const chance = (model.probabilities[k * width + i] ?? 0) * (model.probabilities[l * width + i] ?? 0);
    q[i] = chance;
    expected += chance * (model.sizeCounts[i] ?? 0);
  }
  return { q, expected };
}
