import { factsOf } from '../facts/state.ts';
import { type ChangeLens, changeLens } from '../measures/changes.ts';
import { type ReadHistory, readHistory, type SetAside } from '../measures/lifts.ts';
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
  /**
   * The carries of each couch that was asked for, by its id, members and window, as long as modules and the dependencies
   * between them stay what they are, which the text tells.
   */
  carries(surroundings: string): Map<string, Carries>;
  /** The same, only to be looked into; undefined where what is remembered is of other surroundings. */
  carriesKnown(surroundings: string): ReadonlyMap<string, Carries> | undefined;
  /** The index that this one was made from: for a module that no differing change touched it has the very same lists. */
  readonly base?: LiftIndex;
  /** Whether every change touched the modules that it touched in the index this one was made from. */
  readonly sameModules: boolean;
  /** What `touched` has counted, for the indexes made from this one. */
  readonly counted: Counted;
}

export interface Touched {
  readonly files: number;
  readonly owned: number;
}

/** Made once for each history read with the same owners and modules: a keystroke in a source file gives the same index. */
export function liftIndex(model: Model): LiftIndex {
  return indexFor(model, readHistory(model));
}

const indexes = new WeakMap<readonly Lift[], LiftIndex>();

function indexFor(model: Model, read: ReadHistory): LiftIndex {
  const known = indexes.get(read.lifts);
  if (known) return known;
  const base = read.base && indexes.get(read.base.lifts);
  const lists = read.base && base ? listsFrom(base, read.base, read) : listsOf(read);
  const made = makeIndex(model, read.lifts, lists, base);
  indexes.set(read.lifts, made);
  return made;
}

interface Lists {
  of(module: ModuleName): readonly Lift[];
  aside(module: ModuleName): readonly SetAside[];
  readonly sameModules: boolean;
}

function listsOf({ lifts, setAside }: ReadHistory): Lists {
  const byModule = byModules(lifts);
  const aside = byModules(setAside);
  return {
    of: module => byModule.get(module) ?? NONE,
    aside: module => aside.get(module) ?? NONE,
    sameModules: false,
  };
}

/** Only lists of modules that a differing change touches, or touched, are made anew. */
function listsFrom(base: LiftIndex, before: ReadHistory, now: ReadHistory): Lists {
  const lifts = touchedOtherwise(before.lifts, now.lifts);
  const aside = touchedOtherwise(before.setAside, now.setAside);
  const ownLifts = byModules(now.lifts, lifts.modules);
  const ownAside = byModules(now.setAside, aside.modules);
  return {
    of: module => (lifts.modules.has(module) ? (ownLifts.get(module) ?? NONE) : base.of(module)),
    aside: module => (aside.modules.has(module) ? (ownAside.get(module) ?? NONE) : base.aside(module)),
    sameModules: lifts.same,
  };
}

interface TouchesModules {
  readonly modules: readonly ModuleName[];
}

function touchedOtherwise(before: readonly TouchesModules[], now: readonly TouchesModules[]) {
  const modules = new Set<ModuleName>();
  let same = true;
  for (let at = 0; at < now.length; at += 1) {
    const [old, each] = [before[at], now[at]];
    if (!old || !each || old === each) continue;
    same &&= old.modules.join('\n') === each.modules.join('\n');
    for (const name of [...old.modules, ...each.modules]) modules.add(name);
  }
  return { modules, same };
}

/** Empty lists are one and the same, so that they compare alike. */
const NONE: readonly never[] = [];

function makeIndex(model: Model, all: readonly Lift[], lists: Lists, base: LiftIndex | undefined): LiftIndex {
  const history = factsOf(model.facts.history);
  let carries = new Map<string, Carries>();
  let carriesFor = '';
  const lens = changeLens(model);
  const counted: Counted = base ? new WeakMap() : new Map();
  return {
    ...lists,
    counted,
    now: history?.now,
    all,
    ...(base ? { base } : {}),
    touched: (lift, module) => {
      let counts = base?.counted.get(lift) ?? counted.get(lift);
      if (!counts) {
        counts = countTouched(lift, lens);
        counted.set(lift, counts);
      }
      return counts.get(module) ?? NOTHING;
    },
    carries: surroundings => {
      if (surroundings !== carriesFor) carries = new Map();
      carriesFor = surroundings;
      return carries;
    },
    carriesKnown: surroundings => (surroundings === carriesFor ? carries : undefined),
  };
}

const NOTHING: Touched = { files: 0, owned: 0 };

/**
 * A lift is the same object in two models only where its files have the same modules and owners in both. The first index has
 * nearly all of them, and for as long as it lives: a map of weak keys is looked through at each collection of garbage.
 */
type Counted = Pick<WeakMap<Lift, ReadonlyMap<ModuleName, Touched>>, 'get' | 'set'>;

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

/** In the order of the list; of those modules only, where some are given. */
function byModules<T extends TouchesModules>(
  list: readonly T[],
  only?: ReadonlySet<ModuleName>,
): Map<ModuleName, T[]> {
  const lists = new Map<ModuleName, T[]>();
  if (only?.size === 0) return lists;
  for (const each of list) {
    for (const module of each.modules) {
      if (only && !only.has(module)) continue;
      const known = lists.get(module);
      if (known) known.push(each);
      else lists.set(module, [each]);
    }
  }
  return lists;
}
