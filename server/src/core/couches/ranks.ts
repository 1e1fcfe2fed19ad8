/** Ranks from -½ to ½ within each cut-off, equal values sharing theirs; so each cut-off has a mean of zero. */
export function ranksByCut<Row extends { readonly at: number }>(
  rows: readonly Row[],
  of: (row: Row) => number,
): readonly number[] {
  const ranks = new Array<number>(rows.length).fill(0);
  const cuts = new Map<number, { readonly index: number; readonly value: number }[]>();
  rows.forEach((row, index) => {
    cuts.set(row.at, [...(cuts.get(row.at) ?? []), { index, value: of(row) }]);
  });
  for (const all of cuts.values()) {
    for (const { index, value } of all) {
      const below = all.filter(other => other.value < value).length;
      const equal = all.filter(other => other.value === value).length;
      ranks[index] = (below + equal / 2) / all.length - 0.5;
    }
  }
  return ranks;
}
