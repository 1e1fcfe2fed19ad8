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
  if (isPlain(path)) return path as RepoPath;
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
  let above: RepoPath = folder;
  let rest = relative;
  // Nearly every import is steps up or here and then a plain path; tens of thousands of them are joined.
  while (rest.startsWith('.')) {
    if (rest.startsWith('./')) rest = rest.slice(2);
    else if (rest.startsWith('../')) {
      if (above === '') break;
      above = folderOf(above);
      rest = rest.slice(3);
    } else break;
  }
  // A folder that looks like a drive of Windows is left to the careful way.
  if (rest !== '' && isPlain(rest) && folder.charCodeAt(1) !== COLON) {
    return (above === '' ? rest : `${above}/${rest}`) as RepoPath;
  }
  return tryRepoPath(folder === '' ? relative : `${folder}/${relative}`);
}

/** Whether a path needs no normalising. May say no to one that needs none (a hidden folder's), never yes to one that does. */
function isPlain(path: string): boolean {
  const first = path.charCodeAt(0);
  if (first === DOT || first === SLASH || path.charCodeAt(1) === COLON) return false;
  if (path.charCodeAt(path.length - 1) === SLASH) return false;
  return !path.includes('/.') && !path.includes('//') && !path.includes('\\');
}

const DOT = 46;
const SLASH = 47;
const COLON = 58;

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
