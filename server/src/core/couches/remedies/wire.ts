import { factsOf } from '../../facts/state.ts';
import type { TextEdit } from '../../facts/text-edit.ts';
import { textPositions } from '../../fixes/text-positions.ts';
import { writeName } from '../../fixes/wiring-text.ts';
import type { TeamName } from '../../model/model.ts';
import type { FixContext } from '../../rules/rule.ts';
import { listed, percent } from '../../views/words.ts';
import { bandwidthBetween, mediumFor, widthOf } from '../channels.ts';
import type { Judged } from '../couch.ts';
import { thresholdsOf } from '../thresholds.ts';
import type { Remedy } from './remedy.ts';
import { declare } from './wiring-edits.ts';

/** Declares the channel that two teams need, or widens the one they have: for who may carry together, if they can talk. */
export function wire(judged: Judged, context: FixContext): readonly Remedy[] {
  const { model } = context;
  if (judged.verdict !== 'MISWIRED' || !judged.pair) return [];
  const thresholds = thresholdsOf(model);
  const [first, second] = [model.team(judged.pair[0])?.name, model.team(judged.pair[1])?.name];
  const need = judged.need;
  if (first === undefined || second === undefined || need === undefined) return [];
  const today = bandwidthBetween(model, first, second, thresholds).share;
  const medium = mediumFor(need, thresholds);
  const width = widthOf(medium, thresholds);
  if (width <= today) return [];
  const direct = (factsOf(model.facts.declared)?.channels ?? []).find(({ from, to }) => {
    const ends = [model.team(from.name)?.name, model.team(to.name)?.name];
    return ends.includes(first) && ends.includes(second);
  });
  const clause = `channel ${writeName(first)} <-> ${writeName(second)} by ${medium}`;
  const edit: TextEdit = direct
    ? { path: direct.at.path, range: direct.at.range, newText: clause }
    : declare(context, [clause]);
  if (direct && !isWhole(context, direct.at)) return [];
  return [
    {
      kind: 'wire',
      title: `${direct ? 'Widen' : 'Declare'} the channel between ${listed([first, second])}, by ${medium}`,
      edits: [edit],
      gain: `they lift ${percent(need)} of its carries together; their bandwidth goes from ${percent(today)} to ${percent(width)}`,
      cost: costOf(medium, first, second),
      brief: { gain: `bandwidth ${percent(today)} → ${percent(width)}`, cost: briefCost(medium) },
      worth: Math.min(width, need) - Math.min(today, need),
    },
  ];
}

function costOf(medium: string, first: TeamName, second: TeamName): string {
  switch (medium) {
    case 'embedded':
      return `somebody of ${first} works in ${second}, or the other way round; write it down once it is so`;
    case 'meeting':
      return 'a regular meeting of both; write it down once it is so';
    default:
      return `both have to answer in it within the day; write it down once it is so`;
  }
}

function briefCost(medium: string): string {
  switch (medium) {
    case 'embedded':
      return 'somebody sits with the other team';
    case 'meeting':
      return 'a regular meeting';
    default:
      return 'both answer within the day';
  }
}

/** A place that the text still has. */
function isWhole(context: FixContext, place: { path: TextEdit['path']; range: TextEdit['range'] }): boolean {
  const source = context.text(place.path);
  return source !== undefined && /^channel\b/.test(textPositions(source).slice(place.range));
}
