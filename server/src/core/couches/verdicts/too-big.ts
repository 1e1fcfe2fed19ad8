import { count } from '../../views/words.ts';
import type { CouchNumbers } from '../couch.ts';
import type { Thresholds } from '../thresholds.ts';
import { independenceInWords, reaches, type Said, teamsInWords, type Weighed } from './weighed.ts';

/** TOO BIG: nobody has independence of action, and more teams share it than can settle things among themselves. */
export function tooBig(weighed: Weighed, thresholds: Thresholds): Said | undefined {
  const said = tooBigBy(weighed.numbers, weighed, thresholds);
  const { ownNumbers } = weighed;
  if (said === undefined || ownNumbers === undefined) return said;
  // A group that nobody declared may only have been in the way of what went far beyond it.
  const own = ownNumbers.carries >= thresholds.carriesFrom;
  return own && tooBigBy(ownNumbers, weighed, thresholds) !== undefined ? said : undefined;
}

function tooBigBy(numbers: CouchNumbers, { couch }: Weighed, thresholds: Thresholds): Said | undefined {
  const { effectiveTeams, independence } = numbers;
  if (effectiveTeams === undefined || independence === undefined) return undefined;
  const limit = couch.declared?.atMostTeams?.count;
  if (limit !== undefined && !reaches(limit, effectiveTeams))
    return () =>
      `${inWords(numbers, effectiveTeams, thresholds)}, and at most ${count(limit, 'team')} should`;
  const big =
    reaches(effectiveTeams, thresholds.severeTeamsFrom) ||
    (independence.share < thresholds.independenceBelow &&
      reaches(effectiveTeams, thresholds.effectiveTeamsFrom));
  return big ? () => inWords(numbers, effectiveTeams, thresholds) : undefined;
}

function inWords(numbers: CouchNumbers, effectiveTeams: number, thresholds: Thresholds): string {
  return `${independenceInWords(numbers, thresholds.independenceBelow)}, ${teamsInWords(effectiveTeams)} share it`;
}
