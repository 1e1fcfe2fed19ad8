import { posix } from 'node:path';
import { ts } from 'ts-morph';
import type { ModuleFacts } from '#core/facts/modules';
import { folderOf, type RepoPath } from '#core/facts/place';
import type { FileSystem } from '#platform/file-system';

/** TypeScript's own resolver over the same listing, as if a package manager had linked the workspace. */
export interface TypeScriptTwin {
  /** `undefined` when TypeScript finds nothing in the tree. `failed` are the places it looked at. */
  resolve(
    from: RepoPath,
    specifier: string,
    required: boolean,
  ): { readonly path: RepoPath | undefined; readonly failed: () => readonly string[] };
}

const ROOT = '/repo';

export function typescriptTwin(
  fs: FileSystem,
  files: readonly RepoPath[],
  modules: ModuleFacts,
): TypeScriptTwin {
  const listed = new Set<string>(files);
  const folders = new Map<string, { files: string[]; directories: Set<string> }>([
    ['', { files: [], directories: new Set() }],
  ]);
  for (const path of files) {
    for (let child: string = path, above: string = folderOf(path), leaf = true; ; ) {
      const entry = folders.get(above) ?? { files: [], directories: new Set<string>() };
      folders.set(above, entry);
      if (leaf) entry.files.push(posix.basename(child));
      else entry.directories.add(posix.basename(child));
      if (above === '') break;
      [child, above, leaf] = [above, folderOf(above as RepoPath), false];
    }
  }
  const packages = new Map(modules.packages.map(item => [item.importName ?? item.name, item.root]));
  const roots = new Map(modules.packages.map(item => [item.root as string, item]));
  // Whose `node_modules` is looked into: what the package does not link is not there.
  let importer: RepoPath = '' as RepoPath;

  const packageRootOf = (path: string): string => {
    let at = path;
    while (at !== '' && !roots.has(at)) at = folderOf(at as RepoPath);
    return at;
  };

  /** The real place of a path: what stands behind the last `node_modules` is linked to a package of the workspace. */
  const real = (absolute: string): string | undefined => {
    if (absolute !== ROOT && !absolute.startsWith(`${ROOT}/`)) return undefined;
    const path = absolute.slice(ROOT.length + 1).replace(/\/$/, '');
    const at = `/${path}`.lastIndexOf('/node_modules/');
    if (at < 0) return path;
    const holder = real(at === 0 ? ROOT : `${ROOT}/${path.slice(0, at - 1)}`);
    const inside = path.slice(at + 'node_modules/'.length);
    const name = /^(?:@[^/]+\/)?[^/]+/.exec(inside)?.[0] ?? '';
    const target = packages.get(name);
    if (target === undefined || holder === undefined || !(holder === '' || roots.has(holder)))
      return undefined;
    if (roots.get(packageRootOf(importer))?.decoupled?.includes(name)) return undefined;
    return target + inside.slice(name.length);
  };

  const host: ts.ModuleResolutionHost & ts.ParseConfigHost = {
    useCaseSensitiveFileNames: true,
    getCurrentDirectory: () => ROOT,
    fileExists: absolute => {
      const path = real(absolute);
      return path !== undefined && listed.has(path);
    },
    readFile: absolute => {
      const path = real(absolute);
      const result = path === undefined || !listed.has(path) ? undefined : fs.read(path as RepoPath);
      return result?.ok ? result.text : undefined;
    },
    directoryExists: absolute => {
      if (/\/node_modules(?:\/@[^/]+)?$/.test(absolute)) return true;
      const path = real(absolute);
      return path !== undefined && folders.has(path);
    },
    getDirectories: () => [],
    realpath: absolute => {
      const path = real(absolute);
      return path === undefined ? absolute : path === '' ? ROOT : `${ROOT}/${path}`;
    },
    readDirectory: (root, extensions, excludes, includes, depth) =>
      matchFiles(
        root,
        extensions,
        excludes,
        includes,
        true,
        ROOT,
        depth,
        path => {
          const entry = folders.get(real(path) ?? '\0');
          return { files: entry?.files ?? [], directories: [...(entry?.directories ?? [])] };
        },
        path => path,
      ),
  };

  interface Config {
    readonly options: ts.CompilerOptions;
    readonly files: ReadonlySet<string>;
    readonly references: readonly string[];
    readonly cache: ts.ModuleResolutionCache;
  }
  const configs = new Map<string, Config | undefined>();
  const readConfig = (path: string): Config | undefined => {
    if (configs.has(path)) return configs.get(path);
    const raw = ts.readConfigFile(`${ROOT}/${path}`, host.readFile);
    const parsed = ts.parseJsonConfigFileContent(
      raw.config ?? {},
      host,
      posix.dirname(`${ROOT}/${path}`),
      undefined,
      `${ROOT}/${path}`,
    );
    const options: ts.CompilerOptions = { ...parsed.options, resolveJsonModule: true, allowJs: true };
    const config: Config = {
      options,
      files: new Set(parsed.fileNames),
      references: (parsed.projectReferences ?? []).map(reference =>
        ts.resolveProjectReferencePath(reference).slice(ROOT.length + 1),
      ),
      cache: ts.createModuleResolutionCache(ROOT, name => name, options),
    };
    configs.set(path, config);
    return config;
  };

  const configFor = (from: RepoPath): Config => {
    for (let folder = folderOf(from); ; folder = folderOf(folder)) {
      const prefix = folder === '' ? '' : `${folder}/`;
      const name = [`${prefix}tsconfig.json`, `${prefix}jsconfig.json`].find(path => listed.has(path));
      const config = name === undefined ? undefined : readConfig(name);
      if (config) return referred(config, `${ROOT}/${from}`, new Set()) ?? config;
      if (folder === '') return fallback;
    }
  };
  const fallback: Config = {
    options: DEFAULTS,
    files: new Set(),
    references: [],
    cache: ts.createModuleResolutionCache(ROOT, name => name, DEFAULTS),
  };

  const referred = (config: Config, file: string, seen: Set<Config>): Config | undefined => {
    if (seen.has(config)) return undefined;
    seen.add(config);
    if (config.files.has(file)) return config;
    for (const reference of config.references) {
      const other = listed.has(reference) ? readConfig(reference) : undefined;
      const found = other && referred(other, file, seen);
      if (found) return found;
    }
    return undefined;
  };

  return {
    resolve: (from, specifier, required) => {
      importer = from;
      const config = configFor(from);
      const file = `${ROOT}/${from}`;
      const implied = ts.getImpliedNodeFormatForFile(
        file,
        config.cache.getPackageJsonInfoCache(),
        host,
        config.options,
      );
      const mode = required ? ts.ModuleKind.CommonJS : (implied ?? ts.ModuleKind.ESNext);
      // No cache for single names: what is linked depends on the importing package.
      const result = ts.resolveModuleName(specifier, file, config.options, host, undefined, undefined, mode);
      const found = result.resolvedModule && real(result.resolvedModule.resolvedFileName);
      return {
        path: found !== undefined && listed.has(found) ? (found as RepoPath) : undefined,
        failed: () => (result as { failedLookupLocations?: string[] }).failedLookupLocations ?? [],
      };
    },
  };
}

const DEFAULTS: ts.CompilerOptions = {
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  resolveJsonModule: true,
  allowJs: true,
};

/** What TypeScript itself lists files with; exported, though not in its types. */
const { matchFiles } = ts as unknown as {
  matchFiles(
    path: string,
    extensions: readonly string[] | undefined,
    excludes: readonly string[] | undefined,
    includes: readonly string[] | undefined,
    caseSensitive: boolean,
    cwd: string,
    depth: number | undefined,
    entries: (path: string) => { files: readonly string[]; directories: readonly string[] },
    realpath: (path: string) => string,
  ): string[];
};
