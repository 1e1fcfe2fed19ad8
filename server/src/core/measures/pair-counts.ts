/**
 * How often each two of `rows` things were in one change. `changes` lists indices below `rows`, each at most once a
 * change; `sliceOf` (0 to 7), where given, is the slice of time of each change. O(Σ s²) over changes of s things.
 */
export function countPairs(
  rows: number,
  changes: readonly (readonly number[])[],
  sliceOf: readonly number[] = [],
): PairCounts {
  const single = new Uint32Array(rows);
  // A table is quicker than a map, and of two thousand modules it is still small.
  const dense = rows <= DENSE ? new Uint32Array(rows * rows) : undefined;
  const sparse = new Map<number, number>();
  for (const [index, change] of changes.entries()) {
    // The slices in which two met are bits above their count.
    const slice = 2 ** (SLICE_BITS + (sliceOf[index] ?? 0));
    for (let i = 0; i < change.length; i++) {
      const a = change[i] ?? 0;
      single[a] = (single[a] ?? 0) + 1;
      for (let j = 0; j < i; j++) {
        const b = change[j] ?? 0;
        const key = a < b ? a * rows + b : b * rows + a;
        const known = (dense ? dense[key] : sparse.get(key)) ?? 0;
        // Unsigned: the highest slice is the highest bit.
        const more = ((known + 1) | slice) >>> 0;
        if (dense) dense[key] = more;
        else sparse.set(key, more);
      }
    }
  }
  const pairOf = (key: number, cell: number): SharedPair => {
    let bits = cell >>> SLICE_BITS;
    let slices = 0;
    for (; bits > 0; bits &= bits - 1) slices += 1;
    return { a: Math.floor(key / rows), b: key % rows, shared: cell & COUNT_MASK, slices };
  };
  return {
    of: row => single[row] ?? 0,
    shared: (a, b) => {
      if (a === b) return single[a] ?? 0;
      const key = a < b ? a * rows + b : b * rows + a;
      return ((dense ? dense[key] : sparse.get(key)) ?? 0) & COUNT_MASK;
    },
    pairs: () => {
      const found: SharedPair[] = [];
      if (dense)
        for (let key = 0; key < dense.length; key++) {
          const cell = dense[key] ?? 0;
          if (cell > 0) found.push(pairOf(key, cell));
        }
      else
        for (const key of [...sparse.keys()].sort((x, y) => x - y))
          found.push(pairOf(key, sparse.get(key) ?? 0));
      return found;
    },
  };
}

const DENSE = 2000;
/** A count of up to sixteen million, below a bit for each of eight slices. */
const SLICE_BITS = 24;
const COUNT_MASK = 2 ** SLICE_BITS - 1;

export interface SharedPair {
  /** Less than b. */
  readonly a: number;
  readonly b: number;
  /** At least 1. */
  readonly shared: number;
  /** In how many slices of time they met; 1 where no slices were given. */
  readonly slices: number;
}

export interface PairCounts {
  /** Changes that the thing was in. */
  of(row: number): number;
  shared(a: number, b: number): number;
  /** Those that met at least once, by a, then b. */
  pairs(): readonly SharedPair[];
}
