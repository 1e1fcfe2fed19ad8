import { joinPath, type RepoPath } from '#core/facts/place';

/**
 * Which listed file a path without its exact extension means, in TypeScript's order:
 * source before declaration before JavaScript.
 */
export type Has = (path: RepoPath) => boolean;

const BARE: readonly string[] = ['.ts', '.tsx', '.d.ts', '.js', '.jsx'];
/** What bundlers try in addition; TypeScript does not, so they come last. */
const BUNDLED: readonly string[] = ['.json', '.mts', '.cts', '.mjs', '.cjs', '.d.mts', '.d.cts'];

/** Written extension → the extensions of files it may stand for, best first. */
const WRITTEN: ReadonlyMap<string, readonly string[]> = new Map([
  ['.js', ['.ts', '.tsx', '.d.ts', '.js', '.jsx']],
  ['.jsx', ['.tsx', '.ts', '.d.ts', '.jsx', '.js']],
  ['.mjs', ['.mts', '.d.mts', '.mjs']],
  ['.cjs', ['.cts', '.d.cts', '.cjs']],
  ['.ts', ['.ts', '.tsx', '.d.ts', '.js', '.jsx']],
  ['.tsx', ['.tsx', '.ts', '.d.ts', '.jsx', '.js']],
  ['.mts', ['.mts', '.d.mts', '.mjs']],
  ['.cts', ['.cts', '.d.cts', '.cjs']],
]);

/**
 * What may have been compiled into a file of this extension; `.d.ts` counts as one extension. Wider than what may be
 * written for it in an import: bundlers make `.mjs` and `.cjs` from any source.
 */
const COMPILED: ReadonlyMap<string, readonly string[]> = new Map([
  ['.js', ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs']],
  ['.jsx', ['.tsx', '.ts', '.jsx', '.js']],
  ['.mjs', ['.mts', '.ts', '.tsx', '.mjs', '.js', '.jsx']],
  ['.cjs', ['.cts', '.ts', '.tsx', '.cjs', '.js', '.jsx']],
  ['.d.ts', ['.ts', '.tsx', '.d.ts', '.js', '.jsx', '.mts', '.cts']],
  ['.d.mts', ['.mts', '.ts', '.tsx', '.d.mts', '.d.ts', '.mjs', '.js']],
  ['.d.cts', ['.cts', '.ts', '.tsx', '.d.cts', '.d.ts', '.cjs', '.js']],
]);

/** How a path is completed: as TypeScript does, or with what bundlers try beyond that. */
export interface Probe {
  readonly wide: boolean;
  /** tsconfig's `moduleSuffixes`. */
  readonly suffixes?: readonly string[] | undefined;
}

export const STRICT: Probe = { wide: false };
export const WIDE: Probe = { wide: true };

/** A file named with or without extension; not a folder. */
export function findFile(
  has: Has,
  path: RepoPath,
  { wide, suffixes = NO_SUFFIX }: Probe,
): RepoPath | undefined {
  const extension = codeExtension(path);
  if (extension !== '') {
    const stem = path.slice(0, -extension.length);
    // `./util.d.ts` is written out in full and stands for itself.
    const found =
      isDeclaration(path) && has(path) ? path : firstOf(has, stem, WRITTEN.get(extension) ?? [], suffixes);
    if (found !== undefined) return found;
  } else if (hasExtension(path) && has(path)) return path;
  const found = firstOf(has, path, BARE, suffixes);
  if (found !== undefined || !wide) return found;
  return firstOf(has, path, BUNDLED, suffixes) ?? (has(path) ? path : undefined);
}

/** The `index` file of a folder. */
export function findIndex(
  has: Has,
  folder: RepoPath,
  { wide, suffixes = NO_SUFFIX }: Probe,
): RepoPath | undefined {
  const stem = folder === '' ? 'index' : `${folder}/index`;
  const found = firstOf(has, stem, BARE, suffixes);
  return found !== undefined || !wide ? found : firstOf(has, stem, BUNDLED, suffixes);
}

/** As a target in `exports` is read: no extension is added, but one may stand for another as when it is written. */
export function findExactFile(has: Has, path: RepoPath): RepoPath | undefined {
  const extension = codeExtension(path);
  if (extension === '') return has(path) ? path : undefined;
  // A target that names TypeScript means that very file; its JavaScript only where that is missing.
  if (/\.[mc]?tsx?$/.test(path)) {
    if (has(path)) return path;
    const others = (WRITTEN.get(extension) ?? []).filter(other => other.includes('j'));
    return isDeclaration(path)
      ? undefined
      : firstOf(has, path.slice(0, -extension.length), others, NO_SUFFIX);
  }
  return firstOf(has, path.slice(0, -extension.length), WRITTEN.get(extension) ?? [], NO_SUFFIX);
}

/** The source that was compiled into a built file, where both lie at the same place in their folders. */
export function findCompiled(has: Has, folder: RepoPath, built: string): RepoPath | undefined {
  const path = joinPath(folder, built);
  if (path === undefined) return undefined;
  const extension = /\.d\.[mc]?ts$/.exec(path)?.[0] ?? codeExtension(path);
  const sources = COMPILED.get(extension);
  if (sources) return firstOf(has, path.slice(0, -extension.length), sources, NO_SUFFIX);
  // Assets are copied as they are; a path without extension is probed as an import would be.
  if (has(path)) return path;
  return hasExtension(path)
    ? undefined
    : (firstOf(has, path, BARE, NO_SUFFIX) ?? findIndex(has, path, STRICT));
}

/** `.js`, `.ts`, …, or empty. `x.d.ts` has `.ts`. */
export function codeExtension(path: string): string {
  const dot = path.lastIndexOf('.');
  if (dot < 0 || path.length - dot > 4) return '';
  const extension = path.slice(dot);
  return WRITTEN.has(extension) ? extension : '';
}

export function hasExtension(path: string): boolean {
  return path.lastIndexOf('.') > path.lastIndexOf('/') + 1;
}

function isDeclaration(path: string): boolean {
  return /\.d\.[mc]?ts$/.test(path);
}

const NO_SUFFIX: readonly string[] = [''];

function firstOf(
  has: Has,
  stem: string,
  extensions: readonly string[],
  suffixes: readonly string[],
): RepoPath | undefined {
  for (const suffix of suffixes) {
    for (const extension of extensions) {
      // A stem made from a repository path, with an extension added: still one.
      const path = (stem + suffix + extension) as RepoPath;
      if (has(path)) return path;
    }
  }
  return undefined;
}
