import { joinPath, type RepoPath } from '#core/facts/place';
import { isObject, stringsOf } from './json-text.ts';
import type { Manifest } from './manifest.ts';
import { findExactFile, findFile, findIndex } from './module-files.ts';
import { bestPattern, type ExportMatch, matchExports } from './package-exports.ts';
import type { Project } from './project.ts';

/** What a subpath of a package of this repository stands for. */
export type PackageFile =
  | { readonly path: RepoPath; readonly exported: boolean }
  | { readonly path?: undefined; readonly reason: 'not-built' | 'not-in-package' };

export const IMPORT_CONDITIONS: ReadonlySet<string> = conditionsOf('import', []);
export const REQUIRE_CONDITIONS: ReadonlySet<string> = conditionsOf('require', []);

/** `source` and `development` are how packages name the file that is not built. */
export function conditionsOf(mode: 'import' | 'require', custom: readonly string[]): ReadonlySet<string> {
  return new Set(['types', mode, 'node', 'source', 'development', ...custom]);
}

/** @param subpath `.` or `./testing`. */
export function findInPackage(
  project: Project,
  root: RepoPath,
  subpath: string,
  conditions: ReadonlySet<string>,
): PackageFile {
  const manifest = project.manifests.at(root);
  if (manifest?.exports !== undefined) {
    const match = matchExports(manifest.exports, subpath, conditions);
    return match.listed ? listedFile(project, root, subpath, match) : unlistedFile(project, root, subpath);
  }
  const path =
    subpath === '.'
      ? mainFile(project, root, manifest)
      : fileBelow(project, root, subpath.slice(2), manifest);
  if (path !== undefined) return { path, exported: true };
  return {
    reason:
      manifest !== undefined && manifest.mains.length > 0 && subpath === '.'
        ? 'not-built'
        : missing(project, root, subpath),
  };
}

/** The file a target of `exports` or `imports` means: itself, or else the source it is built from. */
export function targetFile(project: Project, root: RepoPath, target: string): RepoPath | undefined {
  const path = target.startsWith('./') ? joinPath(root, target) : undefined;
  if (path === undefined) return undefined;
  return findExactFile(project.tree.has, path) ?? project.output.sourceOf(path, root);
}

/** A folder imported as if it were a file: by its own `package.json`, else its `index`. */
export function folderFile(
  project: Project,
  folder: RepoPath,
  suffixes?: readonly string[],
): RepoPath | undefined {
  const manifest = project.manifests.at(folder);
  for (const main of manifest?.mains ?? []) {
    const path = joinPath(folder, main);
    if (path === undefined) continue;
    const found = findFile(project.tree.has, path, suffixes) ?? findIndex(project.tree.has, path, suffixes);
    if (found !== undefined) return found;
  }
  const index = findIndex(project.tree.has, folder, suffixes);
  if (index !== undefined || !manifest) return index;
  const owner = project.manifests.nearest(folder)?.root ?? folder;
  return firstOf(manifest.mains, main => {
    const path = joinPath(folder, main);
    return path === undefined ? undefined : builtSource(project, path, owner);
  });
}

function listedFile(project: Project, root: RepoPath, subpath: string, match: ExportMatch): PackageFile {
  const found =
    firstOf(match.targets, target => targetFile(project, root, target)) ??
    (subpath === '.' ? conventional(project, root, 'index') : conventional(project, root, subpath.slice(2)));
  return found === undefined ? { reason: 'not-built' } : { path: found, exported: true };
}

/** Past what the package exports: found all the same, so that it can be shown. */
function unlistedFile(project: Project, root: RepoPath, subpath: string): PackageFile {
  const manifest = project.manifests.at(root);
  const path =
    subpath === '.'
      ? mainFile(project, root, manifest)
      : fileBelow(project, root, subpath.slice(2), manifest);
  return path === undefined ? { reason: missing(project, root, subpath) } : { path, exported: false };
}

function mainFile(project: Project, root: RepoPath, manifest: Manifest | undefined): RepoPath | undefined {
  const { has } = project.tree;
  const found = firstOf(manifest?.mains ?? [], main => {
    const path = joinPath(root, main);
    return path === undefined
      ? undefined
      : (findFile(has, path) ?? findIndex(has, path) ?? builtSource(project, path, root));
  });
  return found ?? findIndex(has, root) ?? conventional(project, root, 'index');
}

/**
 * What a bundler made under a name of its own (`dist/acme-pay.umd.js`) has no counterpart among the sources;
 * the package's `src/index` is then what all of them start from.
 */
function conventional(project: Project, root: RepoPath, subpath: string): RepoPath | undefined {
  return firstOf(['src', 'source', 'lib', ''], folder => {
    const path = joinPath(root, `${folder}/${subpath}`.replace(/^\//, ''));
    if (path === undefined) return undefined;
    return findFile(project.tree.has, path) ?? findIndex(project.tree.has, path);
  });
}

function fileBelow(
  project: Project,
  root: RepoPath,
  rest: string,
  manifest: Manifest | undefined,
): RepoPath | undefined {
  const { has } = project.tree;
  for (const candidate of [...typesVersionsOf(manifest, rest), rest]) {
    const path = joinPath(root, candidate);
    if (path === undefined) continue;
    const found = findFile(has, path) ?? folderFile(project, path) ?? builtSource(project, path, root);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A path below a build's folder, with or without extension. */
export function builtSource(project: Project, path: RepoPath, packageRoot: RepoPath): RepoPath | undefined {
  return project.output.sourceOf(path, packageRoot);
}

/** `typesVersions`: paths to look at instead, for a current TypeScript. */
function typesVersionsOf(manifest: Manifest | undefined, rest: string): readonly string[] {
  const versions = Object.entries(manifest?.typesVersions ?? {});
  const current = versions.find(([range]) => /^\s*(?:\*|>)/.test(range))?.[1];
  if (!isObject(current)) return [];
  const exact = current[rest];
  if (exact !== undefined) return stringsOf(exact);
  const found = bestPattern(Object.keys(current), rest);
  return found ? stringsOf(current[found.pattern]).map(target => target.replaceAll('*', found.star)) : [];
}

function missing(project: Project, root: RepoPath, subpath: string): 'not-built' | 'not-in-package' {
  const path = joinPath(root, subpath);
  return path !== undefined && project.output.isOutput(path, root) ? 'not-built' : 'not-in-package';
}

function firstOf<T, R>(items: readonly T[], find: (item: T) => R | undefined): R | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}
