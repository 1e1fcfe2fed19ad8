import type { Change } from '../facts/history.ts';
import { byText, type RepoPath } from '../facts/place.ts';
import type { UncommittedFacts } from '../facts/uncommitted.ts';
import { changeLens } from '../measures/changes.ts';
import type { PairTest } from '../measures/significance.ts';
import type { Model, ModuleName, TeamName } from '../model/model.ts';
import { coChanging } from './co-changing.ts';
import type { Judged } from './couch.ts';
import { judgeCouches } from './judge-couches.ts';

/** What somebody lifts right now: whom an uncommitted change needs, what it belongs to, and what is perhaps forgotten. */
export interface Lifting {
  /** Files that count, sorted. */
  readonly files: readonly RepoPath[];
  /** Files that lift nobody: lock files, changelogs, generated ones. */
  readonly noise: number;
  /** Files that nobody owns. */
  readonly unowned: number;
  /** Folders whose package is deleted by the change, sorted: what they were a part of, nobody can tell any more. */
  readonly gone: readonly string[];
  /** Sorted. The author's own team is not known here; with a roster it may be one more. */
  readonly teams: readonly TeamName[];
  /** Sorted. */
  readonly modules: readonly ModuleName[];
  /** The couches it is a carry of: modules, and those of several modules that it touches two of. Worst first. */
  readonly couches: readonly Judged[];
  /** Modules that mostly change with those of this change and are not in it. The most confident first. */
  readonly missing: readonly MissingPartner[];
}

export interface MissingPartner {
  readonly module: ModuleName;
  /** The touched module that it mostly changes with. */
  readonly with: ModuleName;
  /** Of the changes to `with`, the share and the count in which it changed too. */
  readonly confidence: number;
  readonly shared: number;
  readonly changes: number;
}

/** A partner is missed from here on (`missing-partner`, DESIGN.md section 6). */
const CONFIDENT = 0.5;

export function liftingNow(model: Model, { files }: UncommittedFacts): Lifting {
  const lens = changeLens(model);
  const work = files.filter(({ path }) => lens.noise(path) === undefined);
  const change: Change = {
    id: 'uncommitted',
    at: 0,
    subject: '',
    authors: [],
    files: work.map(({ path, status }) => ({ path, now: path, status, before: '', after: '' })),
  };
  const names = new Set<ModuleName>();
  for (const { path } of work) {
    const name = model.moduleOf(path)?.name;
    if (name !== undefined) names.add(name);
  }
  const modules = [...names].sort(byText);
  const touched = ({ couch }: Judged) =>
    couch.members.filter(name => names.has(name)).length >= Math.min(2, couch.members.length);
  return {
    files: work.map(({ path }) => path),
    noise: files.length - work.length,
    unowned: work.filter(({ path }) => model.ownershipOf(path).teams.length === 0).length,
    gone: packagesGone(model, files),
    teams: lens.lifters(change),
    modules,
    couches: judgeCouches(model).filter(touched),
    missing: missingPartners(model, names),
  };
}

/**
 * A module is known by its manifest. With that the files below count for whatever lies around them, so that couches and
 * partners of the module that was are silent: which has to be said.
 */
function packagesGone(model: Model, files: UncommittedFacts['files']): readonly string[] {
  return files.flatMap(({ path, status }) => {
    const folder = /^(.+)\/package\.json$/.exec(path)?.[1];
    const isGone = status === 'deleted' && folder !== undefined;
    return isGone && !model.modules.some(({ root }) => root === folder) ? [folder] : [];
  });
}

/** Modules that mostly change with these, and are not among them. */
export function missingPartners(model: Model, names: ReadonlySet<ModuleName>): readonly MissingPartner[] {
  return missingFrom(names, coChanging(model)?.significant ?? []);
}

function missingFrom(
  names: ReadonlySet<ModuleName>,
  significant: readonly PairTest[],
): readonly MissingPartner[] {
  const best = new Map<ModuleName, MissingPartner>();
  const look = (from: ModuleName, module: ModuleName, pair: PairTest, isA: boolean) => {
    const confidence = isA ? pair.confidenceFromA : pair.confidenceFromB;
    if (!names.has(from) || names.has(module) || confidence < CONFIDENT) return;
    if (confidence <= (best.get(module)?.confidence ?? 0)) return;
    const changes = isA ? pair.changesOfA : pair.changesOfB;
    best.set(module, { module, with: from, confidence, shared: pair.shared, changes });
  };
  for (const pair of significant) {
    look(pair.a, pair.b, pair, true);
    look(pair.b, pair.a, pair, false);
  }
  return [...best.values()].sort((x, y) => y.confidence - x.confidence || byText(x.module, y.module));
}
