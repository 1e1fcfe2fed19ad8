import type { DeclaredModule, DeclaredService, Ref } from '../../facts/declared.ts';
import type { FileMove } from '../../facts/file-move.ts';
import { byText, isWithin, joinPath, type Place, type RepoPath } from '../../facts/place.ts';
import { factsOf } from '../../facts/state.ts';
import type { TextEdit } from '../../facts/text-edit.ts';
import { movesInto, sourceFolder } from '../../fixes/move-files.ts';
import { at, type TextPositions, textPositions, wholeLines } from '../../fixes/text-positions.ts';
import { writeName, writeText } from '../../fixes/wiring-text.ts';
import type { Model, Module } from '../../model/model.ts';
import type { FixContext } from '../../rules/rule.ts';
import { timesInWords } from '../../views/runtime-words.ts';
import { count, listed } from '../../views/words.ts';
import type { Judged } from '../couch.ts';
import { dependenciesOf } from '../dependencies.ts';
import { releasesOf } from '../releases.ts';
import { replayCouch } from '../replay.ts';
import { modelIf } from '../what-if.ts';
import { costBefore } from './move-file.ts';
import { giveFolders } from './owner-edits.ts';
import { one } from './reassign.ts';
import type { Remedy } from './remedy.ts';
import { declare, globOf, moduleClause, pathClause } from './wiring-edits.ts';

/** Makes the pieces one module: the one with most files takes the others in. What it gains is carrying, not independence. */
export function merge(judged: Judged, context: FixContext): readonly Remedy[] {
  const { model } = context;
  if (judged.verdict !== 'TOO SMALL') return [];
  const pieces = judged.couch.members.flatMap(name => model.module(name) ?? []);
  const [kept, ...others] = [...pieces].sort(
    (a, b) => b.files.length - a.files.length || byText(a.name, b.name),
  );
  if (!kept || others.length === 0) return [];
  const edits = mergeEdits(context, kept, others);
  if (!edits) return [];
  const taken = new Set<string>(others.map(({ name }) => name));
  const edited = modelIf(model, {
    modules: [{ holds: path => taken.has(model.moduleOf(path)?.name ?? ''), name: kept.name }],
  });
  const replay = replayCouch(model, edited, judged.couch);
  if (!replay || replay.edited.modules >= replay.today.modules) return [];
  const brief = `${one(replay.today.modules)} → ${one(replay.edited.modules)} modules a carry`;
  const gains = [
    `${brief} over ${count(replay.carries, 'carry', 'carries')}`,
    ...releasesSaved(model, pieces),
    ...callsSaved(model, pieces),
  ];
  const worth = 1 - replay.edited.modules / replay.today.modules;
  const title = `Make ${listed(pieces.map(({ name }) => name))} one module`;
  const moving = movesOf(context, kept, others);
  const base = { kind: 'merge', gain: gains.join('; '), replay } as const;
  const whole = moving.moves && mergeEdits(context, kept, others, moving.emptied);
  return [
    {
      ...base,
      title,
      edits,
      cost: costOf(model, kept, others),
      brief: { gain: brief, cost: 'the files stay for you to move' },
      worth,
      ...(moving.moves ? {} : { stays: moving.why }),
    },
    ...(moving.moves && whole
      ? [
          {
            ...base,
            title: `${title} and move its files`,
            edits: whole,
            moves: moving.moves,
            cost: `${moving.cost}; ${usersInWords(model, kept, others)}`,
            brief: { gain: brief, cost: moving.cost },
            // The same gain for more to be done at once: below the one that only says it.
            worth: worth - 1e-6,
          },
        ]
      : []),
  ];
}

type Moving =
  | {
      readonly moves: NonNullable<Remedy['moves']>;
      readonly cost: string;
      /** Pieces of which nothing is left. */
      readonly emptied: ReadonlySet<string>;
      readonly why?: undefined;
    }
  | { readonly moves?: undefined; readonly why: string };

