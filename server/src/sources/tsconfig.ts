import { folderOf, joinPath, type RepoPath, tryRepoPath } from '#core/facts/place';
import type { Problem } from '#core/facts/problem';
import {
  brokenJson,
  isObject,
  type Json,
  type JsonObject,
  rangeInJson,
  readJson,
  stringOf,
  stringsOf,
} from './json-text.ts';
import type { Tree } from './tree.ts';

/** One tsconfig with everything it inherits, as far as resolution needs it. Paths are the repository's. */
export interface TsConfig {
  readonly path: RepoPath;
  readonly folder: RepoPath;
  readonly paths: readonly PathAlias[];
  readonly baseUrl?: RepoPath;
  readonly rootDir?: RepoPath;
  readonly rootDirs: readonly RepoPath[];
  /** `outDir` and `declarationDir`. */
  readonly outDirs: readonly RepoPath[];
  readonly moduleSuffixes?: readonly string[];
  readonly customConditions: readonly string[];
  readonly references: readonly RepoPath[];
  /** Patterns from the repository's root. Without `files` and `include`, everything below the folder is meant. */
  readonly files?: readonly string[];
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
}

/** A key of `paths`. Targets are paths of the repository, perhaps with a star. */
export interface PathAlias {
  readonly pattern: string;
  readonly targets: readonly string[];
}

/** Reads tsconfigs with `extends`, each file once. */
export interface TsConfigs {
  /** The config at a path; `undefined` when there is no such file. */
  read(path: RepoPath): TsConfig | undefined;
  /** What was wrong with those read so far: broken JSON, an `extends` that leads nowhere or in a circle. */
  problems(): readonly Problem[];
  /** How many extend a package that is declared as a dependency but not installed: their options are not known. */
  notInstalled(): number;
}

/** What `extends` may name besides files. */
export interface ExtendsWorld {
  /** Folder of the workspace package with this name. */
  readonly packageRoot: (name: string) => RepoPath | undefined;
  /** Field `tsconfig` of a package's manifest. */
  readonly tsconfigField: (root: RepoPath) => string | undefined;
  /** Whether a `package.json` at or above the folder declares the package. */
  readonly isDeclared: (folder: RepoPath, name: string) => boolean;
}

