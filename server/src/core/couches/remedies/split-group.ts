import type { RepoPath } from '../../facts/place.ts';
import type { Module, TeamName } from '../../model/model.ts';
import type { FixContext } from '../../rules/rule.ts';
import { count, listed, percent } from '../../views/words.ts';
import type { Judged } from '../couch.ts';
import { gainOf, replayCouch } from '../replay.ts';
import { type Seam, seamOf } from '../seam.ts';
import { modelIf } from '../what-if.ts';
import { gainInBrief, gainInWords, handOver, helpsAll, LEAST_GAIN } from './reassign.ts';
import type { Remedy } from './remedy.ts';

/** How many teams are tried for each side. */
const TRIED = 3;

/**
 * Cuts a couch of several modules along its two communities, and gives one side whole to the team that changes it. To cut it
 * on paper only would spare nobody anything: who lifts a change follows from who owns what it touches. One module that
 * should go elsewhere is `reassign`'s.
 */
export function splitGroup(judged: Judged, context: FixContext): readonly Remedy[] {
  const { model } = context;
  const { couch, verdict } = judged;
  if (verdict !== 'TOO BIG' || couch.members.length < 3) return [];
  const seam = seamOf(model, couch);
  if (!seam || seam.below !== undefined) return [];
  const found = seam.parts.flatMap(({ items }) =>
    judged.numbers.teams.slice(0, TRIED).flatMap(({ team }) => {
      const handed = items.flatMap(name => model.module(name) ?? []).filter(module => !isOf(module, team));
      return handed.length < 2 ? [] : given(judged, context, seam, handed, team);
    }),
  );
  const [best] = found.sort((a, b) => b.worth - a.worth);
  return best ? [best] : [];
}

function given(
  { couch }: Judged,
  context: FixContext,
  seam: Seam,
  modules: readonly Module[],
  team: TeamName,
): readonly Remedy[] {
  const { model } = context;
  const handed = modules.flatMap(module => handOver(context, module, [module.root], team) ?? []);
  if (handed.length < modules.length) return [];
  const holds = (path: RepoPath) => handed.some(each => each.holds(path));
  const edited = modelIf(model, { owners: [{ holds, teams: [team] }] });
  const replay = replayCouch(model, edited, couch);
  if (!replay || gainOf(replay) < LEAST_GAIN || !helpsAll(model, edited, modules)) return [];
  const files = modules.reduce((sum, module) => sum + module.files.length, 0);
  const { crossing, carries, crossingShare } = seam;
  return [
    {
      kind: 'split',
      title: `Split ${couch.name}: give ${listed(modules.map(({ name }) => name))} to ${team}`,
      edits: handed.flatMap(({ edits }) => edits),
      gain: gainInWords(replay),
      cost: `${team} answers for ${count(files, 'more file', 'more files')}; ${count(crossing, 'carry', 'carries')} of ${carries} touched both sides (${percent(crossingShare)}) and would still have to be lifted together`,
      brief: {
        gain: gainInBrief(replay),
        cost: `${crossing} of ${count(carries, 'carry crosses', 'carries cross')} the cut`,
      },
      worth: gainOf(replay),
      replay,
    },
  ];
}

function isOf({ ownership }: Module, team: TeamName): boolean {
  return ownership.teams.length === 1 && ownership.teams[0] === team;
}
