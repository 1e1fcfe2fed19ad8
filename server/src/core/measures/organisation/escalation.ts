/**
 * How far a message goes from team to team up and down the organisation (MEASURES.md section d; grade D). Each hop passes
 * on a share of what was said.
 */

/**
 * Hops between two teams: depth(a) + depth(b) − 2·depth of the lowest group that both lie in. `above` are the groups of a
 * team from the innermost to the outermost; who shares none meets at the organisation. 0 for a team and itself is left to the
 * caller: two teams of one group are 2 hops apart.
 */
export function escalationHops(aboveA: readonly string[], aboveB: readonly string[]): number {
  const upFromB = new Map(aboveB.map((group, i) => [group, i + 1]));
  for (const [i, group] of aboveA.entries()) {
    const down = upFromB.get(group);
    if (down !== undefined) return i + 1 + down;
  }
  return aboveA.length + 1 + aboveB.length + 1;
}

/** The innermost group that all have above them; undefined where they meet at the organisation only. */
export function lowestCommonGroup(above: readonly (readonly string[])[]): string | undefined {
  const [first = [], ...others] = above;
  return first.find(group => others.every(groups => groups.includes(group)));
}

/** What is left of a message after so many hops: f^hops. */
export function fidelity(hops: number, perHop = FIDELITY): number {
  return perHop ** hops;
}

/** Of a message, the share that a hop passes on: a convention. */
export const FIDELITY = 0.9;