export function tsconfigsOf(tree: Tree, world: ExtendsWorld): TsConfigs {
  const layers = new Map<string, Layer | undefined>();
  const configs = new Map<RepoPath, TsConfig | undefined>();
  const problems = new Map<string, Problem>();
  let notInstalled = 0;

  const report = (problem: Problem | undefined): void => {
    if (!problem) return;
    const { path, range } = problem.place;
    problems.set(`${path}:${range.start.line}:${range.start.character}:${problem.code}`, problem);
  };

  /**
   * One file with what it inherits. `at` is the path it was reached by, which its relative paths start from;
   * `path` is where it is read: they differ below `node_modules`, where workspace packages are linked.
   */
  const layer = (at: RepoPath, path: RepoPath, open: readonly RepoPath[]): Layer | undefined => {
    const key = `${at}\0${path}`;
    if (layers.has(key)) return layers.get(key);
    const text = tree.read(path);
    if (text === undefined) return undefined;
    const json = readJson(text, true);
    report(
      brokenJson(
        path,
        json,
        'What could be read of it is used; mend it so that imports resolve as you mean them.',
      ),
    );
    const value: JsonObject = isObject(json.value) ? json.value : {};
    let merged: Layer = { options: {} };
    const extended = stringsOf(value.extends);
    for (const [index, target] of extended.entries()) {
      const place = () => ({
        path,
        range: rangeInJson(text, typeof value.extends === 'string' ? ['extends'] : ['extends', index]),
      });
      const found = findExtended(at, target);
      if (found.at === undefined) {
        if (found.notInstalled) notInstalled++;
        else report(missingExtends(target, place()));
        continue;
      }
      if (open.includes(found.path)) {
        report({
          code: 'cyclic-extends',
          severity: 'error',
          message: `"extends" leads back to this file through "${target}"; remove one of the steps. The step is ignored.`,
          place: place(),
          suggestions: [],
        });
        continue;
      }
      const inherited = layer(found.at, found.path, [...open, found.path]);
      if (inherited) merged = merge(merged, inherited);
    }
    const result = merge(merged, ownLayer(at, value));
    // Kept also inside a circle, where it lacks the step that was cut: otherwise every way around it would be walked.
    layers.set(key, result);
    return result;
  };

  const findExtended = (from: RepoPath, target: string): Extended => {
    const folder = folderOf(from);
    if (/^\.{1,2}(\/|$)/.test(target)) {
      const joined = joinPath(folder, target);
      if (joined === undefined) return { notInstalled: false };
      const candidates = joined.endsWith('.json') ? [joined] : [joined, withJson(joined)];
      return firstReadable(candidates) ?? { notInstalled: installable(joined, from) };
    }
    const name = packageNameOf(target);
    const rest = target.slice(name.length + 1);
    const root = world.packageRoot(name);
    if (root !== undefined) return firstReadable(inPackage(root, rest)) ?? { notInstalled: false };
    for (let above: RepoPath = folder; ; above = folderOf(above)) {
      const installed = joinPath(above, `node_modules/${name}`);
      const found = installed === undefined ? undefined : firstReadable(inPackage(installed, rest));
      if (found) return found;
      if (above === '') break;
    }
    return { notInstalled: world.isDeclared(folder, name) };
  };

  const inPackage = (root: RepoPath, rest: string): readonly RepoPath[] => {
    const target = rest === '' ? (world.tsconfigField(root) ?? 'tsconfig.json') : rest;
    const joined = joinPath(root, target);
    if (joined === undefined) return [];
    const folder = joinPath(joined, 'tsconfig.json');
    return [joined, withJson(joined), ...(folder === undefined ? [] : [folder])];
  };

  const firstReadable = (candidates: readonly RepoPath[]): Extended | undefined => {
    for (const at of candidates) {
      const path = throughLink(at) ?? at;
      if (tree.has(path) || (path.includes('node_modules/') && tree.read(path) !== undefined))
        return { at, path };
    }
    return undefined;
  };

  /** `apps/shop/node_modules/@acme/rig/base.json` → where the workspace has `@acme/rig`. Nothing need be installed. */
  const throughLink = (path: RepoPath): RepoPath | undefined => {
    const inside = afterNodeModules(path);
    if (inside === undefined) return undefined;
    const name = packageNameOf(inside);
    const root = world.packageRoot(name);
    return root === undefined ? undefined : joinPath(root, inside.slice(name.length + 1));
  };

  const installable = (path: RepoPath, from: RepoPath): boolean => {
    const inside = afterNodeModules(path);
    if (inside === undefined) return false;
    const name = packageNameOf(inside);
    return (
      world.packageRoot(name) === undefined &&
      (world.isDeclared(folderOf(from), name) || from.includes('node_modules/'))
    );
  };

  return {
    read: path => {
      if (configs.has(path)) return configs.get(path);
      const read = tree.has(path) ? layer(path, path, [path]) : undefined;
      const config = read && finish(path, read, tree);
      configs.set(path, config);
      return config;
    },
    problems: () => [...problems.values()],
    notInstalled: () => notInstalled,
  };
}

/** Raw values, each already resolved against the file that wrote it; `${configDir}` still open. */
interface Layer {
  readonly options: Options;
  readonly files?: readonly string[];
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
  /** Not inherited. */
  readonly references?: readonly RepoPath[];
}

interface Options {
  readonly baseUrl?: string;
  readonly paths?: { readonly map: JsonObject; readonly folder: RepoPath };
  readonly rootDir?: string;
  readonly rootDirs?: readonly string[];
  readonly outDir?: string;
  readonly declarationDir?: string;
  readonly moduleSuffixes?: readonly string[];
  readonly customConditions?: readonly string[];
}

type Extended =
  | { readonly at: RepoPath; readonly path: RepoPath }
  | { readonly at?: undefined; readonly notInstalled: boolean };

// biome-ignore lint/suspicious/noTemplateCurlyInString: TypeScript's own placeholder, written as it is.
const CONFIG_DIR = '${configDir}';

