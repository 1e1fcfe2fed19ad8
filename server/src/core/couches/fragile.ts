import type { Judged, Verdict } from './couch.ts';
import { keyOf, type Thresholds } from './thresholds.ts';

/** How far each threshold is moved, to see whether a verdict hangs on it. */
const MOVED = 0.2;

/** What the largest moved threshold is of what it was. */
export const WIDEST_MOVE = 1 + MOVED;

/** The thresholds that, moved by 20 % either way, one at a time, turn a verdict into another one. */
export function fragileBy(
  thresholds: Thresholds,
  which: readonly (keyof Thresholds)[],
  verdictWith: (moved: Thresholds) => Verdict,
  verdict: Verdict,
): Judged['fragile'] {
  const found: { threshold: string; becomes: Verdict }[] = [];
  for (const name of which) {
    for (const factor of [1 - MOVED, 1 + MOVED]) {
      const becomes = verdictWith({ ...thresholds, [name]: thresholds[name] * factor });
      if (becomes === verdict) continue;
      found.push({ threshold: keyOf(name), becomes });
      break;
    }
  }
  return found;
}
