import { type Misplaced, misplacedFiles } from '../couches/misplaced.ts';
import { moveMisplaced } from '../couches/remedies/move-file.ts';
import type { Remedy } from '../couches/remedies/remedy.ts';
import type { RepoPath } from '../facts/place.ts';
import type { Module } from '../model/model.ts';
import type { FixContext } from '../rules/rule.ts';
import type { Section } from './explain.ts';
import { moveCost, moveCostInWords, moveSections } from './move-story.ts';
import { count } from './words.ts';

/** A plan takes every import of the tree; of a module with more candidates the first are planned, and it is said. */
const MOST_PLANNED = 5;

/** Of one file that changes with another module: what moving it there would do, or why it is not offered. */
export function fileMoveSections(context: FixContext, path: RepoPath): readonly Section[] {
  const found = misplacedFiles(context.model).find(each => each.path === path);
  if (!found) return [];
  const { remedy } = moveMisplaced(found, context);
  const plan = remedy?.moves && context.planMoves?.({ ...remedy.moves, edits: remedy.edits });
  return [
    { heading: 'Changes with another module', lines: lineOf(context, found) },
    // Why not is told in the line above.
    ...(plan?.ok ? moveSections(context.model, plan, context.text) : []),
  ];
}

/** The files of a module that change with another one. */
export function moduleMoveSections(context: FixContext, module: Module): readonly Section[] {
  const found = misplacedFiles(context.model).filter(({ from }) => from === module);
  if (found.length === 0) return [];
  const planned = found.slice(0, MOST_PLANNED).flatMap(each => lineOf(context, each));
  const rest = found.length - MOST_PLANNED;
  const more = rest > 0 ? [`${count(rest, 'more file')}: "wiring explain FILE" tells of each`] : [];
  return [
    { heading: `Files that change with another module  ${found.length}`, lines: [...planned, ...more] },
  ];
}

/** What the moves among the remedies of a couch would take, and why some cannot be made. */
export function couchMoveSections(context: FixContext, remedies: readonly Remedy[]): readonly Section[] {
  const moving = remedies.filter(({ moves }) => moves !== undefined).slice(0, MOST_PLANNED);
  const staying = remedies.flatMap(({ title, stays }) =>
    stays === undefined ? [] : [`${title}: the files stay, for ${stays}`],
  );
  if (moving.length + staying.length === 0) return [];
  const lines = moving.flatMap(remedy => {
    const plan = remedy.moves && context.planMoves?.({ ...remedy.moves, edits: remedy.edits });
    if (!plan) return [`${remedy.title}: not planned yet`];
    if (plan.ok) return [`${remedy.title}: ${moveCostInWords(moveCost(context.model, plan))}`, ...plan.notes];
    return plan.reasons.map(reason => `${remedy.title} cannot be done: ${reason}`);
  });
  return [
    {
      heading: 'What moving files would take',
      lines: [...lines, ...staying, ...(moving.length > 0 ? notHere(context) : [])],
    },
  ];
}

function lineOf(context: FixContext, found: Misplaced): readonly string[] {
  const { path, from, to, lifts, withOther, withOwn, windowMonths } = found;
  const seen = `${path}: ${withOther} of its ${count(lifts.length, 'change')} in ${windowMonths} months also changed ${to.name}, ${withOwn} anything else of ${from.name}`;
  const { remedy, why } = moveMisplaced(found, context);
  if (!remedy) return [`${seen}. Moving it is not offered: ${why}`];
  const { cost, gain } = remedy;
  const plan = remedy.moves && context.planMoves?.({ ...remedy.moves, edits: remedy.edits });
  if (plan && !plan.ok)
    return [`${seen}. Moving it is not possible as it stands:`, ...plan.reasons.map(reason => `  ${reason}`)];
  const taken = plan?.ok ? moveCostInWords(moveCost(context.model, plan)) : cost;
  return [`${seen}. Moved: ${gain.replace(/^.*?; /, '')}; ${taken}`, ...notHere(context)];
}

function notHere({ cannotMove }: FixContext): readonly string[] {
  return cannotMove === undefined ? [] : [`not offered here: ${cannotMove}`];
}
