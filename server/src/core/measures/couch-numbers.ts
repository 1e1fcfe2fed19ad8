import type { Carries, CouchNumbers } from '../couches/couch.ts';
import { effectiveTeams } from './effective-teams.ts';
import type { Shared } from './fewest-teams.ts';
import { pathsBetween } from './paths.ts';
import { toldAsOne } from './stand-ins.ts';
import { effectiveCount, wilson } from './wilson.ts';

/**
 * The figures of a couch from its carries (DESIGN.md section 5). A carry that lifted no known team is no evidence for or
 * against anybody's independence: it is told by `ownedShare` and counts nowhere else.
 */
export function couchNumbers(
  carries: Pick<Carries, 'lifts' | 'windowMonths' | 'ownedShare'>,
  shared?: Shared,
): CouchNumbers {
  const lifted = carries.lifts.filter(({ teams }) => teams.length > 0);
  let weight = 0;
  let alone = 0;
  let pairs = 0;
  for (const lift of lifted) {
    weight += lift.weight;
    if (lift.teams.length === 1) alone += lift.weight;
    pairs += pathsBetween(lift.teams.length);
  }
  const { count, teams } = effectiveTeams(shared ? toldAsOne(lifted, shared) : lifted);
  return {
    carries: lifted.length,
    windowMonths: carries.windowMonths,
    effectiveTeams: count,
    independence:
      weight > 0 ? wilson(alone / weight, effectiveCount(lifted.map(lift => lift.weight))) : undefined,
    // Carries per quarter × mean of pairs is the sum of pairs per quarter.
    burden: carries.windowMonths > 0 ? pairs / (carries.windowMonths / 3) : 0,
    teams,
    ownedShare: carries.ownedShare,
  };
}
