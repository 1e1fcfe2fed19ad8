import { textDistance } from '#core/text-distance';

/**
 * How far a written word is from a keyword, 0 being the same but for case; undefined where it is too far to be meant.
 * More generous than for names, because at one place of the grammar few words can stand, and short ones among them.
 * The beginning of a word is close too: it is being typed.
 */
export function wordDistance(written: string, keyword: string): number | undefined {
  const limit = Math.max(1, Math.min(3, Math.floor(written.length / 3)));
  const distance = textDistance(written.toLowerCase(), keyword, limit);
  // Without a letter in common nothing was meant.
  if (distance <= limit && distance < Math.max(written.length, keyword.length)) return distance;
  return written.length > 1 && keyword.startsWith(written) ? limit : undefined;
}

/** The keyword that was probably meant; of two that are as close the one that begins alike, then the first in order. */
export function closestWord(written: string, keywords: Iterable<string>): string | undefined {
  let best: string | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const keyword of keywords) {
    const distance = wordDistance(written, keyword);
    if (distance === undefined) continue;
    const cost = distance + (keyword[0] === written[0] ? 0 : 0.5);
    if (cost < least) [best, least] = [keyword, cost];
  }
  return best;
}
