import type { Lift } from '../couches/couch.ts';
import type { Change, HistoryFacts } from '../facts/history.ts';
import { byText, type RepoPath } from '../facts/place.ts';
import { factsOf } from '../facts/state.ts';
import type { Model, ModuleName } from '../model/model.ts';
import type { ChangeClass } from './change-class.ts';
import { type ChangeLens, changeLens, type LensBase } from './changes.ts';
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
  memory.set(lens, { history, value, byChange: once(() => indexOf(value)) });
  return value;
}

interface Remembered {
  readonly history: HistoryFacts;
  readonly value: ReadHistory;
  /** What was made of each change. */
  readonly byChange: () => ReadonlyMap<Change, Lift | SetAside>;
}

const memory = new WeakMap<ChangeLens, Remembered>();

function indexOf({ lifts, setAside }: ReadHistory): ReadonlyMap<Change, Lift | SetAside> {
  const index = new Map<Change, Lift | SetAside>();
  for (const each of lifts) index.set(each.change, each);
  for (const each of setAside) index.set(each.change, each);
  return index;
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
  const before = base.byChange();
  const fresh = new Map<Change, Lift | SetAside>();
  const others: Change[] = [];
  for (const change of differing) {
    const old = before.get(change);
    // Other owners of the same work: only whom it needs is asked again.
    if (old && sameWork(change))
      fresh.set(change, 'class' in old ? old : { ...old, teams: lens.lifters(change) });
    else others.push(change);
  }
  for (const [change, now] of indexOf(read(others, history, lens))) fresh.set(change, now);
  for (const change of differing) {
    const [old, now] = [before.get(change), fresh.get(change)];
    if (!old || !now || 'class' in old !== 'class' in now) return undefined;
  }
  return {
    base: base.value,
    lifts: base.value.lifts.map(lift => {
      const now = differing.has(lift.change) ? fresh.get(lift.change) : undefined;
      return now && !('class' in now) ? now : lift;
    }),
    setAside: base.value.setAside.map(each => {
      const now = differing.has(each.change) ? fresh.get(each.change) : undefined;
      return now && 'class' in now ? now : each;
    }),
  };
}

function read(changes: Iterable<Change>, history: HistoryFacts, lens: ChangeLens): ReadHistory {
  const modulesOf = (paths: readonly RepoPath[]): readonly ModuleName[] => {
    const [first] = paths;
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
