import { seededRandom } from '#core/measures/seeded-random';

/** For each module (row) the changes it is in. */
export type Rows = readonly (readonly number[])[];

/**
 * Any arrangement with these margins: widest change first, each takes the modules with most left (Gale and Ryser).
 * @throws when there is none.
 */
export function arrange(degrees: readonly number[], sizes: readonly number[]): number[][] {
  const rows = degrees.map((): number[] => []);
  const left = [...degrees];
  const order = sizes.map((size, change) => ({ size, change })).sort((a, b) => b.size - a.size);
  for (const { size, change } of order) {
    const chosen = left
      .map((free, row) => ({ free, row }))
      .sort((a, b) => b.free - a.free)
      .slice(0, size);
    for (const { row, free } of chosen) {
      if (free === 0) throw new Error('no arrangement has these margins');
      rows[row]?.push(change);
      left[row] = free - 1;
    }
  }
  if (left.some(free => free > 0)) throw new Error('no arrangement has these margins');
  return rows;
}

/**
 * Curveball trades (Strona et al. 2014): two modules put what only one of them has into a hat and draw again as many as
 * they gave. Both margins stay; all else is forgotten. The same seed gives the same shuffle.
 */
export function shuffle(rows: Rows, trades: number, seed: number): number[][] {
  const random = seededRandom(seed);
  const traded = rows.map(row => [...row]);
  const draw = (n: number) => Math.floor(random() * n);
  for (let trade = 0; trade < trades; trade++) {
    const i = draw(traded.length);
    const j = (i + 1 + draw(traded.length - 1)) % traded.length;
    const [a, b] = [traded[i] ?? [], traded[j] ?? []];
    const [inA, inB] = [new Set(a), new Set(b)];
    const hat = [...a.filter(change => !inB.has(change)), ...b.filter(change => !inA.has(change))];
    const both = a.filter(change => inB.has(change));
    for (let k = hat.length - 1; k > 0; k--) {
      const other = draw(k + 1);
      [hat[k], hat[other]] = [hat[other] ?? 0, hat[k] ?? 0];
    }
    const share = a.length - both.length;
    traded[i] = [...both, ...hat.slice(0, share)];
    traded[j] = [...both, ...hat.slice(share)];
  }
  return traded;
}

/** The modules of each change. */
export function changesOf(rows: Rows, changes: number): number[][] {
  const sets = Array.from({ length: changes }, (): number[] => []);
  for (const [row, of] of rows.entries()) for (const change of of) sets[change]?.push(row);
  return sets;
}