/** The sources of the others, each in a folder of their name among those of the one that is kept. */
function movesOf({ model }: FixContext, kept: Module, others: readonly Module[]): Moving {
  const target = sourceFolder(model, kept);
  const moves: FileMove[] = [];
  const left: RepoPath[] = [];
  const emptied = new Set<string>();
  const folders = new Set<string>();
  for (const other of others) {
    if (other.root === '' || isWithin(kept.root, other.root))
      return { why: `${kept.name} lies within ${other.name}` };
    if (isWithin(other.root, kept.root)) return { why: `${other.name} lies within ${kept.name} already` };
    const from = sourceFolder(model, other);
    const folder = joinPath(target, other.root.slice(other.root.lastIndexOf('/') + 1));
    if (folder === undefined || folders.has(folder))
      return { why: `two of them would come to lie in ${folder}` };
    folders.add(folder);
    const isSource = (path: RepoPath) =>
      model.importsOf(path) !== undefined && isWithin(path, from) && !/\.config\.[cm]?[jt]s$/.test(path);
    const own = other.files.filter(isSource);
    if (own.length === 0) return { why: `${other.name} has no sources in ${from} that could move` };
    const rest = other.files.filter(path => !isSource(path));
    left.push(...rest);
    if (rest.length === 0) emptied.add(other.name);
    moves.push(...movesInto(own, from, folder));
  }
  const stay =
    left.length === 0
      ? ''
      : `, ${count(left.length, 'other file stays', 'other files stay')} for you to delete`;
  const givenUp = others.flatMap(({ packages }) => packages.map(({ root }) => root));
  return {
    moves: { moves, owners: 'follow', ...(givenUp.length > 0 ? { givenUp } : {}) },
    cost: `${costBefore(model, moves)}${stay}`,
    emptied,
  };
}

function releasesSaved(model: Model, pieces: readonly Module[]): readonly string[] {
  const [first, second] = pieces;
  if (!first || !second || pieces.length !== 2) return [];
  const { both } = releasesOf(model).together(first.name, second.name);
  return both === 0 ? [] : [`one release in place of two, ${both} times`];
}

function callsSaved(model: Model, pieces: readonly Module[]): readonly string[] {
  const dependencies = dependenciesOf(model);
  let calls = 0;
  for (const [i, a] of pieces.entries())
    for (const b of pieces.slice(i + 1)) calls += dependencies.calls(a.name, b.name).times;
  return calls === 0 ? [] : [`${timesInWords(calls)} → 0 calls for each request`];
}

function costOf(model: Model, kept: Module, others: readonly Module[]): string {
  return `the files stay where they are: making it one package or deploy unit is a change of its own; ${usersInWords(model, kept, others)}`;
}

function usersInWords(model: Model, kept: Module, others: readonly Module[]): string {
  const members = new Set([kept.name, ...others.map(({ name }) => name)]);
  const touched = new Set<string>();
  for (const { name } of others)
    for (const user of dependenciesOf(model).dependents(name)) if (!members.has(user)) touched.add(user);
  return touched.size === 0
    ? 'nobody else uses them'
    : `${count(touched.size, 'other module uses', 'other modules use')} them`;
}

/** `undefined` where plain edits would not do: excepted paths, or a list that already names the one that stays. */
function mergeEdits(
  context: FixContext,
  kept: Module,
  others: readonly Module[],
  emptied: ReadonlySet<string> = new Set(),
): readonly TextEdit[] | undefined {
  const edits: TextEdit[] = [];
  const globs: string[] = [];
  for (const other of others) {
    const own = globsOf(other);
    if (!own) return undefined;
    if (!emptied.has(other.name)) globs.push(...own);
    if (!other.declared) continue;
    const gone = removed(context, other.declared);
    const renamed = renamedRefs(context.model, other.declared.name, kept);
    if (!gone || !renamed) return undefined;
    edits.push(gone, ...renamed);
  }
  if (globs.length === 0) {
    // All of it lies within the one that is kept, whose paths hold it.
  } else if (kept.declared) {
    const last = kept.declared.paths.at(-1);
    if (!last) return undefined;
    const { path, range } = last.include.at;
    edits.push({ path, range: at(range.end), newText: globs.map(glob => `, ${writeText(glob)}`).join('') });
  } else {
    const own = globsOf(kept);
    if (!own) return undefined;
    edits.push(declare(context, [moduleClause(kept.name, [pathClause([...own, ...globs])])], kept));
  }
  edits.push(...ownerEdits(context, kept, others), ...withoutCalls(context, [kept, ...others]));
  return edits;
}

