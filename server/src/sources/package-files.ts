import { folderOf, joinPath, type RepoPath } from '#core/facts/place';
import { isObject, stringsOf } from './json-text.ts';
import type { Manifest } from './manifest.ts';
import { findExactFile, findFile, findIndex, type Probe, STRICT, WIDE } from './module-files.ts';
import { bestPattern, type ExportMatch, matchExports } from './package-exports.ts';
import type { PackageFile, Project } from './project.ts';

/** `source` and `development` are how packages name the file that is not built. */
export const IMPORT_CONDITIONS: ReadonlySet<string> = new Set([
  'types',
  'import',
  'node',
  'source',
  'development',
]);
export const REQUIRE_CONDITIONS: ReadonlySet<string> = new Set([
  'types',
  'require',
  'node',
  'source',
  'development',
]);

/** With tsconfig's `customConditions`. Without any it is the same set each time, which is what matches are remembered by. */
export function conditionsOf(mode: 'import' | 'require', custom: readonly string[]): ReadonlySet<string> {
  const usual = mode === 'import' ? IMPORT_CONDITIONS : REQUIRE_CONDITIONS;
  return custom.length === 0 ? usual : new Set([...usual, ...custom]);
}

/** @param subpath `.` or `./testing`. */
export function findInPackage(
  project: Project,
  root: RepoPath,
  subpath: string,
  conditions: ReadonlySet<string>,
): PackageFile {
  const known = project.found.get(conditions) ?? new Map<string, PackageFile>();
  project.found.set(conditions, known);
  const key = `${root}\0${subpath}`;
  const found = known.get(key) ?? lookInPackage(project, root, subpath, conditions);
  known.set(key, found);
  return found;
}

function lookInPackage(
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
  // Mostly nothing of a build's folder is listed: one question instead of one for each extension.
  const there = project.tree.hasFolder(folderOf(path)) ? findExactFile(project.tree.has, path) : undefined;
  return there ?? project.output.sourceOf(path, root);
}

/** A folder imported as if it were a file: by its own `package.json`, else its `index`. */
export function folderFile(project: Project, folder: RepoPath, probe: Probe): RepoPath | undefined {
  const { has } = project.tree;
  const manifest = project.manifests.at(folder);
  const main =
    manifest && firstOf(manifest.mains, target => existing(project, joinPath(folder, target), probe));
  const found = main ?? findIndex(has, folder, probe);
  if (found !== undefined || !manifest || !probe.wide) return found;
  return firstOf(manifest.mains, target => {
    const path = joinPath(folder, target);
    return path === undefined ? undefined : project.output.sourceOf(path, ownerOf(project, path));
  });
}

/** The folder of the `package.json` a path belongs to; the path's own build is described there. */
export function ownerOf(project: Project, path: RepoPath): RepoPath {
  return project.manifests.nearest(folderOf(path))?.root ?? ROOT;
}

const ROOT = '' as RepoPath;

function existing(project: Project, path: RepoPath | undefined, probe: Probe): RepoPath | undefined {
  if (path === undefined) return undefined;
  return findFile(project.tree.has, path, probe) ?? findIndex(project.tree.has, path, probe);
}

function listedFile(project: Project, root: RepoPath, subpath: string, match: ExportMatch): PackageFile {
  const wanted = subpath === '.' ? 'index' : subpath.slice(2);
  const found =
    // As TypeScript does: a JavaScript file counts only where no condition leads to TypeScript.
    firstOf(match.targets.slice(0, match.active), target => typedFile(project, root, target)) ??
    firstOf(match.targets, target => targetFile(project, root, target)) ??
    (match.byPattern ? undefined : conventional(project, root, wanted));
  if (found !== undefined) return { path: found, exported: true };
  // A build makes other things than sources: where nothing but these is named, the file is simply not there.
  const { targets } = match;
  const gone =
    targets.length > 0 && targets.every(target => isSource(target) && !isMade(project, root, target));
  return { reason: gone ? 'not-in-package' : 'not-built' };
}

function isSource(target: string): boolean {
  return /(?<!\.d)\.[cm]?tsx?$/.test(target);
}

function typedFile(project: Project, root: RepoPath, target: string): RepoPath | undefined {
  const path = target.startsWith('./') ? joinPath(root, target) : undefined;
  if (path === undefined || !project.tree.hasFolder(folderOf(path))) return undefined;
  const found = findExactFile(project.tree.has, path);
  return found !== undefined && /\.[mc]?tsx?$/.test(found) ? found : undefined;
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
  const mains = manifest?.mains ?? [];
  return (
    firstOf(mains, target => existing(project, joinPath(root, target), STRICT)) ??
    firstOf(mains, target => {
      const path = joinPath(root, target);
      return path === undefined ? undefined : project.output.sourceOf(path, root);
    }) ??
    findIndex(project.tree.has, root, WIDE) ??
    conventional(project, root, 'index')
  );
}

/**
 * What a bundler made under a name of its own (`dist/acme-pay.umd.js`) has no counterpart among the sources;
 * the package's `src/index` is then what all of them start from.
 */
function conventional(project: Project, root: RepoPath, subpath: string): RepoPath | undefined {
  return firstOf(['src', 'source', 'lib', ''], folder => {
    const path = joinPath(root, `${folder}/${subpath}`.replace(/^\//, ''));
    return existing(project, path, WIDE);
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
    const found =
      findFile(has, path, STRICT) ??
      folderFile(project, path, STRICT) ??
      findFile(has, path, WIDE) ??
      folderFile(project, path, WIDE) ??
      project.output.sourceOf(path, root);
    if (found !== undefined) return found;
  }
  return undefined;
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
  return isMade(project, root, subpath) ? 'not-built' : 'not-in-package';
}

/** Whether a build is to make it. One whose folder has no usual name for that told git to leave it out. */
function isMade(project: Project, root: RepoPath, subpath: string): boolean {
  const path = joinPath(root, subpath);
  return path !== undefined && (project.output.isOutput(path, root) || project.tree.ignores(path));
}

function firstOf<T, R>(items: readonly T[], find: (item: T) => R | undefined): R | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}
