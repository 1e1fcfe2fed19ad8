/**
 * One string for all that are equal. A part of a text keeps the whole text in memory, and every part is hashed anew: what
 * outlives the scan is copied once. Kept for good, since a repository has few distinct names and specifiers.
 */
export function intern(part: string): string {
  const old = known.get(part);
  if (old !== undefined) return old;
  const copy = ` ${part}`.slice(1);
  known.set(copy, copy);
  return copy;
}

const known = new Map<string, string>();
