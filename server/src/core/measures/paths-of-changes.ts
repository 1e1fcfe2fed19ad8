import type { Change, HistoryFacts } from '../facts/history.ts';
import type { RepoPath } from '../facts/place.ts';
import { factsOf } from '../facts/state.ts';
import type { Model } from '../model/model.ts';

/** Which changes touched which path, under today's names. */
export interface PathsOfChanges {
  /** Each once. */
  readonly all: Iterable<RepoPath>;
  touching(path: RepoPath): readonly Change[];
  /** A change that is not committed yet, say, is none of these. */
  readonly changes: ReadonlySet<Change>;
}

/** Made once for each history that was read. Empty without one. */
export function pathsOfChanges(model: Model): PathsOfChanges {
  const history = factsOf(model.facts.history);
  if (!history) return { all: [], touching: () => [], changes: new Set() };
  const known = indexes.get(history);
  if (known) return known;
  const byPath = new Map<RepoPath, Change[]>();
  for (const change of history.changes) {
    for (const { path, now } of change.files) {
      const list = byPath.get(now ?? path);
      if (!list) byPath.set(now ?? path, [change]);
      else if (list.at(-1) !== change) list.push(change);
    }
  }
  const made: PathsOfChanges = {
    all: [...byPath.keys()],
    touching: path => byPath.get(path) ?? NONE,
    changes: new Set(history.changes),
  };
  indexes.set(history, made);
  return made;
}

const NONE: readonly Change[] = [];

const indexes = new WeakMap<HistoryFacts, PathsOfChanges>();
