/** How many single-character insertions, deletions, replacements or swaps of neighbours turn one text into the other. */
export function textDistance(a: string, b: string, atMost = Number.POSITIVE_INFINITY): number {
  if (a === b) return 0;
  if (Math.abs(a.length - b.length) > atMost) return atMost + 1;
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min((above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (above[j - 1] ?? 0) + (same ? 0 : 1));
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      row.push(cost);
      if (cost < least) least = cost;
    }
    // A swap looks two rows back, so one row above the limit does not yet decide.
    if (least > atMost + 1) return atMost + 1;
    before = above;
    above = row;
  }
  return above[b.length] ?? 0;
}

/**
 * The known text somebody probably meant: the closest within a third of its length (at most three edits), where case
 * counts less than letters; ties go to the first in order. Of one or two letters only the case may differ. What is
 * the same but for a scope in front of it (`cart` and `@acme/cart`) is as close. Undefined when nothing is close.
 */
export function closestText(text: string, known: Iterable<string>): string | undefined {
  const limit = Math.min(3, Math.floor(text.length / 3));
  const lower = text.toLowerCase();
  let best: string | undefined;
  let bestDistance = limit + 1;
  for (const candidate of known) {
    if (candidate === text) continue;
    const scoped = text !== '' && candidate.startsWith('@') && candidate.endsWith(`/${text}`);
    if (!scoped && Math.abs(candidate.length - text.length) > limit) continue;
    const folded = scoped ? 0 : textDistance(lower, candidate.toLowerCase(), limit);
    const distance = folded === 0 ? 0.5 : folded;
    if (distance < bestDistance || (distance === bestDistance && best !== undefined && candidate < best)) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}
