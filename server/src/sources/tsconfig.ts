import { folderOf, joinPath, type RepoPath } from '#core/facts/place';
import type { Problem } from '#core/facts/problem';
import { brokenJson, isObject, type JsonObject, rangeInJson, readJson, stringsOf } from './json-text.ts';
import type { Tree } from './tree.ts';
import { finishConfig, type Layer, mergeLayers, ownLayer, type TsConfig } from './tsconfig-layer.ts';

/** Reads tsconfigs with `extends`, each file once. */
export interface TsConfigs {
  /** The config at a path; `undefined` when there is no such file. */
  read(path: RepoPath): TsConfig | undefined;
  /** What was wrong with those read so far: broken JSON, an `extends` that leads nowhere or in a circle. */
  problems(): readonly Problem[];
  /** How many extend a package that is declared as a dependency but not installed: their options are not known. */
  notInstalled(): number;
}

/** Files that extend one another. People write three or four; each takes room on the stack. */
const LONGEST_CHAIN = 100;

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
      if (open.length >= LONGEST_CHAIN) {
        report({
          code: 'deep-extends',
          severity: 'error',
          message: `More than ${LONGEST_CHAIN} files extend one another up to here; "${target}" is ignored. Shorten the chain.`,
          place: place(),
          suggestions: [],
        });
        continue;
      }
      const inherited = layer(found.at, found.path, [...open, found.path]);
      if (inherited) merged = mergeLayers(merged, inherited);
    }
    const result = mergeLayers(merged, ownLayer(at, value));
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
      const config = read && finishConfig(path, read, tree);
      configs.set(path, config);
      return config;
    },
    problems: () => [...problems.values()],
    notInstalled: () => notInstalled,
  };
}

type Extended =
  | { readonly at: RepoPath; readonly path: RepoPath }
  | { readonly at?: undefined; readonly notInstalled: boolean };

function missingExtends(target: string, place: Problem['place']): Problem {
  // Frameworks write such files (`.nuxt/tsconfig.json`) when they run, and a template is completed elsewhere.
  const expected =
    /(?:^|\/)\.[^./]/.test(target) || /(?:^|\/)[^/]*(?:templates?|fixtures?)[^/]*\//i.test(place.path);
  return {
    code: 'missing-extends',
    severity: expected ? 'information' : 'warning',
    message: expected
      ? `"${target}", which this file extends, is not there; perhaps a tool makes it. Aliases declared there are not known.`
      : `"${target}", which this file extends, is not there. The other settings are used; mend the path or add the package.`,
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
