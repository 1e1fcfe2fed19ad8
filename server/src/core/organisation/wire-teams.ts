import { mediumFor, widthOf } from '../couches/channels.ts';
import { declare } from '../couches/remedies/wiring-edits.ts';
import { thresholdsOf } from '../couches/thresholds.ts';
import type { DeclaredChannel } from '../facts/declared.ts';
import { factsOf } from '../facts/state.ts';
import type { TextEdit } from '../facts/text-edit.ts';
import { textPositions } from '../fixes/text-positions.ts';
import { writeName } from '../fixes/wiring-text.ts';
import type { Model, TeamName } from '../model/model.ts';
import type { Fix } from '../rules/finding.ts';
import type { FixContext } from '../rules/rule.ts';
import { percent } from '../views/words.ts';

/** The widest channel that is declared directly between two teams, in either direction. */
export function directChannel(model: Model, a: TeamName, b: TeamName): DeclaredChannel | undefined {
  const thresholds = thresholdsOf(model);
  return (factsOf(model.facts.declared)?.channels ?? [])
    .filter(({ from, to }) => {
      const ends = [model.team(from.name)?.name, model.team(to.name)?.name];
      return ends.includes(a) && ends.includes(b);
    })
    .sort((x, y) => widthOf(y.medium, thresholds) - widthOf(x.medium, thresholds))[0];
}

/** Declares the channel that is wide enough for a need, or widens the one there is; `gain` where it is not the bandwidth. */
export function wireTeams(
  context: FixContext,
  [a, b]: readonly [TeamName, TeamName],
  need: number,
  today: number,
  gain?: string,
): readonly Fix[] {
  const { model } = context;
  const thresholds = thresholdsOf(model);
  const medium = mediumFor(need, thresholds);
  const width = widthOf(medium, thresholds);
  if (width <= today) return [];
  const direct = directChannel(model, a, b);
  const clause = `channel ${writeName(a)} <-> ${writeName(b)} by ${medium}`;
  const source = direct && context.text(direct.at.path);
  // A place that the text no longer has is no place to write at.
  if (direct && !(source !== undefined && /^channel\b/.test(textPositions(source).slice(direct.at.range))))
    return [];
  const edit: TextEdit = direct
    ? { path: direct.at.path, range: direct.at.range, newText: clause }
    : declare(context, [clause]);
  return [
    {
      title: `${direct ? 'Widen' : 'Declare'} the channel between ${a} and ${b}, by ${medium}: ${gain ?? `bandwidth ${percent(today)} → ${percent(width)}`}`,
      edits: [edit],
      preferred: true,
      note: `They need ${percent(need)}; write it down once it is so`,
    },
  ];
}
