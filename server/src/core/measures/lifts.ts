import type { Lift } from '../couches/couch.ts';
import type { Change, HistoryFacts } from '../facts/history.ts';
import { byText, type RepoPath } from '../facts/place.ts';
import { factsOf } from '../facts/state.ts';
import type { Model, ModuleName } from '../model/model.ts';
import type { ChangeClass } from './change-class.ts';
import { type ChangeLens, changeLens } from './changes.ts';
import { type LensBase, pathsByModule } from './lens-base.ts';
import { pathsOfChanges } from './paths-of-changes.ts';
import { weightAt } from './weights.ts';

/**
 * The ordinary changes of the whole history as lifts: noise files removed, with modules, files under today's paths, lifters
 * and weight (DESIGN.md section 5). Newest first. A lift may have no module (files beside all modules) and no team
 * (nobody's files). Empty without history. Remembered for as long as what it is made from stays the same: a keystroke in a
 * source file gives the same array.
 */
export function liftsOf(model: Model): readonly Lift[] {
  return readHistory(model).lifts;
}

/** Changes that are no lift: set aside by class, or noise only. Newest first; remembered as the lifts are. */
export function setAsideOf(model: Model): readonly SetAside[] {
  return readHistory(model).setAside;
}

/**
 * How many changes since a moment (epoch seconds) touched one of the modules and were set aside, by class; classes in
 * alphabetical order, without those that did not occur.
 */
export function countSetAside(
  model: Model,
  members: readonly ModuleName[],
  since: number,
): Readonly<Record<string, number>> {
  const asked = new Set(members);
  const counts = new Map<string, number>();
  for (const { change, class: kind, modules } of setAsideOf(model))
    if (change.at >= since && modules.some(name => asked.has(name)))
      counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return Object.fromEntries([...counts].sort(([a], [b]) => byText(a, b)));
}

export interface SetAside {
  readonly change: Change;
  readonly class: Exclude<ChangeClass, 'ordinary'>;
  /** Modules of all its files, noise too: a release is known by the changelogs it touched. Sorted. */
  readonly modules: readonly ModuleName[];
}

export interface ReadHistory {
  readonly lifts: readonly Lift[];
  readonly setAside: readonly SetAside[];
  /** What this was made from: the same changes in the same order, nearly all of them by the same objects. */
  readonly base?: ReadHistory;
}

const NOTHING: ReadHistory = { lifts: [], setAside: [] };

/** Both lists at once, with what they were made from. A lens is shared by all models that read changes alike, and what was read goes when it goes. */
export function readHistory(model: Model): ReadHistory {
  const history = factsOf(model.facts.history);
  if (!history) return NOTHING;
  const lens = changeLens(model);
  const known = memory.get(lens);
  if (known?.history === history) return known.value;
  const base = lens.base && memory.get(lens.base.lens);
  const value =
    (lens.base && base?.history === history ? readDiffering(lens, lens.base, base, history) : undefined) ??
    read(newestFirst(history), history, lens);
  memory.set(lens, { history, value, places: once(() => placesIn(value)) });
  return value;
}

/**
 * Makes the indexes of a history that the first edit of an owner would have to wait for. They are made once for each history,
 * and go with it.
 */
export function prepareForEdits(model: Model): void {
  const lens = changeLens(model);
  readHistory(model);
  memory.get(lens)?.places();
  pathsByModule(lens, pathsOfChanges(model));
}

interface Remembered {
  readonly history: HistoryFacts;
  readonly value: ReadHistory;
  readonly places: () => Places;
}

/** Where in the two lists each change stands. */
interface Places {
  readonly lifts: ReadonlyMap<Change, number>;
  readonly setAside: ReadonlyMap<Change, number>;
}

const memory = new WeakMap<ChangeLens, Remembered>();

function placesIn({ lifts, setAside }: ReadHistory): Places {
  return { lifts: placesOf(lifts), setAside: placesOf(setAside) };
}

