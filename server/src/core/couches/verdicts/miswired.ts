import { listed, percent } from '../../views/words.ts';
import { widestChannel } from '../channels.ts';
import type { Thresholds } from '../thresholds.ts';
import { independenceInWords, reaches, type Said, type Weighed } from './weighed.ts';

/**
 * MISWIRED: two teams may well carry a couch together if they can talk, and these cannot talk enough.
 * Where no channel at all is declared nobody can tell which one is missing: then it is WATCH with that question.
 */
export function miswired(weighed: Weighed, thresholds: Thresholds): Said | undefined {
  const { numbers, pair, channelsDeclared } = weighed;
  if (!pair || !channelsDeclared || !wantsChannel(weighed, thresholds)) return undefined;
  const { bandwidth, need } = pair;
  if (bandwidth.share >= Math.min(need, widestChannel(thresholds))) return undefined;
  return () => {
    const teams = listed(pair.teams);
    const through =
      bandwidth.narrowest === undefined
        ? 'no declared channel leads from one to the other'
        : `the best way between them is by ${bandwidth.narrowest.medium} (${percent(bandwidth.share, need)})`;
    return `${independenceInWords(numbers, thresholds.independenceBelow)}; ${teams} lift ${pair.carries} of them together (${percent(need)}), and ${through}`;
  };
}

/** Few teams, and seldom one of them alone. */
export function wantsChannel({ numbers }: Weighed, thresholds: Thresholds): boolean {
  const { effectiveTeams, independence } = numbers;
  if (effectiveTeams === undefined || independence === undefined) return false;
  return (
    independence.share < thresholds.independenceBelow &&
    !reaches(effectiveTeams, thresholds.effectiveTeamsFrom)
  );
}
