import { onceFor } from '../once-for.ts';
import { listed } from '../views/words.ts';
import type { Judged, Verdict } from './couch.ts';
import { keyOf, type Thresholds } from './thresholds.ts';

/** How far each threshold is moved, to see whether a verdict hangs on it. */
const MOVED = 0.2;

/** What a moved threshold is of what it was. */
export const MOVES = [1 - MOVED, 1 + MOVED] as const;

/** The thresholds that, moved by 20 % either way, one at a time, turn a verdict into another one. */
export function fragileBy(
  thresholds: Thresholds,
  which: readonly (keyof Thresholds)[],
  verdictWith: (moved: Thresholds) => Verdict,
  verdict: Verdict,
): Judged['fragile'] {
  const found: { threshold: string; becomes: Verdict }[] = [];
  for (const name of which) {
    for (const each of moved(thresholds, name)) {
      const becomes = verdictWith(each);
      if (becomes === verdict) continue;
      found.push({ threshold: keyOf(name), becomes });
      break;
    }
  }
  return found;
}

/** All thresholds, with one of them a little lower and a little higher: the same for every couch. */
function moved(thresholds: Thresholds, name: keyof Thresholds): readonly Thresholds[] {
  const known = allMoved(thresholds);
  let made = known.get(name);
  if (!made) {
    made = MOVES.map(factor => ({ ...thresholds, [name]: thresholds[name] * factor }));
    known.set(name, made);
  }
  return made;
}

const allMoved = onceFor((_: Thresholds) => new Map<keyof Thresholds, readonly Thresholds[]>());

/** `with effective-teams-from moved by 20 % it would be TOO BIG`. */
export function fragileInWords(fragile: Judged['fragile']): string {
  const each = fragile.map(
    ({ threshold, becomes }) => `with ${threshold} moved by 20 % it would be ${becomes}`,
  );
  return `fragile: ${listed(each)}`;
}
