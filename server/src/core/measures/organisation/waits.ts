/**
 * How long waits take together (MEASURES.md section f; grade A as arithmetic). Times are in any one unit; the result is in
 * the same. Expectations under exponential waits are a stylisation, and to be said so.
 */

/** One after the other: the sum. */
export function inSeries(waits: readonly number[]): number {
  return waits.reduce((sum, wait) => sum + wait, 0);
}

/** All asked for at once, each taking exactly its time: the longest. 0 without any. */
export function inParallel(waits: readonly number[]): number {
  return waits.reduce((longest, wait) => Math.max(longest, wait), 0);
}

/** H_n = 1 + 1/2 + … + 1/n; 0 for none. */
export function harmonic(n: number): number {
  let sum = 0;
  for (let i = n; i >= 1; i--) sum += 1 / i;
  return sum;
}

/**
 * The expected longest of independent exponential waits with these means; of n equal ones m·H_n (Rényi's representation).
 * By inclusion and exclusion over every subset: Σ (−1)^(|S|+1) / Σ_{i∈S} 1/mᵢ, so for at most 20 different waits; undefined
 * beyond. A wait of 0 is over at once.
 */
export function expectedLongest(means: readonly number[]): number | undefined {
  const rates = means.filter(mean => mean > 0).map(mean => 1 / mean);
  const [first] = rates;
  if (first === undefined) return 0;
  if (rates.every(rate => rate === first)) return harmonic(rates.length) / first;
  if (rates.length > MOST_DIFFERENT) return undefined;
  let expected = 0;
  const add = (from: number, sum: number, sign: number) => {
    for (let i = from; i < rates.length; i++) {
      const total = sum + (rates[i] ?? 0);
      expected += sign / total;
      add(i + 1, total, -sign);
    }
  };
  add(0, 0, 1);
  return expected;
}

/** Two to the power of this many subsets takes some milliseconds. */
const MOST_DIFFERENT = 16;

/** A wait that can only be asked for when others are over. */
export interface OrderedWait {
  readonly name: string;
  readonly time: number;
  /** Names of other waits; unknown ones count as over. */
  readonly after: readonly string[];
}

/** Everything asked for as early as it can be: the longest chain. What waits for itself is asked for at once. */
export function longestChain(waits: readonly OrderedWait[]): number {
  return inParallel([...endings(waits).values()]);
}

/** When each wait is over, by name, where all are asked for as early as they can be. */
export function endings(waits: readonly OrderedWait[]): ReadonlyMap<string, number> {
  const byName = new Map(waits.map(wait => [wait.name, wait]));
  const ends = new Map<string, number>();
  const under = new Set<string>();
  const endOf = (wait: OrderedWait): number => {
    const known = ends.get(wait.name);
    if (known !== undefined) return known;
    under.add(wait.name);
    const before = wait.after.flatMap(name => {
      const other = byName.get(name);
      return other && !under.has(name) ? [endOf(other)] : [];
    });
    under.delete(wait.name);
    const end = inParallel(before) + wait.time;
    ends.set(wait.name, end);
    return end;
  };
  for (const wait of waits) endOf(wait);
  return ends;
}
