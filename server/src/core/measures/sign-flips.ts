import { seededRandom } from './seeded-random.ts';

/** Up to so many parts every way to set the signs is tried. */
const EXACT = 12;
const DRAWN = 9999;

/**
 * How often a sum at least as far from zero would come if each part were as likely to be positive as negative: the
 * two-sided p of a sign-flip test. It asks for no normal distribution, which a dozen modules would not have.
 */
export function signFlipP(parts: readonly number[]): number {
  const sum = Math.abs(parts.reduce((all, part) => all + part, 0));
  // What is equal but for the order of its additions counts as equal.
  const reach = sum - 1e-9 * parts.reduce((all, part) => all + Math.abs(part), 0);
  const count = parts.length;
  let asFar = 0;
  if (count <= EXACT) {
    for (let signs = 0; signs < 2 ** count; signs++) {
      let flipped = 0;
      for (let i = 0; i < count; i++) flipped += (signs >> i) & 1 ? -(parts[i] ?? 0) : (parts[i] ?? 0);
      if (Math.abs(flipped) >= reach) asFar++;
    }
    return asFar / 2 ** count;
  }
  const random = seededRandom(20261127);
  for (let draw = 0; draw < DRAWN; draw++) {
    let flipped = 0;
    for (const part of parts) flipped += random() < 0.5 ? -part : part;
    if (Math.abs(flipped) >= reach) asFar++;
  }
  return (asFar + 1) / (DRAWN + 1);
}
