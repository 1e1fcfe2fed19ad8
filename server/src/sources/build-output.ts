import { isWithin, joinPath, type RepoPath } from '#core/facts/place';
import { findCompiled } from './module-files.ts';
import type { Tree } from './tree.ts';
import type { TsConfigs } from './tsconfig.ts';
import type { TsConfig } from './tsconfig-layer.ts';

/** From a file that exists only after a build to the source it is made from. */
export interface BuildOutput {
  /** `undefined` when no listed file can be what it is made from. */
  sourceOf(path: RepoPath, packageRoot: RepoPath): RepoPath | undefined;
  /** Whether the path lies where builds put what they make. */
  isOutput(path: RepoPath, packageRoot: RepoPath): boolean;
}

/** Folder names that hold what a build made, when the files are not listed. */
const BUILT =
  /^(?:dist|lib|build|out|output|esm|cjs|es|umd|commonjs|types|typings|temp|\.?output|bundle[sd]?|(?:dist|lib|build|out)[-_.][\w.-]+|es\d{1,4})$/;

export function buildOutput(tree: Tree, configs: TsConfigs): BuildOutput {
  const outputs = new Map<RepoPath, readonly TsConfig[]>();
  const known = new Map<string, RepoPath | undefined>();

  const sourceOf = (path: RepoPath, packageRoot: RepoPath): RepoPath | undefined => {
    const key = `${packageRoot}\0${path}`;
    if (known.has(key)) return known.get(key);
    const found = findSource(path, packageRoot);
    known.set(key, found);
    return found;
  };

  const findSource = (path: RepoPath, packageRoot: RepoPath): RepoPath | undefined => {
    for (const config of outputsOf(packageRoot)) {
      for (const outDir of config.outDirs) {
        if (!isWithin(path, outDir) || path === outDir) continue;
        const rest = path.slice(outDir.length + 1);
        const found = firstCompiled(sourceRoots(config), rest);
        if (found !== undefined) return found;
      }
    }
    return byConvention(path, packageRoot);
  };

  /** `dist/esm/pay/index.mjs` → `src/esm/pay/index.ts`, then `src/pay/index.ts`. */
  const byConvention = (path: RepoPath, packageRoot: RepoPath): RepoPath | undefined => {
    let rest = packageRoot === '' ? path : path.slice(packageRoot.length + 1);
    let roots: readonly RepoPath[] | undefined;
    for (let depth = 0; depth < 3; depth++) {
      const slash = rest.indexOf('/');
      const name = rest.slice(0, Math.max(0, slash));
      if (!BUILT.test(name)) return undefined;
      // A `lib` or `types` that is listed is written by hand; only of `dist` a part is sometimes checked in.
      if (depth === 0 && !name.startsWith('dist') && isListed(packageRoot, name)) return undefined;
      rest = rest.slice(slash + 1);
      roots ??= conventionalRoots(packageRoot);
      // `dist/src/index.js`: some builds keep the folder's name.
      const named = /^(?:src|source)\//.test(rest) ? [packageRoot] : roots;
      const found = firstCompiled(named, rest);
      if (found !== undefined) return found;
    }
    return undefined;
  };

  const isListed = (packageRoot: RepoPath, name: string): boolean => {
    const folder = joinPath(packageRoot, name);
    return folder !== undefined && tree.hasFolder(folder);
  };

  /** The package's own folder only where there is no `src`: its settings beside `src` are not what is built. */
  const conventionalRoots = (packageRoot: RepoPath): readonly RepoPath[] => {
    const folders = ['src', 'source'].flatMap(name => joinPath(packageRoot, name) ?? []);
    const there = folders.filter(folder => tree.hasFolder(folder));
    return there.length > 0 ? there : [packageRoot];
  };

  const firstCompiled = (roots: readonly RepoPath[], rest: string): RepoPath | undefined => {
    for (const root of roots) {
      const found = findCompiled(tree.has, root, rest);
      if (found !== undefined) return found;
    }
    return undefined;
  };

  const outputsOf = (packageRoot: RepoPath): readonly TsConfig[] => {
    let found = outputs.get(packageRoot);
    if (!found) {
      found = configNames(packageRoot)
        .flatMap(path => configs.read(path) ?? [])
        .filter(config => config.outDirs.length > 0);
      outputs.set(packageRoot, found);
    }
    return found;
  };

  /** Those in the package's own folder: its build may have one of its own. */
  const configNames = (packageRoot: RepoPath): readonly RepoPath[] =>
    (configsByFolder().get(packageRoot) ?? []).toSorted(byLength);

  let byFolder: Map<string, RepoPath[]> | undefined;
  const configsByFolder = (): ReadonlyMap<string, RepoPath[]> => {
    if (!byFolder) {
      byFolder = new Map();
      for (const { path } of tree.files.files) {
        const name = path.slice(path.lastIndexOf('/') + 1);
        if (!/^tsconfig[\w.-]*\.json$/.test(name)) continue;
        const folder = path.slice(0, Math.max(0, path.length - name.length - 1));
        const siblings = byFolder.get(folder);
        if (siblings) siblings.push(path);
        else byFolder.set(folder, [path]);
      }
    }
    return byFolder;
  };

  return {
    sourceOf,
    isOutput: (path, packageRoot) => {
      const rest = packageRoot === '' ? path : path.slice(packageRoot.length + 1);
      const slash = rest.indexOf('/');
      if (slash > 0 && BUILT.test(rest.slice(0, slash))) return true;
      return outputsOf(packageRoot).some(config => config.outDirs.some(dir => isWithin(path, dir)));
    },
  };
}

/** Without a `rootDir` the compiler takes the folder common to all sources: mostly `src`, else the config's own. */
function sourceRoots(config: TsConfig): readonly RepoPath[] {
  if (config.rootDir !== undefined) return [config.rootDir];
  const src = joinPath(config.folder, 'src');
  return src === undefined ? [config.folder] : [config.folder, src];
}

function byLength(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : 1);
}
