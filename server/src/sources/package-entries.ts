import type { FileFact } from '#core/facts/files';
import { byText, joinPath, type RepoPath } from '#core/facts/place';
import { codeExtension } from './module-files.ts';
import { exportedSubpaths, matchExports } from './package-exports.ts';
import { findInPackage, IMPORT_CONDITIONS, REQUIRE_CONDITIONS, targetFile } from './package-files.ts';
import type { Project } from './project.ts';

/** What a package offers to others. */
export interface PackageEntries {
  /** Sorted. */
  readonly entries: readonly RepoPath[];
  /** Sorted by specifier. */
  readonly exported: readonly { readonly specifier: string; readonly path: RepoPath }[];
  readonly hasExports: boolean;
}

/**
 * The files behind a package's `exports`, or behind `main` and its like, as far as they exist or map to source.
 * @param name the name it is imported by.
 * @param own the files below the package's root, without those of packages inside it.
 */
export function packageEntries(
  project: Project,
  root: RepoPath,
  name: string,
  own: readonly FileFact[],
): PackageEntries {
  const exports = project.manifests.at(root)?.exports;
  const entries = new Set<RepoPath>();
  const exported = new Map<string, RepoPath>();
  const add = (subpath: string): void => {
    const found = findInPackage(project, root, subpath, IMPORT_CONDITIONS);
    if (found.path === undefined || !found.exported || found.path.endsWith('/package.json')) return;
    exported.set(specifierOf(name, subpath), found.path);
    entries.add(found.path);
  };
  if (exports === undefined) {
    add('.');
  } else {
    for (const subpath of exportedSubpaths(exports)) {
      if (subpath.includes('*')) for (const concrete of expand(root, subpath, own)) add(concrete);
      else {
        add(subpath);
        // A browser's, a server's and a test's variant are all public.
        for (const conditions of [IMPORT_CONDITIONS, REQUIRE_CONDITIONS]) {
          for (const target of matchExports(exports, subpath, conditions).targets) {
            const path = targetFile(project, root, target);
            if (path !== undefined && !path.endsWith('package.json')) entries.add(path);
          }
        }
      }
    }
  }
  return {
    entries: [...entries].sort(byText),
    exported: [...exported]
      .map(([specifier, path]) => ({ specifier, path }))
      .sort((a, b) => byText(a.specifier, b.specifier)),
    hasExports: exports !== undefined,
  };

  /** Every subpath of the pattern that could lead to a file of the package; `add` looks whether it does. */
  function expand(folder: RepoPath, pattern: string, files: readonly FileFact[]): readonly string[] {
    const match = matchExports(exports ?? null, pattern.replace('*', STAR), IMPORT_CONDITIONS);
    const shapes = match.targets.flatMap(sourceShapes);
    const found = new Set<string>();
    for (const file of files) {
      // Tests lie below `src` as well; nobody offers them.
      if (file.role === 'test' || codeExtension(file.path) === '') continue;
      const inside = folder === '' ? file.path : file.path.slice(folder.length + 1);
      // The first shape that fits: a file of `src` is not offered a second time as `src/…` below the build's folder.
      for (const shape of shapes) {
        const star = starOf(shape.text, inside, shape.asWritten);
        if (star === undefined) continue;
        found.add(pattern.replace('*', () => star));
        break;
      }
    }
    return [...found].sort(byText).filter(subpath => joinPath(folder, subpath) !== undefined);
  }
}

/** Stands for the star while a pattern is looked up as if it were a subpath; no path holds it. */
const STAR = '\u0001';

/** Where sources behind a target with a star may lie: `lib-esm/*.js` → `src/*`, `*`; a star at the end keeps its extension. */
function sourceShapes(target: string): readonly Shape[] {
  if (!target.startsWith('./') || !target.includes(STAR)) return [];
  const plain = target.slice(2);
  const shapes: Shape[] = [{ text: plain, asWritten: true }];
  let rest = plain;
  for (let slash = rest.indexOf('/'); slash >= 0 && slash < rest.indexOf(STAR); slash = rest.indexOf('/')) {
    rest = rest.slice(slash + 1);
    for (const text of [`src/${rest}`, `source/${rest}`, rest]) shapes.push({ text, asWritten: false });
  }
  return shapes;
}

interface Shape {
  readonly text: string;
  /** The target itself, not a source that it might be built from. */
  readonly asWritten: boolean;
}

/** The text for the star; extensions count as equal, since the target may be what is built from the file. */
function starOf(shape: string, path: string, asWritten: boolean): string | undefined {
  const at = shape.indexOf(STAR);
  const head = shape.slice(0, at);
  const tail = shape.slice(at + 1);
  if (!path.startsWith(head)) return undefined;
  const extension = codeExtension(path);
  if (tail === '') {
    const built = asWritten ? extension : (BUILT_EXTENSION.get(extension) ?? extension);
    return path.slice(head.length, path.length - extension.length) + built;
  }
  const tailExtension = /(?:\.d)?\.[mc]?[jt]sx?$/.exec(tail)?.[0] ?? '';
  const stemTail = tail.slice(0, tail.length - tailExtension.length);
  const stem = path.slice(0, path.length - extension.length);
  if (!stem.endsWith(stemTail) || stem.length <= head.length + stemTail.length) return undefined;
  return stem.slice(head.length, stem.length - stemTail.length);
}

const BUILT_EXTENSION: ReadonlyMap<string, string> = new Map([
  ['.ts', '.js'],
  ['.tsx', '.js'],
  ['.mts', '.mjs'],
  ['.cts', '.cjs'],
]);

function specifierOf(name: string, subpath: string): string {
  return subpath === '.' ? name : `${name}/${subpath.slice(2)}`;
}
