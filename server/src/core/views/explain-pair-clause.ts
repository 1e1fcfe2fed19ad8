import { bandwidthBetween, widthOf } from '../couches/channels.ts';
import { thresholdsOf } from '../couches/thresholds.ts';
import type { DeclaredChannel, DeclaredInteraction } from '../facts/declared.ts';
import type { Model } from '../model/model.ts';
import { teamPairs } from '../organisation/team-pairs.ts';
import type { ClauseExplanation } from './explain-clause.ts';
import { section } from './service-glance.ts';
import { count, listed, percent } from './words.ts';

/** What a channel carries against what its two teams need. */
export function channelClause(model: Model, channel: DeclaredChannel): ClauseExplanation {
  const { from, to, both, medium, at } = channel;
  const [a, b] = [model.team(from.name)?.name, model.team(to.name)?.name];
  const thresholds = thresholdsOf(model);
  const own = widthOf(medium, thresholds);
  const best = a && b && a !== b ? bandwidthBetween(model, a, b, thresholds) : undefined;
  const by = best && best.path.length > 2 ? `, by way of ${listed(best.path.slice(1, -1))}` : '';
  const wider = best && best.share > own ? [`their widest way carries ${percent(best.share)}${by}`] : [];
  return {
    title: `${from.name} ${both ? 'and' : 'to'} ${to.name} by ${medium}`,
    at,
    sections: [
      ...section('Carries', best ? [`${percent(own)} of what two teams can settle`, ...wider] : []),
      ...needed(model, from.name, to.name),
    ],
  };
}

/** How often the two of an interaction lift together, and until when it is meant. */
export function interactionClause(model: Model, interaction: DeclaredInteraction): ClauseExplanation {
  const { from, to, mode, until, at } = interaction;
  return {
    title: `${from.name} and ${to.name}: ${mode}`,
    at,
    sections: [...section('Until', until === undefined ? [] : [until]), ...needed(model, from.name, to.name)],
  };
}

function needed(model: Model, one: string, other: string): ClauseExplanation['sections'] {
  if (model.facts.history.state === 'absent')
    return section('Needed', [`unknown: ${model.facts.history.reason}`]);
  const names = [one, other].map(name => model.team(name)?.name);
  const pair = teamPairs(model).find(({ teams }) => teams.every(team => names.includes(team)));
  return section('Needed', [
    pair
      ? `they lift together ${count(pair.lifts.length, 'time')} in ${pair.windowMonths} months: ${percent(pair.need)} of what ${pair.smaller} lifts`
      : 'they lifted nothing together in the window',
  ]);
}
