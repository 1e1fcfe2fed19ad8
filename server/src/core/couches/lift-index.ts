import { factsOf } from '../facts/state.ts';
import { type ChangeLens, changeLens } from '../measures/changes.ts';
import { liftsOf, type SetAside, setAsideOf } from '../measures/lifts.ts';
import type { Model, ModuleName } from '../model/model.ts';
import type { Carries, Lift } from './couch.ts';

/** Every lift of a model, to be asked for by module. */
export interface LiftIndex {
  /** Epoch seconds; undefined without history. */
  readonly now: number | undefined;
  /** Newest first. */
  readonly all: readonly Lift[];
  /** Newest first; empty for a module that nothing touched. */
  of(module: ModuleName): readonly Lift[];
  /** Of the files of one lift: how many are the module's, and how many of these have an owner. */
  touched(lift: Lift, module: ModuleName): Touched;
  /** Changes that are no lift and why, newest first, by module. */
  aside(module: ModuleName): readonly SetAside[];
  /** The carries of each couch that was asked for, by its id, members and window, as long as no dependency between modules came or went. */
  carries(dependencies: string): Map<string, Carries>;
}

export interface Touched {
  readonly files: number;
  readonly owned: number;
}

/** Made once for each history read with the same owners and modules: a keystroke in a source file gives the same index. */
export function liftIndex(model: Model): LiftIndex {
  const lifts = liftsOf(model);
  const known = indexes.get(lifts);
  if (known) return known;
  const made = makeIndex(model, lifts);
  indexes.set(lifts, made);
  return made;
}

const indexes = new WeakMap<readonly Lift[], LiftIndex>();

function makeIndex(model: Model, all: readonly Lift[]): LiftIndex {
  const history = factsOf(model.facts.history);
  let carries = new Map<string, Carries>();
  let carriesFor = '';
  const byModule = new Map<ModuleName, Lift[]>();
  for (const lift of all) for (const module of lift.modules) push(byModule, module, lift);
  const lens = changeLens(model);
  const aside = new Map<ModuleName, SetAside[]>();
  for (const each of setAsideOf(model)) for (const module of each.modules) push(aside, module, each);
  return {
    now: history?.now,
    all,
    of: module => byModule.get(module) ?? [],
    touched: (lift, module) => {
      let counts = counted.get(lift);
      if (!counts) {
        counts = countTouched(lift, lens);
        counted.set(lift, counts);
      }
      return counts.get(module) ?? NOTHING;
    },
    aside: module => aside.get(module) ?? [],
    carries: dependencies => {
      if (dependencies !== carriesFor) carries = new Map();
      carriesFor = dependencies;
      return carries;
    },
  };
}

const NOTHING: Touched = { files: 0, owned: 0 };

/** A lift is the same object in two models only where its files have the same modules and owners in both. */
const counted = new WeakMap<Lift, ReadonlyMap<ModuleName, Touched>>();

function countTouched(lift: Lift, lens: ChangeLens): ReadonlyMap<ModuleName, Touched> {
  const counts = new Map<ModuleName, { files: number; owned: number }>();
  for (const path of lift.files) {
    const module = lens.module(path);
    if (module === undefined) continue;
    let count = counts.get(module);
    if (!count) {
      count = { files: 0, owned: 0 };
      counts.set(module, count);
    }
    count.files += 1;
    if (lens.need(path).teams.length > 0) count.owned += 1;
  }
  return counts;
}

function push<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}
