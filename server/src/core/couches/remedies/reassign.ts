import type { RepoPath } from '../../facts/place.ts';
import type { TextEdit } from '../../facts/text-edit.ts';
import { writeName } from '../../fixes/wiring-text.ts';
import type { Model, Module, TeamName } from '../../model/model.ts';
import type { FixContext } from '../../rules/rule.ts';
import { count, listed, percent } from '../../views/words.ts';
import type { Judged } from '../couch.ts';
import { liftIndex } from '../lift-index.ts';
import { gainOf, type Replay, replayCouch, replayLifts } from '../replay.ts';
import { modelIf } from '../what-if.ts';
import { giveFolders } from './owner-edits.ts';
import type { Remedy } from './remedy.ts';

/** How many of the teams that lift it are tried, and the least gain that is worth a word. */
const TRIED = 4;
export const LEAST_GAIN = 0.05;

/**
 * Gives a module to the team that changes it: each of the teams that lift it most is tried on the history, and the best
 * is offered if the couch gains and the repository as a whole loses nothing.
 */
export function reassign(judged: Judged, context: FixContext): readonly Remedy[] {
  const { model } = context;
  if (judged.verdict !== 'TOO BIG' && judged.verdict !== 'MISWIRED') return [];
  const found: { remedy: Remedy; gain: number; carries: number }[] = [];
  for (const name of judged.couch.members) {
    const module = model.module(name);
    if (!module) continue;
    for (const team of candidates(judged, module)) {
      const handed = handOver(context, module, [module.root], team);
      if (!handed) continue;
      const edited = modelIf(model, { owners: [{ holds: handed.holds, teams: [team] }] });
      const replay = replayCouch(model, edited, judged.couch);
      if (!replay || gainOf(replay) < LEAST_GAIN || !helpsAll(model, edited, [module])) continue;
      found.push({
        gain: gainOf(replay),
        carries: liftIndex(model).of(module.name).length,
        remedy: {
          kind: 'reassign',
          title: `Give ${module.name} to ${team}`,
          edits: handed.edits,
          gain: gainInWords(replay),
          cost: `${team} answers for ${count(module.files.length, 'more file', 'more files')}${
            module.ownership.teams.length > 0 ? `, ${listed(module.ownership.teams)} for none of them` : ''
          }`,
          brief: {
            gain: gainInBrief(replay),
            cost: `${count(module.files.length, 'more file', 'more files')} for ${team}`,
          },
          worth: gainOf(replay),
          replay,
        },
      });
    }
  }
  // Where it is as good, the smaller piece changes hands: whoever carries the larger one goes on with it.
  const percents = ({ gain }: { gain: number }) => Math.round(gain * 100);
  const [best] = found.sort((a, b) => percents(b) - percents(a) || a.carries - b.carries || b.gain - a.gain);
  return best ? [best.remedy] : [];
}

function candidates(judged: Judged, module: Module): readonly TeamName[] {
  return judged.numbers.teams
    .map(({ team }) => team)
    .filter(team => !module.ownership.teams.includes(team))
    .slice(0, TRIED);
}

/** The edits that give folders of a module to a team, where its owner is declared and where CODEOWNERS says it. */
export function handOver(
  context: FixContext,
  module: Module,
  folders: readonly RepoPath[],
  team: TeamName,
): { readonly edits: readonly TextEdit[]; readonly holds: (path: RepoPath) => boolean } | undefined {
  const given = giveFolders(context, module, folders, team);
  if (!given) return undefined;
  const owner = module.declared?.owner;
  if (module.ownership.because.by !== 'wiring' || !owner) return given.edits.length > 0 ? given : undefined;
  const { path, range } = owner.at;
  return {
    holds: given.holds,
    edits: [{ path, range, newText: `owner ${writeName(team)}` }, ...given.edits],
  };
}

/**
 * No fewer changes of the last year are lifted by one team alone, anywhere.
 * @param from the modules that hold, today, whatever is given or moved: what touches none of them is lifted as before
 */
export function helpsAll(model: Model, edited: Model, from: readonly Module[]): boolean {
  const index = liftIndex(model);
  const since = (index.now ?? 0) - 365.28 * 86_400;
  const lifts = new Set(
    from.flatMap(({ name }) => index.of(name).filter(({ change }) => change.at >= since)),
  );
  const all = replayLifts(model, edited, [...lifts], 12, { of: model });
  return all === undefined || all.edited.alone >= all.today.alone;
}

/** `independence of action 38 % → 71 % over 214 carries, 2.1 → 1.3 lifters a carry`. */
export function gainInWords({ carries, today, edited }: Replay): string {
  return `independence of action ${percent(today.independence)} → ${percent(edited.independence)} over ${count(carries, 'carry', 'carries')}, ${one(today.lifters)} → ${one(edited.lifters)} lifters each`;
}

/** `38 % → 71 % alone`. */
export function gainInBrief({ today, edited }: Replay): string {
  return `${percent(today.independence)} → ${percent(edited.independence)} alone`;
}

export function one(number: number): string {
  return number.toFixed(1);
}
