import type { Judged } from '#core/couches/couch';

/** A judged couch as plain data, with what is worked out only when it is asked for. */
export function allTold(judged: Judged): Judged {
  const { because, fragile, examples, imports, excluded } = judged;
  return { ...judged, because, fragile, examples, imports, excluded };
}
