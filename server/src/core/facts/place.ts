/**
 * Where something stands: a repository-relative path and a range in it.
 * Everything that Wiring says is anchored at a Place.
 */

/** A path relative to the repository's root, with `/`, never absolute and never leaving the root. The root is `''`. */
export type RepoPath = string & { readonly __brand: 'RepoPath' };

/** Zero-based line and zero-based UTF-16 character, as in the Language Server Protocol. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** Half-open: `end` is the first position after the range. */
export interface Range {
  readonly start: Position;
  readonly end: Position;
}

export interface Place {
  readonly path: RepoPath;
  readonly range: Range;
}

/** The start of a file, for what concerns a file as a whole. */
export const FILE_START: Range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

export class PathOutsideRoot extends Error {
  constructor(readonly path: string) {
    super(`"${path}" leaves the repository`);
  }
}

/**
 * Normalises a relative path: backslashes become `/`, `.` and empty segments vanish, `..` is resolved.
 * @throws PathOutsideRoot when the path is absolute or climbs above the root.
 */
export function repoPath(path: string): RepoPath {
  const normal = tryRepoPath(path);
  if (normal === undefined) throw new PathOutsideRoot(path);
  return normal;
}

/** As `repoPath`, but `undefined` for a path that leaves the root. */
export function tryRepoPath(path: string): RepoPath | undefined {
  const plain = path.includes('\\') ? path.replaceAll('\\', '/') : path;
  if (plain.startsWith('/') || /^[A-Za-z]:\//.test(plain)) return undefined;
  const kept: string[] = [];
  for (const segment of plain.split('/')) {
    if (segment === '' || segment === '.') continue;
    if (segment === '..') {
      if (kept.length === 0) return undefined;
      kept.pop();
    } else kept.push(segment);
  }
  return kept.join('/') as RepoPath;
}

/** Joins a folder and a relative path; `undefined` when the result leaves the root. */
export function joinPath(folder: RepoPath, relative: string): RepoPath | undefined {
  return tryRepoPath(folder === '' ? relative : `${folder}/${relative}`);
}

/** The folder that holds a path; the root's own folder is the root. */
export function folderOf(path: RepoPath): RepoPath {
  const slash = path.lastIndexOf('/');
  return (slash < 0 ? '' : path.slice(0, slash)) as RepoPath;
}

/** Whether `path` is `folder` or lies below it. */
export function isWithin(path: RepoPath, folder: RepoPath): boolean {
  return folder === '' || path === folder || (path.startsWith(folder) && path[folder.length] === '/');
}

/** Plain code-unit order: the same on every machine, unlike localeCompare. */
export function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
