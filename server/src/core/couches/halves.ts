import { byText, folderOf, type RepoPath } from '../facts/place.ts';
import { factsOf } from '../facts/state.ts';
import { generatedFiles } from '../model/import-index.ts';
import type { Model, Module } from '../model/model.ts';
import { lastFor } from '../once-for.ts';
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
 * modules that fall into two parts, nearly all of them, count, and none that a quarter of all others use.
 */
export function halvesOf(
  model: Model,
  module: Module,
  carries: Carries,
  dependents: number,
): Halves | undefined {
  if (model.modules.length > 4 && dependents > model.modules.length * COMMON_USE) return undefined;
  const parts = partsOf(model, module);
  return parts && halvesBy(carries, [parts], () => halvesFrom(parts, carries));
}

const halvesBy = lastFor<Carries, Halves | undefined>();

type Parts = readonly [readonly RepoPath[], readonly RepoPath[]];

/** The two parts of a module that hold nearly all of it; by its files and by what is read of them. */
function partsOf(model: Model, module: Module): Parts | undefined {
  return partsAsRead(module.files, [factsOf(model.facts.imports)], () => {
    const read = module.files.map(path => model.importsOf(path));
    return parts(module.files, [generatedFiles(model), ...read], () => findParts(model, module));
  });
}

/** While no source file is edited nothing else needs to be compared. */
const partsAsRead = lastFor<readonly RepoPath[], Parts | undefined>();
const parts = lastFor<readonly RepoPath[], Parts | undefined>();

function findParts(model: Model, module: Module): Parts | undefined {
  const code = module.files.filter(
    path => model.roleOf(path) === 'source' && model.importsOf(path) !== undefined,
  );
  const sources = withoutDoors(model, code);
  if (sources.length < 2 * FILES) return undefined;
  const [first, second] = componentsOf(model, sources);
  if (!first || !second || second.length < FILES) return undefined;
  if (first.length + second.length < COVERED * sources.length) return undefined;
  return [first, second];
}

function halvesFrom([first, second]: Parts, carries: Carries): Halves | undefined {
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

/**
 * Without the files that only pass others on to the outside: the module's front door ties nothing together. One that is
 * used inside the module does.
 */
function withoutDoors(model: Model, code: readonly RepoPath[]): readonly RepoPath[] {
  const doors = new Set(code.filter(path => passesOnOnly(model, path)));
  if (doors.size === 0) return code;
  const used = new Set<RepoPath>();
  for (const path of code) {
    if (doors.has(path)) continue;
    for (const { resolution } of model.importsOf(path)?.imports ?? [])
      if (resolution.to === 'file') used.add(resolution.path);
  }
  return code.filter(path => !doors.has(path) || used.has(path));
}

function passesOnOnly(model: Model, path: RepoPath): boolean {
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

/** The folder that holds all of them; where most lie in one folder below it, that one. */
function nameOf(files: readonly RepoPath[]): string {
  const [first] = files;
  if (first === undefined) return '';
  let folder = folderOf(first);
  while (folder !== '' && !files.every(path => path.startsWith(`${folder}/`))) folder = folderOf(folder);
  const below = new Map<string, number>();
  for (const path of files) {
    const slash = path.indexOf('/', folder === '' ? 0 : folder.length + 1);
    if (slash > 0) below.set(path.slice(0, slash), (below.get(path.slice(0, slash)) ?? 0) + 1);
  }
  const [most] = [...below].sort((x, y) => y[1] - x[1] || byText(x[0], y[0]));
  if (most && most[1] * 2 > files.length) return most[0];
  return folder === '' ? first : folder;
}
