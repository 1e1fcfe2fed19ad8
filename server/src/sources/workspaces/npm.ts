import { joinPath, type RepoPath } from '#core/facts/place';
import { brokenJson, isArray, isObject, type Json, rangeInJson, readJson, stringOf } from '../json-text.ts';
import type { Tree } from '../tree.ts';
import { membersByPatterns, type ToolInput, type WorkspaceTool, type WrittenPattern } from './workspace.ts';

/** `workspaces` in `package.json`: a list, or an object with `packages`. npm, Yarn and Bun read the same field. */
export const npmWorkspaces: WorkspaceTool = input => {
  const manifest = input.manifests.at(input.folder);
  const workspaces = manifest?.workspaces;
  if (!manifest || workspaces === undefined) return undefined;
  const inObject = isObject(workspaces);
  const list = inObject ? workspaces.packages : workspaces;
  if (!isArray(list)) return undefined;
  const text = input.tree.read(manifest.path) ?? '';
  const patterns = patternsOf(text, inObject ? ['workspaces', 'packages'] : ['workspaces'], list);
  return {
    toldBy: `${managerOf(input)} workspaces`,
    ...membersByPatterns(input, patterns, 'in-order', manifest.path),
  };
};

/** `lerna.json`: `packages`, by default `packages/*`; used where no package manager's workspaces say more. */
export const lernaPackages: WorkspaceTool = input => {
  const path = joinPath(input.folder, 'lerna.json');
  const text = path !== undefined && input.tree.has(path) ? input.tree.read(path) : undefined;
  if (path === undefined || text === undefined) return undefined;
  const json = readJson(text, false);
  const broken = brokenJson(path, json, 'Packages that it names may be missing.');
  const listed = isObject(json.value) ? json.value.packages : undefined;
  const patterns: readonly WrittenPattern[] = isArray(listed)
    ? patternsOf(text, ['packages'], listed)
    : [{ text: 'packages/*', range: () => rangeInJson(text, []) }];
  const told = membersByPatterns(input, patterns, 'in-order', path);
  return { toldBy: 'Lerna', ...told, problems: [...(broken ? [broken] : []), ...told.problems] };
};

function patternsOf(text: string, at: readonly string[], list: readonly Json[]): readonly WrittenPattern[] {
  return list.flatMap((item, index) => {
    const pattern = stringOf(item);
    return pattern === undefined ? [] : [{ text: pattern, range: () => rangeInJson(text, [...at, index]) }];
  });
}

function managerOf({ tree, manifests, folder }: ToolInput): string {
  const json = manifests.at(folder)?.json.value;
  const named = isObject(json) ? stringOf(json.packageManager) : undefined;
  if (named?.startsWith('yarn@') || has(tree, folder, 'yarn.lock')) return 'Yarn';
  if (named?.startsWith('bun@') || has(tree, folder, 'bun.lock') || has(tree, folder, 'bun.lockb'))
    return 'Bun';
  if (named?.startsWith('pnpm@') || has(tree, folder, 'pnpm-lock.yaml')) return 'pnpm';
  return 'npm';
}

function has(tree: Tree, folder: RepoPath, name: string): boolean {
  const path = joinPath(folder, name);
  return path !== undefined && tree.has(path);
}
