/**
 * Chances of many together (MEASURES.md section f). Independence is assumed, which is a stylisation: to be said wherever a
 * number of these is shown.
 */

/** P(all k succeed) = pᵏ. */
export function chanceOfAll(each: number, k: number): number {
  return each ** k;
}

/** How reliable each of k must be for all of them to succeed with chance P: P^(1/k). 1 for none. */
export function neededOfEach(whole: number, k: number): number {
  return k > 0 ? whole ** (1 / k) : 1;
}
