import { byText, type RepoPath } from '../../facts/place.ts';
import type { TextEdit } from '../../facts/text-edit.ts';
import { at } from '../../fixes/text-positions.ts';
import { writeName, writeText } from '../../fixes/wiring-text.ts';
import { changeLens } from '../../measures/changes.ts';
import { type ExportsOf, originOf } from '../../model/exports.ts';
import type { Model, Module, ModuleName, TeamName } from '../../model/model.ts';
import type { FixContext } from '../../rules/rule.ts';
import { count } from '../../views/words.ts';
import { carriesOf } from '../carries.ts';
import type { Judged, Lift } from '../couch.ts';
import { dependenciesOf } from '../dependencies.ts';
import { gainOf, type Replay, replayLifts } from '../replay.ts';
import { gainInBrief, gainInWords, LEAST_GAIN } from './reassign.ts';
import type { Remedy } from './remedy.ts';
import { alsoUse, declare, moduleClause, pathClause } from './wiring-edits.ts';

/** What others take from a module and the doors it goes through, and whether each name could be followed to its file. */
interface Taken {
  readonly files: readonly RepoPath[];
  /** Imports whose origin nobody can tell. */
  readonly untold: number;
}

/** An interface of more files than this, or of more than half of the module, is none. */
const MOST_FILES = 20;

/**
 * Declares what others take from the hub of a couch as a module of its own. A counterfactual: a carry keeps a consumer's
 * team only if it touched a file that moves into the interface; files are what history knows, so the gain is the least
 * there would have been. Where it cannot be told what consumers take, it is "not replayable" instead of a number.
 */
export function introduceInterface(judged: Judged, context: FixContext): readonly Remedy[] {
  const { model } = context;
  if (judged.verdict !== 'TOO BIG') return [];
  const hub = hubOf(model, judged);
  if (!hub) return [];
  const consumers = consumersOf(model, hub);
  if (consumers.length < 2) return [];
  const taken = takenFrom(model, hub, consumers, context.exportsOf);
  const sources = hub.files.filter(path => model.roleOf(path) === 'source');
  if (taken.files.length === 0 || taken.files.length > MOST_FILES) return [];
  if (sources.length > 2 && taken.files.length > sources.length / 2 && taken.untold === 0) return [];
  const name = freeName(model, `${hub.declared ? hub.name : hub.name.replace(/^@[^/]*\//, '')}-interface`);
  const edits = interfaceEdits(context, hub, name, taken.files, consumers);
  const inside = new Set(taken.files);
  const back = importsBack(model, hub, inside);
  const base = {
    kind: 'interface',
    title: `Declare the interface of ${hub.name} as module ${name}`,
    edits,
    cost: `${count(taken.files.length, 'file')} that ${count(consumers.length, 'module')} of others rely on may then change only with care; in return nobody else has to be asked while the interface stands, and each side can be run and scaled alone; what has happened stays counted as it was, so that the verdict turns only with changes to come${back === 0 ? '' : `; ${count(back, 'import leads', 'imports lead')} from the interface back into ${hub.name}, a circle until the rest depends on the interface alone`}`,
  } as const;
  const keep = `${count(taken.files.length, 'file')} to keep stable`;
  if (taken.untold > 0) {
    return [
      {
        ...base,
        brief: { gain: 'gain not replayable', cost: keep },
        gain: `not replayable: for ${count(taken.untold, 'import')} nobody can tell which declaration is taken`,
        worth: 0,
      },
    ];
  }
  const { lifts, windowMonths } = carriesOf(model, judged.couch);
  const replay = replayLifts(model, model, lifts, windowMonths, {
    of: model,
    teamsOf: lift => liftersBehind(model, lift, hub, consumers, inside),
  });
  if (!replay || gainOf(replay) < LEAST_GAIN) return [];
  return [
    {
      ...base,
      brief: { gain: `at least ${gainInBrief(replay)}`, cost: keep },
      gain: `at least: ${gainInWords(replay)}${byWhom(replay)}`,
      worth: gainOf(replay),
      replay,
    },
  ];
}

/** Whose change it then is, where one team lifts all of it alone. */
function byWhom({ edited: { teams, alone }, carries }: Replay): string {
  const [only] = teams;
  return only !== undefined && teams.length === 1 && alone === carries ? `: ${only} alone` : '';
}

/** The module itself, or the member that most others of the couch import. */
function hubOf(model: Model, { couch }: Judged): Module | undefined {
  const [only] = couch.members;
  if (couch.members.length === 1 && only !== undefined) return model.module(only);
  const members = new Set<ModuleName>(couch.members);
  const ranked = couch.members
    .map(name => ({
      name,
      users: [...dependenciesOf(model).dependents(name)].filter(user => members.has(user)).length,
    }))
    .filter(({ users }) => users >= 2)
    .sort((a, b) => b.users - a.users || byText(a.name, b.name));
  return ranked[0] && model.module(ranked[0].name);
}

