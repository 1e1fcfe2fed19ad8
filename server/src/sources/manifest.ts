import { folderOf, joinPath, type RepoPath } from '#core/facts/place';
import {
  isObject,
  type Json,
  type JsonObject,
  type JsonText,
  readJson,
  stringOf,
  stringsOf,
} from './json-text.ts';
import type { Tree } from './tree.ts';

/** What a `package.json` says, as far as modules and resolution need it. Values of a wrong type count as absent. */
export interface Manifest {
  readonly path: RepoPath;
  readonly root: RepoPath;
  readonly json: JsonText;
  readonly name?: string;
  readonly version?: string;
  readonly private: boolean;
  readonly type: 'module' | 'commonjs';
  readonly exports?: Json;
  readonly imports?: JsonObject;
  /** Targets of the fields from before `exports`, best source of types first. */
  readonly mains: readonly string[];
  readonly typesVersions?: JsonObject;
  /** Field `tsconfig`: what extending the bare package means. */
  readonly tsconfig?: string;
  /** Name → version range, of every sort of dependency; the first field that has it wins. */
  readonly dependencies: ReadonlyMap<string, string>;
  /** An extension of VS Code: `vscode` is given to it when it runs. */
  readonly forVscode: boolean;
  readonly workspaces?: Json;
}

/** Manifests by folder, read once. */
export interface Manifests {
  at(folder: RepoPath): Manifest | undefined;
  /** The nearest listed `package.json` in this folder or above it. */
  nearest(folder: RepoPath): Manifest | undefined;
}

export function manifestsOf(tree: Tree): Manifests {
  const read = new Map<RepoPath, Manifest | undefined>();
  const near = new Map<RepoPath, Manifest | undefined>();

  const at = (folder: RepoPath): Manifest | undefined => {
    if (read.has(folder)) return read.get(folder);
    const path = joinPath(folder, 'package.json');
    const text = path !== undefined && tree.has(path) ? tree.read(path) : undefined;
    const manifest = path === undefined || text === undefined ? undefined : readManifest(path, text);
    read.set(folder, manifest);
    return manifest;
  };

  const nearest = (folder: RepoPath): Manifest | undefined => {
    if (near.has(folder)) return near.get(folder);
    const found = at(folder) ?? (folder === '' ? undefined : nearest(folderOf(folder)));
    near.set(folder, found);
    return found;
  };

  return { at, nearest };
}

/** Never throws: a broken text gives what could be read of it, with its errors in `json`. */
export function readManifest(path: RepoPath, text: string): Manifest {
  const json = readJson(text, false);
  const value: JsonObject = isObject(json.value) ? json.value : {};
  const name = stringOf(value.name);
  const version = stringOf(value.version);
  const tsconfig = stringOf(value.tsconfig);
  return {
    path,
    root: folderOf(path),
    json,
    ...(name !== undefined && name.trim() !== '' ? { name } : {}),
    ...(version !== undefined && version !== '' ? { version } : {}),
    private: value.private === true || value.private === 'true',
    type: value.type === 'module' ? 'module' : 'commonjs',
    ...(value.exports === undefined || value.exports === null ? {} : { exports: value.exports }),
    ...(isObject(value.imports) ? { imports: value.imports } : {}),
    mains: mainsOf(value),
    ...(isObject(value.typesVersions) ? { typesVersions: value.typesVersions } : {}),
    ...(tsconfig === undefined ? {} : { tsconfig }),
    dependencies: dependenciesOf(value),
    forVscode: isObject(value.engines) && value.engines.vscode !== undefined,
    ...(value.workspaces === undefined ? {} : { workspaces: value.workspaces }),
  };
}

/** TypeScript's own three first, then what bundlers read. */
const MAIN_FIELDS = [
  'types',
  'typings',
  'main',
  'source',
  'module',
  'jsnext:main',
  'browser',
  'react-native',
] as const;

function mainsOf(value: JsonObject): readonly string[] {
  const found = MAIN_FIELDS.flatMap(field => stringOf(value[field]) ?? []);
  return [...new Set(found.filter(target => target !== ''))];
}

const DEPENDENCY_FIELDS = [
  'dependencies',
  'devDependencies',
  'peerDependencies',
  'optionalDependencies',
  'bundledDependencies',
  'bundleDependencies',
] as const;

function dependenciesOf(value: JsonObject): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const field of DEPENDENCY_FIELDS) {
    const listed = value[field];
    if (isObject(listed)) {
      for (const [name, range] of Object.entries(listed)) {
        if (!found.has(name)) found.set(name, stringOf(range) ?? '*');
      }
    } else {
      for (const name of stringsOf(listed)) if (!found.has(name)) found.set(name, '*');
    }
  }
  return found;
}
