/** Paths between any two of `k` teams, on each of which they may have to talk: k(k−1)/2 (MEASURES.md section f). */
export function pathsBetween(k: number): number {
  return (k * (k - 1)) / 2;
}
