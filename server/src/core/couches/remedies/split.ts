import { matchesOwnerPattern } from '../../codeowners.ts';
import { isWithin, joinPath, type RepoPath } from '../../facts/place.ts';
import { factsOf } from '../../facts/state.ts';
import type { TextEdit } from '../../facts/text-edit.ts';
import { movesInto } from '../../fixes/move-files.ts';
import { at } from '../../fixes/text-positions.ts';
import { writeName, writeText } from '../../fixes/wiring-text.ts';
import type { Model, Module, ModuleName, TeamName } from '../../model/model.ts';
import type { FixContext } from '../../rules/rule.ts';
import { count, listed, percent } from '../../views/words.ts';
import { carriesOf } from '../carries.ts';
import type { Judged } from '../couch.ts';
import { gainOf, replayCouch } from '../replay.ts';
import { folderSeam } from '../seam.ts';
import { modelIf } from '../what-if.ts';
import { costBefore } from './move-file.ts';
import { giveFolders } from './owner-edits.ts';
import { gainInBrief, gainInWords, helpsAll, LEAST_GAIN } from './reassign.ts';
import type { Remedy } from './remedy.ts';
import { surelyRefused } from './surely-refused.ts';
import { alsoUse, declare, globOf, moduleClause, pathClause } from './wiring-edits.ts';

/** How many teams are tried for each part, and into how many folders a part may be scattered. */
const TRIED = 3;
const MOST_FOLDERS = 12;

/**
 * Splits a module along the two communities of its folders, and gives the part that comes off to the team that changes
 * it. A split that leaves the owners as they are spares nobody anything, so it is offered with a new owner only.
 */
export function split(judged: Judged, context: FixContext): readonly Remedy[] {
  const { model } = context;
  const [only] = judged.couch.members;
  if (judged.verdict !== 'TOO BIG' || judged.couch.members.length !== 1 || only === undefined) return [];
  const module = model.module(only);
  if (!module || module.root === '' || module.ownership.mode === 'all') return [];
  const { lifts } = carriesOf(model, judged.couch);
  const parts = folderSeam(model, module, lifts);
  if (!parts) return [];
  const found: { remedy: Remedy; gain: number; gathered: () => Gathered }[] = [];
  for (const [i, part] of parts.parts.entries()) {
    if (part.items.length > MOST_FOLDERS) continue;
    for (const team of teamsOf(judged, module)) {
      const name = freeName(context, `${module.name}-${lastName(part.items[0])}`);
      const given = giveFolders(context, module, part.items, team);
      if (!given) continue;
      const inPart = (path: RepoPath) =>
        part.items.some(each => isWithin(path, each)) && model.moduleOf(path) === module;
      const edited = modelIf(model, {
        owners: [{ holds: path => inPart(path) && given.holds(path), teams: [team] }],
        modules: [{ holds: inPart, name }],
      });
      const replay = replayCouch(model, edited, judged.couch);
      if (!replay || gainOf(replay) < LEAST_GAIN || !helpsAll(model, edited, [module])) continue;
      const off = { module, name, folders: part.items, below: parts.below, team, inPart };
      found.push({
        gain: gainOf(replay),
        gathered: () => gather(context, off),
        remedy: {
          kind: 'split',
          title: `Split ${listed(part.items.map(each => each.slice(parts.below.length + 1)))} from ${module.name}, for ${team}`,
          edits: [...splitEdits(context, module, name, part.items, team, inPart), ...given.edits],
          gain: gainInWords(replay),
          cost: `${count(parts.crossing, 'carry', 'carries')} of ${parts.carries} touched both parts (${percent(parts.crossingShare)}) and would still have to be lifted together${module.package ? `; ${module.name} stays one package, and to make two of it is for a person` : ''}`,
          brief: {
            gain: gainInBrief(replay),
            cost: `${parts.crossing} of ${count(parts.carries, 'carry crosses', 'carries cross')} the cut`,
          },
          worth: gainOf(replay) - (i === 0 ? 0 : 1e-6),
          replay,
        },
      });
    }
  }
  const [best] = found.sort((a, b) => b.gain - a.gain);
  if (!best) return [];
  const { remedy } = best;
  const gathered = best.gathered();
  if (!gathered.moves) return [{ ...remedy, stays: gathered.why }];
  const { moves, edits, cost } = gathered;
  return [
    remedy,
    {
      ...remedy,
      title: `${remedy.title} and move its files`,
      edits,
      moves,
      cost: `${cost}; ${remedy.cost}`,
      brief: { gain: remedy.brief.gain, cost },
      // The same gain for more to be done at once: below the one that only says it.
      worth: remedy.worth - 1e-6,
    },
  ];
}

interface Off {
  readonly module: Module;
  readonly name: ModuleName;
  readonly folders: readonly RepoPath[];
  readonly below: RepoPath;
  readonly team: TeamName;
  readonly inPart: (path: RepoPath) => boolean;
}

type Gathered =
  | {
      readonly moves: NonNullable<Remedy['moves']>;
      readonly edits: readonly TextEdit[];
      readonly cost: string;
      readonly why?: undefined;
    }
  | { readonly moves?: undefined; readonly why: string };

