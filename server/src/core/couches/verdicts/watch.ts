import { count, listed, percent } from '../../views/words.ts';
import { widestChannel } from '../channels.ts';
import type { Thresholds } from '../thresholds.ts';
import { wantsChannel } from './miswired.ts';
import { independenceInWords, teamsInWords, type Weighed } from './weighed.ts';

/** WATCH: everything else, with the question that would settle it. */
export function watch(weighed: Weighed, thresholds: Thresholds): string {
  const { numbers, pair, channelsDeclared, halves } = weighed;
  const said = independenceInWords(numbers, thresholds.independentFrom);
  if (pair && wantsChannel(weighed, thresholds)) {
    const teams = listed(pair.teams);
    const together = `${teams} lift ${pair.carries} of them together (${percent(pair.need)})`;
    if (!channelsDeclared) return `${said}; ${together}: how do they talk? No channel is declared`;
    if (!areWired(weighed, thresholds))
      return `${said}; ${together}, and no channel is wider than theirs: would one team do?`;
    return `${said}; ${together}, and their channel is wide enough for it`;
  }
  if (halves) {
    const [first, second] = halves.parts;
    return `${said}, but it has two halves that nothing ties together: ${partInWords(first)} and ${partInWords(second)}, with ${count(halves.crossing, 'carry', 'carries')} in common; is it one thing?`;
  }
  const { effectiveTeams } = numbers;
  return effectiveTeams === undefined ? said : `${said}, ${teamsInWords(effectiveTeams)} share it`;
}

/**
 * Whether the two that lift it most can talk as much as they need to: a declared channel has answered the question. Of a
 * group only changes to several members count, so that its teams lift all of it together by definition: there a channel as
 * wide as channels get is enough.
 */
export function areWired(weighed: Weighed, thresholds: Thresholds): boolean {
  const { couch, pair, channelsDeclared } = weighed;
  if (!pair || !channelsDeclared || !wantsChannel(weighed, thresholds)) return false;
  const needed = couch.kind === 'group' ? Math.min(pair.need, widestChannel(thresholds)) : pair.need;
  return pair.bandwidth.share >= needed;
}

function partInWords(part: {
  readonly name: string;
  readonly files: number;
  readonly carries: number;
}): string {
  return `${part.name} (${count(part.files, 'file')}, ${count(part.carries, 'carry', 'carries')})`;
}
