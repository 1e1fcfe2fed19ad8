import type { Change } from '../facts/history.ts';
import type { RepoPath } from '../facts/place.ts';
import type { Model } from '../model/model.ts';
import { lastFor } from '../once-for.ts';
import { differsByOwnersOnly, ownedOtherwise } from './change-ground.ts';
import type { ChangeLens } from './changes.ts';
import type { Need } from './lifters.ts';
import { type PathsOfChanges, pathsOfChanges } from './paths-of-changes.ts';

/** While owners or paths are edited, nearly every change is read as before, and is not read again. */
export interface LensBase {
  readonly lens: ChangeLens;
  /** The changes of the history that the two may read otherwise. */
  readonly differing: ReadonlySet<Change>;
  /** Whether both read a change alike. */
  same(change: Change): boolean;
  /** Whether both see the same work of the same modules in it, whoever owns that: then it is of the same class. */
  sameWork(change: Change): boolean;
  /** Whether a path is known to mean the same in both. */
  alike(path: RepoPath): boolean;
  /** The paths touched by changes of the history that do not mean the same in both. */
  readonly otherwise: ReadonlySet<RepoPath>;
}

/**
 * What a lens for a model would differ in from one that is there. Undefined where so much differs that a lens of its own is as
 * cheap.
 * @param ground of the model, by `changeGround`
 */
export function lensBase(lens: ChangeLens, ground: readonly unknown[], model: Model): LensBase | undefined {
  const paths = pathsOfChanges(model);
  const differing = new Set<Change>();
  const moved = new Set<Change>();
  const otherwise = new Set<RepoPath>();
  const most = paths.changes.size * MOST_DIFFERENT;
  for (const path of mayDiffer(lens, ground, model)) {
    const { noise, need, module } = lens.meaning(path);
    const sameOwners = noise !== undefined || sameNeed(need, model.ownershipOf(path));
    const stays = module === model.moduleOf(path)?.name;
    if (sameOwners && stays) continue;
    otherwise.add(path);
    for (const change of paths.touching(path)) {
      differing.add(change);
      if (!stays) moved.add(change);
    }
    if (differing.size > most) return undefined;
  }
  return {
    lens,
    differing,
    same: change => paths.changes.has(change) && !differing.has(change),
    sameWork: change => paths.changes.has(change) && !moved.has(change),
    alike: path => paths.touching(path).length > 0 && !otherwise.has(path),
    otherwise,
  };
}

const MOST_DIFFERENT = 0.5;

function sameNeed(a: Need, b: Need): boolean {
  if (a === b) return true;
  return (
    a.mode === b.mode &&
    a.teams.length === b.teams.length &&
    a.teams.every((team, index) => team === b.teams[index])
  );
}

/** What a lens was made from. */
const origins = new WeakMap<ChangeLens, { readonly ground: readonly unknown[]; readonly model: Model }>();

/** So that the lenses made from this one need only look at what differs. */
export function rememberOrigin(lens: ChangeLens, ground: readonly unknown[], model: Model): void {
  origins.set(lens, { ground, model });
}

/** The touched paths that may mean something else than to another lens. */
function mayDiffer(base: ChangeLens, ground: readonly unknown[], model: Model): Iterable<RepoPath> {
  const paths = pathsOfChanges(model);
  const origin = origins.get(base);
  if (!origin || !differsByOwnersOnly(origin.ground, ground)) return paths.all;
  // Each stroke at an owner comes here, and nearly all paths lie elsewhere.
  const byModule = pathsByModule(base, paths);
  return ownedOtherwise(origin.model, model).flatMap(name => byModule.get(name) ?? []);
}

/** The paths that changes touched, by the module that holds them. Made once for each lens and history. */
export function pathsByModule(lens: ChangeLens, paths: PathsOfChanges): PathsByModule {
  return grouped(lens, [paths], () => groupByModule(lens, paths));
}

type PathsByModule = ReadonlyMap<string, readonly RepoPath[]>;
const grouped = lastFor<ChangeLens, PathsByModule>();

function groupByModule(lens: ChangeLens, { all }: PathsOfChanges): PathsByModule {
  const groups = new Map<string, RepoPath[]>();
  for (const path of all) {
    const module = lens.module(path);
    if (module === undefined) continue;
    const group = groups.get(module);
    if (group) group.push(path);
    else groups.set(module, [path]);
  }
  return groups;
}

/**
 * A model as an edit would make it says itself which paths it is about. A remedy asks it about the carries of one couch, so
 * that nothing is looked at before it is asked for: to index the whole history costs more than all of that.
 */
export function lensBaseOfToday(
  today: ChangeLens,
  model: Model,
  { differs, moves }: NonNullable<Model['hypothetical']>,
): LensBase {
  const touches = ({ files }: Change, isOne: (path: RepoPath) => boolean) =>
    files.some(file => isOne(file.now ?? file.path));
  let otherwise: ReadonlySet<RepoPath> | undefined;
  let differing: ReadonlySet<Change> | undefined;
  return {
    lens: today,
    same: change => !touches(change, differs),
    sameWork: change => !touches(change, moves),
    alike: path => !differs(path),
    get otherwise() {
      otherwise ??= new Set([...pathsOfChanges(model).all].filter(differs));
      return otherwise;
    },
    get differing() {
      differing ??= new Set([...this.otherwise].flatMap(path => pathsOfChanges(model).touching(path)));
      return differing;
    },
  };
}

/** Whether it is known, without looking at it, that two lenses read a change alike. */
export function readAlike(a: ChangeLens, b: ChangeLens, change: Change): boolean {
  if (a === b) return true;
  if (b.base?.lens === a) return b.base.same(change);
  if (a.base?.lens === b) return a.base.same(change);
  return a.base?.lens === b.base?.lens && a.base?.same(change) === true && b.base?.same(change) === true;
}

/** Of the paths that changes of the history touched, all that may not mean the same to two lenses. */
export function pathsReadOtherwise(
  a: ChangeLens,
  b: ChangeLens,
  { all }: PathsOfChanges,
): Iterable<RepoPath> {
  if (a === b) return [];
  if (b.base?.lens === a) return b.base.otherwise;
  if (a.base?.lens === b) return a.base.otherwise;
  if (a.base && a.base.lens === b.base?.lens) return new Set([...a.base.otherwise, ...b.base.otherwise]);
  return all;
}