/** In one process a function is called in place of a service: calls between services that run nothing else are gone. */
function withoutCalls(context: FixContext, pieces: readonly Module[]): readonly TextEdit[] {
  const { model } = context;
  const services = factsOf(model.facts.declared)?.services ?? [];
  const runsPieces = ({ runs }: DeclaredService) =>
    runs.length > 0 && runs.every(({ name }) => pieces.some(piece => model.module(name) === piece));
  const inside = new Set(services.filter(runsPieces).map(({ name }) => name));
  return services
    .filter(({ name }) => inside.has(name))
    .flatMap(({ calls }) => calls)
    .filter(({ service, or }) => [service, ...(or ?? [])].every(({ name }) => inside.has(name)))
    .flatMap(({ at: place }) => {
      const source = context.text(place.path);
      return source === undefined ? [] : [withoutClause(place, textPositions(source))];
    });
}

function withoutClause({ path, range }: Place, text: TextPositions): TextEdit {
  const { start, end } = range;
  const before = text.line(start.line).slice(0, start.character);
  const after = text.line(end.line).slice(end.character);
  const alone = before.trim() === '' && after.trim() === '';
  if (alone) return { path, range: wholeLines(text, start.line, end.line), newText: '' };
  // The space before it goes too, so that none is left at the end of a line.
  const from = { line: start.line, character: before.trimEnd().length };
  return { path, range: { start: before.trim() === '' ? start : from, end }, newText: '' };
}

function globsOf(module: Module): readonly string[] | undefined {
  const { declared } = module;
  if (!declared || declared.paths.length === 0) return module.root === '' ? undefined : [globOf(module.root)];
  return declared.paths.some(({ except }) => except.length > 0)
    ? undefined
    : declared.paths.map(({ include }) => include.glob);
}

function removed(context: FixContext, { whole }: DeclaredModule): TextEdit | undefined {
  const source = context.text(whole.path);
  if (source === undefined) return undefined;
  const text = textPositions(source);
  const before = text.line(whole.range.start.line).slice(0, whole.range.start.character);
  const after = text.line(whole.range.end.line).slice(whole.range.end.character);
  const alone = before.trim() === '' && /^\s*(\/\/.*)?$/.test(after);
  // Of the empty lines before and behind it one is enough.
  const isEmpty = (line: number) => line >= 0 && line < text.lines && text.line(line).trim() === '';
  const last = whole.range.end.line;
  const gap =
    isEmpty(last + 1) && (whole.range.start.line === 0 || isEmpty(whole.range.start.line - 1)) ? 1 : 0;
  const range = alone ? wholeLines(text, whole.range.start.line, last + gap) : whole.range;
  return { path: whole.path, range, newText: '' };
}

/** Whoever named the one that goes names the one that stays. */
function renamedRefs(model: Model, gone: string, kept: Module): readonly TextEdit[] | undefined {
  const facts = factsOf(model.facts.declared);
  if (!facts) return [];
  const lists: readonly (readonly Ref[])[] = [
    ...facts.modules.filter(({ name }) => name !== gone).map(({ uses }) => uses?.modules ?? []),
    ...facts.couches.map(({ modules }) => modules),
    ...facts.services.map(({ runs }) => runs),
    ...facts.initiatives.map(({ touches }) => touches),
    // A provider is first looked for among the services.
    ...facts.capabilities.map(({ providers }) =>
      providers.filter(({ name }) => !facts.services.some(service => service.name === name)),
    ),
    ...facts.accepts.flatMap(({ on, between }) => [
      on?.kind === 'module' ? [on.ref] : [],
      between ? [between.from] : [],
      between ? [between.to] : [],
    ]),
  ];
  const edits: TextEdit[] = [];
  for (const list of lists) {
    const named = list.filter(({ name }) => name === gone);
    if (named.length === 0) continue;
    if (list.some(({ name }) => model.module(name) === kept)) return undefined;
    for (const { at: place } of named)
      edits.push({ path: place.path, range: place.range, newText: writeName(kept.name) });
  }
  return edits;
}

/** One module, one owner: what another team owns of it goes to the owner of what it joins. */
function ownerEdits(context: FixContext, kept: Module, others: readonly Module[]): readonly TextEdit[] {
  const { teams } = kept.ownership;
  const [team] = teams;
  if (team === undefined) return [];
  return others.flatMap((other): readonly TextEdit[] => {
    if (other.ownership.teams.some(each => teams.includes(each))) return [];
    const folders: readonly RepoPath[] = [other.root];
    return giveFolders(context, other, folders, team)?.edits ?? [];
  });
}
