import { folderOf, joinPath, type RepoPath, tryRepoPath } from '#core/facts/place';
import { isObject, type Json, type JsonObject, stringOf, stringsOf } from './json-text.ts';
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
  /** Node's rules decide for each file whether it imports or requires (`module` or `moduleResolution` is `node16` or later). */
  readonly perFileFormat: boolean;
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

/** Raw values, each already resolved against the file that wrote it; `${configDir}` still open. */
export interface Layer {
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
  readonly module?: string;
  readonly moduleResolution?: string;
}

// biome-ignore lint/suspicious/noTemplateCurlyInString: TypeScript's own placeholder, written as it is.
const CONFIG_DIR = '${configDir}';

/** What one file says itself. @param at the path it was reached by, which its relative paths start from. */
export function ownLayer(at: RepoPath, value: JsonObject): Layer {
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
  const word = (key: string) => {
    const written = stringOf(options[key]);
    return written === undefined ? {} : { [key]: written.toLowerCase() };
  };
  const references = Array.isArray(value.references) ? value.references : [];
  return {
    options: {
      ...one('baseUrl'),
      ...one('rootDir'),
      ...one('outDir'),
      ...one('declarationDir'),
      ...(isObject(options.paths) ? { paths: { map: options.paths, folder } } : {}),
      ...many('rootDirs', options),
      ...word('module'),
      ...word('moduleResolution'),
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

/** `over` wins, option by option; lists and `paths` are replaced as a whole, as TypeScript does. */
export function mergeLayers(base: Layer, over: Layer): Layer {
  const { references: _, ...inherited } = base;
  return { ...inherited, ...over, options: { ...base.options, ...over.options } };
}

/** The config at `path`, once everything it inherits is merged. */
export function finishConfig(path: RepoPath, layer: Layer, tree: Tree): TsConfig {
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
    perFileFormat: /^node(?:1[6-9]|[2-9]\d|next)$/.test(options.moduleResolution ?? options.module ?? ''),
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