function ownLayer(at: RepoPath, value: JsonObject): Layer {
  const folder = folderOf(at);
  const options = isObject(value.compilerOptions) ? value.compilerOptions : {};
  const from = (written: string): string[] => {
    if (written.startsWith(CONFIG_DIR)) return [written];
    // An absolute path, or one that leaves the repository, is none of ours.
    const joined = joinPath(folder, written);
    return joined === undefined ? [] : [joined];
  };
  const one = (key: 'baseUrl' | 'rootDir' | 'outDir' | 'declarationDir') => {
    const written = stringOf(options[key]);
    const [resolved] = written === undefined ? [] : from(written);
    return resolved === undefined ? {} : { [key]: resolved };
  };
  const many = (key: string, object: JsonObject) =>
    Array.isArray(object[key]) ? { [key]: stringsOf(object[key]).flatMap(from) } : {};
  const plain = (key: string) => (Array.isArray(options[key]) ? { [key]: stringsOf(options[key]) } : {});
  const references = Array.isArray(value.references) ? value.references : [];
  return {
    options: {
      ...one('baseUrl'),
      ...one('rootDir'),
      ...one('outDir'),
      ...one('declarationDir'),
      ...(isObject(options.paths) ? { paths: { map: options.paths, folder } } : {}),
      ...many('rootDirs', options),
      ...plain('moduleSuffixes'),
      ...plain('customConditions'),
    },
    ...many('files', value),
    ...many('include', value),
    ...many('exclude', value),
    references: references.flatMap((item: Json) => {
      const written = isObject(item) ? stringOf(item.path) : undefined;
      return written === undefined ? [] : (joinPath(folder, written) ?? []);
    }),
  };
}

function merge(base: Layer, over: Layer): Layer {
  const { references: _, ...inherited } = base;
  return { ...inherited, ...over, options: { ...base.options, ...over.options } };
}

function finish(path: RepoPath, layer: Layer, tree: Tree): TsConfig {
  const folder = folderOf(path);
  const { options } = layer;
  const here = (text: string): RepoPath | undefined =>
    text.startsWith(CONFIG_DIR) ? joinPath(folder, `./${text.slice(CONFIG_DIR.length)}`) : tryRepoPath(text);
  const all = (texts: readonly string[]): RepoPath[] => texts.flatMap(text => here(text) ?? []);
  const optional = <K extends string, V>(key: K, value: V | undefined) =>
    value === undefined ? {} : { [key]: value };
  const baseUrl = options.baseUrl === undefined ? undefined : here(options.baseUrl);
  const base = baseUrl ?? options.paths?.folder ?? folder;
  const paths = Object.entries(options.paths?.map ?? {}).map(([pattern, targets]) => ({
    pattern,
    targets: stringsOf(targets).flatMap(target =>
      target.startsWith(CONFIG_DIR) ? (here(target) ?? []) : (joinPath(base, target) ?? []),
    ),
  }));
  return {
    path,
    folder,
    paths,
    rootDirs: all(options.rootDirs ?? []),
    outDirs: [...new Set(all([options.outDir, options.declarationDir].flatMap(dir => dir ?? [])))].filter(
      dir => dir !== folder,
    ),
    customConditions: options.customConditions ?? [],
    references: (layer.references ?? []).flatMap(target => referenced(tree, target) ?? []),
    ...optional('baseUrl', baseUrl),
    ...optional('rootDir', options.rootDir === undefined ? undefined : here(options.rootDir)),
    ...optional('moduleSuffixes', options.moduleSuffixes),
    ...optional('files', layer.files && all(layer.files)),
    ...optional('include', layer.include && all(layer.include)),
    ...optional('exclude', layer.exclude && all(layer.exclude)),
  };
}

/** A reference names a file or the folder of a `tsconfig.json`. */
function referenced(tree: Tree, target: RepoPath): RepoPath | undefined {
  if (tree.has(target)) return target;
  const inside = joinPath(target, 'tsconfig.json');
  return inside !== undefined && tree.has(inside) ? inside : undefined;
}

function missingExtends(target: string, place: Problem['place']): Problem {
  return {
    code: 'missing-extends',
    severity: 'warning',
    message: `"${target}", which this file extends, is not there. Its other settings are used; mend the path or add the package.`,
    place,
    suggestions: [],
  };
}

function withJson(path: RepoPath): RepoPath {
  // A repository path with a longer last name is still one.
  return `${path}.json` as RepoPath;
}

function afterNodeModules(path: string): string | undefined {
  const at = `/${path}`.lastIndexOf('/node_modules/');
  return at < 0 ? undefined : path.slice(at + 'node_modules/'.length);
}

/** `@acme/pay/testing` → `@acme/pay`, `lodash/fp` → `lodash`. */
export function packageNameOf(specifier: string): string {
  const first = specifier.indexOf('/');
  if (first < 0) return specifier;
  if (!specifier.startsWith('@')) return specifier.slice(0, first);
  const second = specifier.indexOf('/', first + 1);
  return second < 0 ? specifier : specifier.slice(0, second);
}
