import { count, percent } from '../../views/words.ts';
import type { Thresholds } from '../thresholds.ts';
import type { Said, Weighed } from './weighed.ts';

/** UNKNOWN: too little is known to say anything, and what is missing. */
export function unknown(weighed: Weighed, thresholds: Thresholds): Said | undefined {
  const { numbers, teamsKnown, withoutHistory } = weighed;
  if (withoutHistory !== undefined) return () => `there is no history: ${withoutHistory}`;
  if (teamsKnown === 0)
    return () => 'no team is known; a CODEOWNERS file or an owner in a .wiring file says who lifts it';
  if (teamsKnown === 1)
    return () =>
      'only one team is known (sets of people with somebody in all of them are one), so nobody can be waited for';
  if (numbers.carries < thresholds.carriesFrom) {
    return () =>
      `${count(numbers.carries, 'carry', 'carries')} in ${numbers.windowMonths} months; ${thresholds.carriesFrom} are needed to judge`;
  }
  if (numbers.ownedShare < thresholds.ownersKnownFrom) {
    return () =>
      `the owner of only ${percent(numbers.ownedShare, thresholds.ownersKnownFrom)} of what was touched is known; ${percent(thresholds.ownersKnownFrom)} are needed to judge`;
  }
  return undefined;
}