/**
 * Brings the folders that come off into one, so that one path and one rule say whose they are. A package of its own is not
 * made: how it is built and published is for a person to say.
 */
function gather(context: FixContext, off: Off): Gathered {
  const { model } = context;
  const { module, name, folders, below, team, inPart } = off;
  if (folders.length < 2)
    return { why: 'they are in one folder already, and a package of its own is for a person to make' };
  const target = joinPath(below, name.slice(name.lastIndexOf('/') + 1));
  const files = module.files.filter(inPart);
  if (
    target === undefined ||
    (factsOf(model.facts.files)?.files ?? []).some(({ path }) => isWithin(path, target))
  )
    return { why: `${target} is there already` };
  const others = files.filter(path => model.importsOf(path) === undefined);
  if (others.length > 0)
    return {
      why: `${count(others.length, 'file in these folders is no source', 'files in these folders are no sources')}`,
    };
  const moves = movesInto(files, below, target);
  const stray = moves.find(({ from, to }) => {
    const rule = model.ownerRuleOf(from);
    return rule && /[*?]/.test(rule.pattern) && !matchesOwnerPattern(rule.pattern)(to);
  });
  if (stray) return { why: `a rule of CODEOWNERS with a wildcard decides about ${stray.from}` };
  const refused = surelyRefused(model, moves);
  if (refused !== undefined) return { why: refused };
  const given = giveFolders(context, module, folders, team, () => target);
  if (!given) return { why: 'CODEOWNERS cannot say whose they would be' };
  const finer = files.find(path => !given.holds(path));
  if (finer !== undefined) return { why: `a finer rule of CODEOWNERS goes on deciding about ${finer}` };
  return {
    moves: { moves, owners: 'follow' },
    edits: [...splitEdits(context, module, name, [target], team, inPart), ...given.edits],
    cost: costBefore(model, moves),
  };
}

function teamsOf(judged: Judged, module: Module): readonly TeamName[] {
  return judged.numbers.teams
    .map(({ team }) => team)
    .filter(team => !module.ownership.teams.includes(team))
    .slice(0, TRIED);
}

function splitEdits(
  context: FixContext,
  module: Module,
  name: ModuleName,
  folders: readonly RepoPath[],
  team: TeamName,
  inPart: (path: RepoPath) => boolean,
): readonly TextEdit[] {
  const globs = folders.map(globOf);
  // Where CODEOWNERS decides it goes on deciding: a finer rule of it would contradict a declared owner.
  const owner = module.ownership.because.by === 'wiring' ? [`owner ${writeName(team)}`] : [];
  const own = ownImports(context.model, module, inPart);
  const uses = usesClause(module, own.fromPart);
  const edits: TextEdit[] = [
    declare(context, [moduleClause(name, [pathClause(globs), ...owner, ...uses])], module),
    ...usersOf(context.model, module, inPart).flatMap(user => alsoUse(context, user, name)),
    ...(own.intoPart ? alsoUse(context, module, name) : []),
  ];
  const seen = new Set<string>();
  for (const { include, except } of module.declared?.paths ?? []) {
    const last = except.at(-1)?.at ?? include.at;
    const key = `${last.range.end.line}:${last.range.end.character}`;
    if (seen.has(key)) continue;
    seen.add(key);
    edits.push({
      path: last.path,
      range: at(last.range.end),
      newText: `${except.length > 0 ? ', ' : ' except '}${globs.map(writeText).join(', ')}`,
    });
  }
  return edits;
}

/** Modules that import what comes off. */
function usersOf({ edges, module }: Model, hub: Module, inPart: (path: RepoPath) => boolean) {
  return edges
    .filter(({ to, imports }) => to === hub.name && imports.some(({ target }) => inPart(target)))
    .flatMap(({ from }) => module(from) ?? []);
}

/** Whether the part imports what stays, and what stays the part: imports inside one module are none of its edges. */
function ownImports(model: Model, { files }: Module, inPart: (path: RepoPath) => boolean) {
  const isOwn = new Set(files);
  let fromPart = false;
  let intoPart = false;
  for (const path of files) {
    for (const { resolution } of model.importsOf(path)?.imports ?? []) {
      if (resolution.to !== 'file' || !isOwn.has(resolution.path)) continue;
      if (inPart(path) && !inPart(resolution.path)) fromPart = true;
      if (!inPart(path) && inPart(resolution.path)) intoPart = true;
    }
  }
  return { fromPart, intoPart };
}

/** The part may use what the whole might, and the rest of it where it does. */
function usesClause({ name, declared }: Module, fromPart: boolean): readonly string[] {
  if (!declared?.uses) return [];
  const names = [...declared.uses.modules.map(each => each.name), ...(fromPart ? [name] : [])];
  return [names.length === 0 ? 'uses nothing' : `uses ${names.map(writeName).join(', ')}`];
}

function lastName(folder: RepoPath | undefined): string {
  return (folder ?? 'part').slice((folder ?? '').lastIndexOf('/') + 1);
}

function freeName({ model }: FixContext, wanted: string): ModuleName {
  let name = wanted;
  for (let n = 2; model.module(name); n++) name = `${wanted}-${n}`;
  return name as ModuleName;
}
