import type { FileMove, MoveRequest } from '../../facts/file-move.ts';
import { byText, folderOf, joinPath, type RepoPath } from '../../facts/place.ts';
import { factsOf } from '../../facts/state.ts';
import { movesInto, sourceFolder, withTests } from '../../fixes/move-files.ts';
import { importersOf } from '../../model/import-index.ts';
import type { Model } from '../../model/model.ts';
import type { FixContext } from '../../rules/rule.ts';
import { count, listed } from '../../views/words.ts';
import type { Judged } from '../couch.ts';
import { type Misplaced, misplacedFiles } from '../misplaced.ts';
import { gainOf, type Replay, replayLifts } from '../replay.ts';
import { modelIf } from '../what-if.ts';
import { gainInBrief, gainInWords, helpsAll, LEAST_GAIN, one } from './reassign.ts';
import type { Remedy } from './remedy.ts';
import { surelyRefused } from './surely-refused.ts';

/** Moves a file of the couch to the module which it changes with; each that gains, the best first. */
export function moveFile(judged: Judged, context: FixContext): readonly Remedy[] {
  if (judged.verdict !== 'TOO BIG' && judged.verdict !== 'MISWIRED') return [];
  const members = new Set<string>(judged.couch.members);
  return misplacedFiles(context.model)
    .filter(({ from }) => members.has(from.name))
    .flatMap(file => moveMisplaced(file, context).remedy ?? [])
    .sort((a, b) => b.worth - a.worth)
    .slice(0, MOST);
}

/** A light bulb is no catalogue; `wiring explain` of the module lists them all. */
const MOST = 3;

/** From this share on changes wait for nobody. */
const INDEPENDENT = 0.8;

/** The remedy for one file, or why there is none. */
export type MoveOffer =
  | { readonly remedy: Remedy; readonly why?: undefined }
  | { readonly remedy?: undefined; readonly why: string };

/**
 * The changes that touched the file are carried again with the file at its new place. It gains independence where the other
 * module is another team's, and modules a change where both are one team's.
 */
export function moveMisplaced(
  { path, from, to, lifts, windowMonths, ...seen }: Misplaced,
  context: FixContext,
): MoveOffer {
  const { model } = context;
  const request = moveRequest(model, path, to.name);
  if (!request) return { why: `${to.name} has no place for it` };
  const moved = new Set(request.moves.map(move => move.from));
  const holds = (each: RepoPath) => moved.has(each);
  const place = request.moves[0]?.to ?? path;
  const taken = model.ownershipOf(place);
  if (taken.mode === 'all' && taken.teams.length > 1)
    return { why: `there it would take ${listed(taken.teams)} together` };
  if (!from.files.some(each => !moved.has(each) && model.roleOf(each) === 'source'))
    return { why: `it is all that ${from.name} holds; whether the two are one module is another question` };
  const holders = [...new Set([...moved].flatMap(each => model.moduleOf(each) ?? []))];
  const edited = modelIf(model, {
    owners: [{ holds, teams: taken.teams }],
    modules: [{ holds, name: to.name }],
  });
  const others = commonTo(model, path, from.name, to.name);
  if (others.length > 1)
    return { why: `${listed(others)} import it too: it is common to them, and no part of ${to.name}` };
  const replay = replayLifts(model, edited, lifts, windowMonths);
  const gain = replay ? gainOf(replay) : 0;
  const fewer = replay ? replay.today.modules - replay.edited.modules : 0;
  // Fewer modules a change are a gain where nobody has to be asked as it is; else they spare nobody anything.
  const spares = gain >= LEAST_GAIN;
  const lightens = gain >= 0 && fewer >= 0.1 && (replay?.today.independence ?? 0) >= INDEPENDENT;
  if (!replay || !(spares || lightens))
    return { why: `run again over ${count(lifts.length, 'change')} it would have gained nothing` };
  if (!helpsAll(model, edited, holders))
    return { why: 'elsewhere fewer changes would then be lifted by one team alone' };
  const refused = surelyRefused(model, request.moves);
  if (refused !== undefined) return { why: refused };
  const cost = costBefore(model, request.moves);
  const brief = spares ? gainInBrief(replay) : `${fewerModules(replay)} a change`;
  return {
    remedy: {
      kind: 'move',
      title: `Move ${nameOf(path)} to ${to.name}, which it changes with`,
      edits: [],
      moves: request,
      gain: `${seen.withOther} of its ${count(lifts.length, 'change')} also changed ${to.name}, ${seen.withOwn} anything else of ${from.name}; ${spares ? `${gainInWords(replay)}, ${fewerModules(replay)}` : `${fewerModules(replay)} a change`}`,
      cost,
      brief: { gain: brief, cost },
      worth: Math.max(gain, fewer / 10) * Math.min(1, lifts.length / 100),
      replay,
    },
  };
}

/** Other modules than these two that import a file. Sorted. */
function commonTo(model: Model, path: RepoPath, from: string, to: string): readonly string[] {
  const names = importersOf(model, path).flatMap(each => model.moduleOf(each)?.name ?? []);
  return [...new Set(names)].filter(name => name !== from && name !== to).sort(byText);
}

/** Where a file would go in another module: beside its sources, with its tests. */
export function moveRequest(
  model: Model,
  path: RepoPath,
  to: string,
): Omit<MoveRequest, 'edits'> | undefined {
  const module = model.module(to);
  if (!module || (module.root === '' && module.files.length === 0)) return undefined;
  const folder = sourceFolder(model, module);
  const own = model.moduleOf(path)?.root ?? ('' as RepoPath);
  // Where a file of that name is there already, it goes into a folder that tells where it is from.
  const beside = joinPath(folder, own.slice(own.lastIndexOf('/') + 1));
  const taken = new Set((factsOf(model.facts.files)?.files ?? []).map(file => file.path.toLowerCase()));
  for (const target of beside === undefined ? [folder] : [folder, beside]) {
    const moves = movesInto(withTests(model, path), folderOf(path), target);
    if (!moves.some(({ to }) => taken.has(to.toLowerCase()))) return { moves, owners: 'follow' };
  }
  return undefined;
}

/** `2 files move, imports in 5 files of Cart and Pay follow`: told from the imports alone, before anything is planned. */
export function costBefore(model: Model, moves: readonly FileMove[]): string {
  const moved = new Set(moves.map(({ from }) => from));
  const importing = new Set<RepoPath>();
  for (const path of moved) for (const by of importersOf(model, path)) if (!moved.has(by)) importing.add(by);
  const teams = new Set([...importing].flatMap(path => model.ownershipOf(path).teams));
  const owners = teams.size === 0 ? '' : ` of ${listed([...teams].sort(byText))}`;
  const follow =
    importing.size === 0
      ? 'nobody imports them'
      : `imports in ${count(importing.size, 'file')}${owners} follow`;
  return `${count(moves.length, 'file moves', 'files move')}, ${follow}`;
}

function fewerModules({ today, edited }: Replay): string {
  return `${one(today.modules)} → ${one(edited.modules)} modules`;
}

function nameOf(path: RepoPath): string {
  const folder = folderOf(path);
  // One level up tells one `types.ts` from the next.
  return path.slice(folder.includes('/') ? folder.lastIndexOf('/') + 1 : 0);
}
