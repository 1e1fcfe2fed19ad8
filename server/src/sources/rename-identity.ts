import type { TouchedFile } from '#core/facts/history';
import type { RepoPath } from '#core/facts/place';
import type { LoggedFile } from './git-log-parse.ts';

/**
 * Follows files backwards through time: commits are given newest first, and each touched file gets the path that the
 * same file has today. A path that was used twice stands for two files; only the younger one is there today.
 */
export function followRenames(): { commit(files: readonly LoggedFile[]): readonly TouchedFile[] } {
  // Where the file that had this path at the time reached so far is today; `null` when it is gone. Others: same path.
  const today = new Map<RepoPath, RepoPath | null>();
  // Paths that appear (going back: vanish) with this content, so that a removal taken back is still the same file.
  const reborn = new Map<RepoPath, { readonly content: string; readonly now: RepoPath | null }>();

  const nowOf = (path: RepoPath): RepoPath | null => {
    const known = today.get(path);
    return known === undefined ? path : known;
  };

  function commit(logged: readonly LoggedFile[]): readonly TouchedFile[] {
    const files = withExchanges(logged);
    // All answers first, all changes after: in an exchange of two names each answer needs the state after the commit.
    const before: [RepoPath, RepoPath | null][] = [];
    const touched = files.map((file): TouchedFile => {
      const { path, status } = file;
      let now = status === 'deleted' ? null : nowOf(path);
      if (status === 'deleted') {
        const again = reborn.get(path);
        if (again?.content === file.before) now = again.now;
        before.push([path, now]);
      } else if (status === 'added') {
        reborn.set(path, { content: file.after, now });
        before.push([path, null]);
      } else if (file.from !== undefined) {
        before.push([file.from, now]);
      }
      return now === (file.now ?? null) ? file : withToday(file, now);
    });
    if (before.length === 0) return touched;
    const named = new Set(before.map(([path]) => path));
    for (const file of files) {
      // Before a rename, its new path belonged to nobody, unless it is itself the old path of another rename.
      if (file.status === 'renamed' && !named.has(file.path)) today.set(file.path, null);
    }
    for (const [path, now] of before) {
      if (now === path) today.delete(path);
      else today.set(path, now);
    }
    return touched;
  }

  return { commit };
}

/** Spelled out, because a copy of any object is made a great deal slower than one of a known shape. */
function withToday(file: LoggedFile, now: RepoPath | null): TouchedFile {
  const { path, status, from, before, after } = file;
  if (now === null)
    return from === undefined ? { path, status, before, after } : { path, status, from, before, after };
  return from === undefined
    ? { path, now, status, before, after }
    : { path, now, status, from, before, after };
}

/** Whether some content was at another path before; nearly always a few comparisons say that none was. */
function mayExchange(files: readonly LoggedFile[]): boolean {
  if (files.length < 2) return false;
  if (files.length > 8) return true;
  return files.some(({ after }) => files.some(({ before }) => before === after));
}

/**
 * git tells an exchange of names in one commit (a to b, b to a, or a longer ring) as plain modifications.
 * Contents that only changed places are told as the renames they are.
 */
function withExchanges(files: readonly LoggedFile[]): readonly LoggedFile[] {
  if (!mayExchange(files)) return files;
  const modified = files.filter(file => file.status === 'modified' && file.before !== file.after);
  if (modified.length < 2) return files;
  const byOldContent = new Map<string, LoggedFile | undefined>();
  for (const file of modified) {
    // The same content at two places could have come from either: that is no exchange that can be told.
    byOldContent.set(file.before, byOldContent.has(file.before) ? undefined : file);
  }
  const source = new Map<LoggedFile, LoggedFile>();
  for (const start of modified) {
    const ring = [start];
    let next = byOldContent.get(start.after);
    while (next && next !== start && !source.has(next) && ring.length <= modified.length) {
      ring.push(next);
      next = byOldContent.get(next.after);
    }
    if (next !== start || source.has(start)) continue;
    ring.forEach((file, index) => {
      source.set(file, ring[(index + 1) % ring.length] ?? file);
    });
  }
  if (source.size === 0) return files;
  return files.map(file => {
    const from = source.get(file);
    return from ? { ...file, status: 'renamed', from: from.path, before: from.before } : file;
  });
}
