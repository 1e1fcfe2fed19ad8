import type { Lift } from '../couches/couch.ts';
import type { Change, HistoryFacts } from '../facts/history.ts';
import { byText, type RepoPath } from '../facts/place.ts';
import { factsOf } from '../facts/state.ts';
import type { Model, ModuleName } from '../model/model.ts';
import type { ChangeClass } from './change-class.ts';
import { changeGround, sameGround } from './change-ground.ts';
import { changeLens } from './changes.ts';
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

interface ReadHistory {
  readonly lifts: readonly Lift[];
  readonly setAside: readonly SetAside[];
}

const NOTHING: ReadHistory = { lifts: [], setAside: [] };

function readHistory(model: Model): ReadHistory {
  const history = factsOf(model.facts.history);
  if (!history) return NOTHING;
  const ground = changeGround(model);
  const known = memory.get(history) ?? [];
  const found = known.find(entry => sameGround(entry.ground, ground));
  if (found) return found.value;
  const value = read(history, model);
  // A replay asks for two models in turn; more than a few are edits that nobody will look at again.
  memory.set(history, [{ ground, value }, ...known].slice(0, MOST_REMEMBERED));
  return value;
}

interface Remembered {
  readonly ground: readonly unknown[];
  readonly value: ReadHistory;
}

const memory = new WeakMap<HistoryFacts, readonly Remembered[]>();
const MOST_REMEMBERED = 4;

function read(history: HistoryFacts, model: Model): ReadHistory {
  const lens = changeLens(model);
  const names = new Map<RepoPath, ModuleName | undefined>();
  const moduleOf = (path: RepoPath): ModuleName | undefined => {
    if (names.has(path)) return names.get(path);
    const name = model.moduleOf(path)?.name;
    names.set(path, name);
    return name;
  };
  const modulesOf = (paths: readonly RepoPath[]): readonly ModuleName[] => {
    const found = new Set<ModuleName>();
    for (const path of paths) {
      const name = moduleOf(path);
      if (name !== undefined) found.add(name);
    }
    return [...found].sort(byText);
  };
  const lifts: Lift[] = [];
  const setAside: SetAside[] = [];
  for (const change of newestFirst(history.changes)) {
    const { class: kind } = lens.classified(change);
    if (kind !== 'ordinary') {
      const all = change.files.map(file => file.now ?? file.path);
      setAside.push({ change, class: kind, modules: modulesOf(all) });
      continue;
    }
    // Two paths of then may be one file of now.
    const files = [...new Set(lens.work(change).map(file => file.now ?? file.path))];
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

/** History comes newest first by ancestry; a wrong clock puts a change elsewhere by date, and windows go by date. */
function newestFirst(changes: readonly Change[]): readonly Change[] {
  return [...changes].sort((a, b) => b.at - a.at);
}
