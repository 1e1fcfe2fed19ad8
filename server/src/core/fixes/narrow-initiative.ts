import { dependenciesOf } from '../couches/dependencies.ts';
import type { DeclaredInitiative, Ref } from '../facts/declared.ts';
import { factsOf } from '../facts/state.ts';
import type { TextEdit } from '../facts/text-edit.ts';
import { pathsBetween } from '../measures/paths.ts';
import type { Model } from '../model/model.ts';
import { initiativeNumbers } from '../organisation/initiatives.ts';
import { stagesOf } from '../organisation/stages.ts';
import type { Fix } from '../rules/finding.ts';
import type { FixContext } from '../rules/rule.ts';
import { count, listed, someOf, withCommas } from '../views/words.ts';
import { textPositions } from './text-positions.ts';
import { writeName } from './wiring-text.ts';

/**
 * Lets only one of the touched modules change, behind an interface that the touched modules which need it already import:
 * the one that spares most teams. None where no touched module is needed by others of them.
 */
export function behindInterface(initiative: DeclaredInitiative, context: FixContext): readonly Fix[] {
  const { model } = context;
  const now = initiativeNumbers(model, initiative).teams.length;
  const { reaches } = dependenciesOf(model);
  const touched = initiative.touches.flatMap(ref => {
    const module = model.module(ref.name);
    return module ? [{ ref, module }] : [];
  });
  const offers = touched.map(({ module }) => {
    const users = touched.filter(other => other.module !== module && reaches(other.module.name, module.name));
    const kept = initiative.touches.filter(ref => !users.some(user => user.ref === ref));
    return {
      module,
      users,
      kept,
      teams: initiativeNumbers(model, { ...initiative, touches: kept }).teams.length,
    };
  });
  const [best] = offers.sort((a, b) => a.teams - b.teams);
  if (!best || best.users.length < 2 || best.teams >= now) return [];
  const edit = rewritten(initiative, best.kept, context);
  return edit
    ? [
        {
          title: `Change only ${best.module.name}, behind an interface: ${now} → ${count(best.teams, 'team')}, ${withCommas(pathsBetween(now))} → ${count(pathsBetween(best.teams), 'path')}`,
          edits: [edit],
          preferred: true,
          note: `${someOf(
            best.users.map(({ module }) => module.name),
            5,
          )} import it already; write it down once they take what it offers, whatever that is`,
        },
      ]
    : [];
}

/** One initiative for each stage, of at most so many teams. */
export function inStages(initiative: DeclaredInitiative, limit: number, context: FixContext): readonly Fix[] {
  const { model } = context;
  const found = stagesOf(model, initiative, limit);
  const [first, ...later] = found?.stages ?? [];
  const source = context.text(initiative.whole.path);
  if (!found || !first || source === undefined) return [];
  const edit = rewritten(initiative, first.things, context);
  if (!edit) return [];
  const lines = textPositions(source);
  const { newline } = lines;
  // How surely each team delivers holds in every stage; a chance of the whole is none of a part.
  const { success } = initiative;
  const sure = success?.per === 'team' ? `${newline}  ${lines.slice(success.at.range)}` : '';
  const texts = later.map(({ things }, i) => {
    const name = free(model, `${initiative.name}-${i + 2}`);
    const items = things.map(({ name: thing }) => `${newline}    ${writeName(thing)},`).join('');
    return `${newline}${newline}initiative ${writeName(name)} {${newline}  touches${items}${sure}${newline}  at most ${count(limit, 'team')}${newline}}`;
  });
  const end = initiative.whole.range.end;
  const { stages, paths, pathsNow } = found;
  return [
    {
      title: `Do it in ${stages.length} stages of at most ${count(limit, 'team')}: ${withCommas(pathsNow)} → ${count(paths, 'path')}`,
      edits: [edit, { path: initiative.whole.path, range: { start: end, end }, newText: texts.join('') }],
      preferred: false,
      note: `${listed(stages.map(({ teams }) => String(teams)))} teams, one stage after the other; it takes longer if the stages wait for each other`,
    },
  ];
}

function free(model: Model, name: string): string {
  const taken = (factsOf(model.facts.declared)?.initiatives ?? []).map(each => each.name);
  return taken.includes(name) ? free(model, `${name}-stage`) : name;
}

/** The one `touches` list with fewer items, in its own style; undefined where there are several, or a comment in it. */
function rewritten(
  { touches }: DeclaredInitiative,
  kept: readonly Ref[],
  { text }: FixContext,
): TextEdit | undefined {
  const [first] = touches;
  const last = touches.at(-1);
  const source = first && text(first.at.path);
  if (!first || !last || source === undefined || kept.length === 0) return undefined;
  const lines = textPositions(source);
  const range = { start: first.at.range.start, end: last.at.range.end };
  const written = touches.map(ref => lines.slice(ref.at.range));
  const between = lines.slice(range).split(/\s*,\s*/);
  // Anything but names and commas, such as a comment or another clause, is not ours to move.
  if (between.length !== written.length || between.some((part, i) => part !== written[i])) return undefined;
  const indent = /^\s*/.exec(lines.line(first.at.range.start.line))?.[0] ?? '';
  const multiline = first.at.range.start.line !== last.at.range.end.line;
  const separator = multiline ? `,${lines.newline}${indent}` : ', ';
  return {
    path: first.at.path,
    range,
    newText: kept.map(ref => lines.slice(ref.at.range)).join(separator),
  };
}