function placesOf(list: readonly { readonly change: Change }[]): ReadonlyMap<Change, number> {
  const places = new Map<Change, number>();
  for (const [at, { change }] of list.entries()) places.set(change, at);
  return places;
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

/**
 * Made from what another lens read, where only few changes are read otherwise: all others are the same objects at the same
 * places. Undefined where a change is set aside by one of the two lenses only.
 */
function readDiffering(
  lens: ChangeLens,
  { differing, sameWork }: LensBase,
  base: Remembered,
  history: HistoryFacts,
): ReadHistory | undefined {
  if (differing.size === 0) return base.value;
  const places = base.places();
  const lifts = [...base.value.lifts];
  const others: Change[] = [];
  for (const change of differing) {
    const at = places.lifts.get(change);
    const old = at === undefined ? undefined : lifts[at];
    if (!sameWork(change)) others.push(change);
    // Other owners of the same work: only whom it needs is asked again. Property by property, so that every lift has the
    // one shape that whoever reads them was compiled for.
    else if (at !== undefined && old) {
      const { modules, files, weight } = old;
      lifts[at] = { change, modules, files, teams: lens.lifters(change), weight };
    } else if (!places.setAside.has(change)) return undefined;
  }
  if (others.length === 0) return { base: base.value, lifts, setAside: base.value.setAside };
  const setAside = [...base.value.setAside];
  const fresh = read(others, history, lens);
  const replaced =
    replaceIn(lifts, fresh.lifts, places.lifts) + replaceIn(setAside, fresh.setAside, places.setAside);
  return replaced === others.length ? { base: base.value, lifts, setAside } : undefined;
}

/** How many of the fresh ones had a place there. */
function replaceIn<T extends { readonly change: Change }>(
  list: T[],
  fresh: readonly T[],
  places: ReadonlyMap<Change, number>,
): number {
  let replaced = 0;
  for (const each of fresh) {
    const at = places.get(each.change);
    if (at === undefined) continue;
    list[at] = each;
    replaced += 1;
  }
  return replaced;
}

function read(changes: Iterable<Change>, history: HistoryFacts, lens: ChangeLens): ReadHistory {
  const modulesOf = (paths: readonly RepoPath[]): readonly ModuleName[] => {
    const first = paths[0];
    if (paths.length === 1 && first !== undefined) return aloneOf(lens.module(first));
    const found = new Set<ModuleName>();
    for (const path of paths) {
      const name = lens.module(path);
      if (name !== undefined) found.add(name);
    }
    if (found.size < 2) return aloneOf([...found][0]);
    const [one, other] = found;
    if (found.size === 2 && one !== undefined && other !== undefined)
      return one < other ? [one, other] : [other, one];
    return [...found].sort(byText);
  };
  // Most changes stay within one module; they share its list.
  const alone = new Map<ModuleName, readonly ModuleName[]>();
  const aloneOf = (name: ModuleName | undefined): readonly ModuleName[] => {
    if (name === undefined) return NO_MODULES;
    const known = alone.get(name) ?? [name];
    alone.set(name, known);
    return known;
  };
  const lifts: Lift[] = [];
  const setAside: SetAside[] = [];
  for (const change of changes) {
    const { class: kind } = lens.classified(change);
    if (kind !== 'ordinary') {
      const all = change.files.map(file => file.now ?? file.path);
      setAside.push({ change, class: kind, modules: modulesOf(all) });
      continue;
    }
    // Two paths of then may be one file of now.
    const files = distinct(lens.work(change).map(file => file.now ?? file.path));
    lifts.push({
      change,
      modules: modulesOf(files),
      files,
      teams: lens.lifters(change),
      weight: weightAt(change.at, history.now),
    });
  }
  return { lifts, setAside };
}

const NO_MODULES: readonly ModuleName[] = [];

function distinct(paths: readonly RepoPath[]): readonly RepoPath[] {
  return paths.length === 1 ? paths : [...new Set(paths)];
}

/** History comes newest first by ancestry; a wrong clock puts a change elsewhere by date, and windows go by date. */
function newestFirst(history: HistoryFacts): readonly Change[] {
  let sorted = sortings.get(history);
  if (!sorted) {
    sorted = [...history.changes].sort((a, b) => b.at - a.at);
    sortings.set(history, sorted);
  }
  return sorted;
}

const sortings = new WeakMap<HistoryFacts, readonly Change[]>();
