/** The known word that was most likely meant: the same behind a scope, or at most a third of it may differ. */
export function didYouMean(word: string, known: readonly string[]): string | undefined {
  let best: { word: string; distance: number } | undefined;
  const scoped = known.find(candidate => candidate.startsWith('@') && candidate.endsWith(`/${word}`));
  if (scoped !== undefined && word !== '') return scoped;
  for (const candidate of known) {
    if (candidate === word) continue;
    const distance = editDistance(word.toLowerCase(), candidate.toLowerCase());
    const most = Math.max(1, Math.floor(word.length / 3));
    // Only the beginnings of long ones are compared, and a name is no path of six times its length.
    if (Math.abs(word.length - candidate.length) > most) continue;
    if (distance <= most && (best === undefined || distance < best.distance))
      best = { word: candidate, distance };
  }
  return best?.word ?? known.find(each => word.length > 1 && each !== word && each.startsWith(word));
}

/** Insertions, deletions, replacements and swaps of neighbours between two words; long words are compared by their start. */
function editDistance(a: string, b: string): number {
  const left = a.slice(0, 64);
  const right = b.slice(0, 64);
  let before: number[] = [];
  let above = Array.from({ length: right.length + 1 }, (_, i) => i);
  for (let i = 1; i <= left.length; i++) {
    const row = [i];
    for (let j = 1; j <= right.length; j++) {
      const same = left[i - 1] === right[j - 1];
      let cost = Math.min((above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (above[j - 1] ?? 0) + (same ? 0 : 1));
      const swapped = i > 1 && j > 1 && left[i - 1] === right[j - 2] && left[i - 2] === right[j - 1];
      if (swapped) cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      row.push(cost);
    }
    before = above;
    above = row;
  }
  return above[right.length] ?? 0;
}