/** Modules of others that import the hub. */
function consumersOf(model: Model, hub: Module): readonly Module[] {
  return [...dependenciesOf(model).dependents(hub.name)]
    .sort(byText)
    .flatMap(name => model.module(name) ?? [])
    .filter(({ ownership }) => !ownership.teams.some(team => hub.ownership.teams.includes(team)));
}

/** Imports of files that go into the interface which lead to the rest of the module. */
function importsBack(model: Model, hub: Module, inside: ReadonlySet<RepoPath>): number {
  const rest = new Set(hub.files.filter(path => !inside.has(path)));
  let back = 0;
  for (const path of inside)
    for (const { resolution } of model.importsOf(path)?.imports ?? [])
      if (resolution.to === 'file' && rest.has(resolution.path)) back += 1;
  return back;
}

function takenFrom(
  model: Model,
  hub: Module,
  consumers: readonly Module[],
  exportsOf: ExportsOf | undefined,
): Taken {
  const files = new Set<RepoPath>();
  const targets = new Set<RepoPath>();
  const isOwn = new Set(hub.files);
  let untold = 0;
  for (const consumer of consumers) {
    for (const { target, fact } of model.edge(consumer.name, hub.name)?.imports ?? []) {
      targets.add(target);
      const names = fact.names.length === 0 ? ['*'] : fact.names.map(each => each.name);
      for (const name of names) {
        const origin = originFile(model, target, name, exportsOf);
        if (origin !== undefined && isOwn.has(origin)) files.add(origin);
        else untold += 1;
      }
    }
  }
  const doors = [...targets].filter(path => !files.has(path) && isDoor(model, path, files, exportsOf));
  return { files: [...files, ...doors].sort(byText), untold };
}

/**
 * A file that only passes on what is taken: it belongs to the interface, or nobody would import that. One that passes on
 * more stays with the rest of the module.
 */
function isDoor(
  model: Model,
  path: RepoPath,
  taken: ReadonlySet<RepoPath>,
  exportsOf: ExportsOf | undefined,
): boolean {
  const exports = exportsOf?.(path);
  if (!exports || exports.values.length > 0 || exports.types.length > 0) return false;
  const imports = model.importsOf(path)?.imports ?? [];
  return exports.through.every(({ original, import: index }) => {
    const to = imports[index]?.resolution;
    if (to?.to !== 'file') return false;
    const origin = taken.has(to.path) ? to.path : originOf(model, to.path, original, exportsOf)?.path;
    return origin !== undefined && taken.has(origin);
  });
}

/** A file that passes nothing on declares what is taken from it; else the name is followed. */
function originFile(
  model: Model,
  target: RepoPath,
  name: string,
  exportsOf: ExportsOf | undefined,
): RepoPath | undefined {
  const imports = model.importsOf(target)?.imports;
  if (!imports) return undefined;
  if (imports.every(({ kind }) => kind !== 're-export')) return target;
  return name === '*' ? undefined : originOf(model, target, name, exportsOf)?.path;
}

/** Who would have lifted it had the interface stood: consumers only where the interface itself was touched. */
function liftersBehind(
  model: Model,
  lift: Lift,
  hub: Module,
  consumers: readonly Module[],
  taken: ReadonlySet<RepoPath>,
): readonly TeamName[] {
  const lens = changeLens(model);
  if (!lift.modules.includes(hub.name) || lift.files.some(path => taken.has(path)))
    return lens.lifters(lift.change);
  const spared = new Set<string>(consumers.map(({ name }) => name));
  const files = lift.change.files.filter(
    file => !spared.has(model.moduleOf(file.now ?? file.path)?.name ?? ''),
  );
  return lens.lifters({ ...lift.change, files });
}

function interfaceEdits(
  context: FixContext,
  hub: Module,
  name: string,
  files: readonly RepoPath[],
  consumers: readonly Module[],
): readonly TextEdit[] {
  const literal = files.map(path => path.replace(/[\\*?[\]{}]/g, '\\$&'));
  const owner = hub.ownership.because.by === 'wiring' ? hub.ownership : undefined;
  const clauses = [
    pathClause(literal),
    ...(owner ? [`owner ${owner.teams.map(writeName).join(owner.mode === 'all' ? ' and ' : ' or ')}`] : []),
  ];
  const edits: TextEdit[] = [declare(context, [moduleClause(name, clauses)], hub)];
  const seen = new Set<string>();
  for (const { include, except } of hub.declared?.paths ?? []) {
    const last = except.at(-1)?.at ?? include.at;
    const key = `${last.range.end.line}:${last.range.end.character}`;
    if (seen.has(key)) continue;
    seen.add(key);
    const list = literal.map(writeText).join(', ');
    const newText = `${except.length > 0 ? ', ' : ' except '}${list}`;
    edits.push({ path: last.path, range: at(last.range.end), newText });
  }
  for (const user of [hub, ...consumers]) {
    edits.push(...alsoUse(context, user, name));
  }
  return edits;
}

function freeName(model: Model, wanted: string): string {
  let name = wanted;
  for (let n = 2; model.module(name); n++) name = `${wanted}-${n}`;
  return name;
}
