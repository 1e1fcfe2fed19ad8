/**
 * Socio-technical congruence (Cataldo, Herbsleb and others; MEASURES.md section d; grade C: gaps are questions, not
 * predictions). Who must talk: CR = TA·TD·TAᵀ, two teams that own two modules of which one depends on the other.
 */
import { byText } from '../../facts/place.ts';

export type Pair = readonly [string, string];

/** Every two different teams that must talk; each pair once, sorted. */
export function requiredPairs(
  ownersOf: ReadonlyMap<string, readonly string[]>,
  dependencies: Iterable<Pair>,
): readonly Pair[] {
  const found = new Map<string, Pair>();
  for (const [from, to] of dependencies) {
    for (const a of ownersOf.get(from) ?? []) {
      for (const b of ownersOf.get(to) ?? []) {
        if (a === b) continue;
        const pair: Pair = a < b ? [a, b] : [b, a];
        found.set(JSON.stringify(pair), pair);
      }
    }
  }
  return [...found.values()].sort((x, y) => byText(x[0], y[0]) || byText(x[1], y[1]));
}

/** |must and can talk| / |must talk|; undefined where nobody must. */
export function congruence(
  required: readonly Pair[],
  canTalk: (a: string, b: string) => boolean,
): number | undefined {
  if (required.length === 0) return undefined;
  return required.filter(([a, b]) => canTalk(a, b)).length / required.length;
}
