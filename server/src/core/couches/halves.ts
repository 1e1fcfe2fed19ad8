import { byText, folderOf, type RepoPath } from '../facts/place.ts';
import type { Model, Module } from '../model/model.ts';
import type { Carries } from './couch.ts';

/** Two parts of one module that neither imports nor changes tie together. */
export interface Halves {
  /** The larger first. */
  readonly parts: readonly [Half, Half];
  /** Carries that touched both. */
  readonly crossing: number;
}

interface Half {
  /** The folder all its files are in; else its first file. */
  readonly name: string;
  readonly files: number;
  readonly carries: number;
}

/** A half has at least this many files and carries, and at most this share of carries in common with the other. */
const FILES = 3;
const CARRIES = 5;
const COMMON = 0.1;
/** What the two halves must hold of all source files, and how many dependents make a module a common one. */
const COVERED = 0.8;
const COMMON_USE = 0.25;

/**
 * The two unrelated halves of a module, where it has them. Utility packages are many small things on purpose: so only
 * modules that fall into two parts, nearly all of them, count, and none that a quarter of all others use. Files that
 * pass others on tie nothing together.
 */
export function halvesOf(
  model: Model,
  module: Module,
  carries: Carries,
  dependents: number,
): Halves | undefined {
  if (model.modules.length > 4 && dependents > model.modules.length * COMMON_USE) return undefined;
  const sources = module.files.filter(
    path => model.roleOf(path) === 'source' && model.importsOf(path) !== undefined && !isBarrel(model, path),
  );
  if (sources.length < 2 * FILES) return undefined;
  const [first, second] = componentsOf(model, sources);
  if (!first || !second || second.length < FILES) return undefined;
  if (first.length + second.length < COVERED * sources.length) return undefined;
  const sets = [new Set(first), new Set(second)] as const;
  let inFirst = 0;
  let inSecond = 0;
  let crossing = 0;
  for (const { files } of carries.lifts) {
    const a = files.some(path => sets[0].has(path));
    const b = files.some(path => sets[1].has(path));
    if (a) inFirst += 1;
    if (b) inSecond += 1;
    if (a && b) crossing += 1;
  }
  const fewer = Math.min(inFirst, inSecond);
  if (fewer < CARRIES || crossing > COMMON * fewer) return undefined;
  return {
    parts: [
      { name: nameOf(first), files: first.length, carries: inFirst },
      { name: nameOf(second), files: second.length, carries: inSecond },
    ],
    crossing,
  };
}

/** A file that only passes others on. */
function isBarrel(model: Model, path: RepoPath): boolean {
  const imports = model.importsOf(path)?.imports ?? [];
  return imports.length > 1 && imports.every(({ kind }) => kind === 're-export');
}

/** Connected by imports, the largest first. */
function componentsOf(model: Model, sources: readonly RepoPath[]): readonly (readonly RepoPath[])[] {
  const parent = new Map<RepoPath, RepoPath>(sources.map(path => [path, path]));
  const find = (path: RepoPath): RepoPath => {
    let root = path;
    for (let up = parent.get(root); up !== undefined && up !== root; up = parent.get(root)) root = up;
    parent.set(path, root);
    return root;
  };
  for (const path of sources) {
    for (const { resolution } of model.importsOf(path)?.imports ?? []) {
      if (resolution.to !== 'file' || !parent.has(resolution.path)) continue;
      parent.set(find(path), find(resolution.path));
    }
  }
  const components = new Map<RepoPath, RepoPath[]>();
  for (const path of sources) {
    const root = find(path);
    const known = components.get(root);
    if (known) known.push(path);
    else components.set(root, [path]);
  }
  return [...components.values()].sort((a, b) => b.length - a.length || byText(a[0] ?? '', b[0] ?? ''));
}

function nameOf(files: readonly RepoPath[]): string {
  const [first] = files;
  if (first === undefined) return '';
  let folder = folderOf(first);
  while (folder !== '' && !files.every(path => path.startsWith(`${folder}/`))) folder = folderOf(folder);
  return folder === '' ? first : folder;
}
