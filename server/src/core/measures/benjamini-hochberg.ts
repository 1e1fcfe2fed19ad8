/**
 * P-values adjusted for `tests` tests by Benjamini and Hochberg (1995; grade A): what is called at 0.05 is expected to be
 * wrong one time in twenty at most. `tests` counts all that could have been tested, also those with p = 1 that are not
 * among `pValues`: pairs that never met were tested too.
 * Same order as `pValues`; each between its p-value and 1.
 * @throws RangeError when there are more p-values than tests.
 */
export function benjaminiHochberg(
  pValues: readonly number[],
  tests: number = pValues.length,
): readonly number[] {
  if (pValues.length > tests)
    throw new RangeError(`${pValues.length} p-values cannot come from ${tests} tests`);
  const order = pValues.map((p, index) => ({ p, index })).sort((a, b) => a.p - b.p);
  const adjusted = new Array<number>(pValues.length).fill(1);
  let least = 1;
  for (let rank = order.length; rank > 0; rank--) {
    const each = order[rank - 1];
    if (!each) continue;
    least = Math.min(least, (each.p * tests) / rank);
    adjusted[each.index] = least;
  }
  return adjusted;
}
