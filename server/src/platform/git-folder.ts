import { lstatSync, readFileSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join, resolve } from 'node:path';

/** Where git keeps what it knows about one working tree. Absolute paths. */
export interface GitFolder {
  /** HEAD and the index of this working tree. */
  readonly own: string;
  /** Refs, objects and configuration, shared by all working trees of a repository. */
  readonly common: string;
  readonly kind: 'repository' | 'worktree' | 'submodule';
}

/**
 * The root of the repository that holds a path: the nearest folder at or above it with a `.git` folder, or with a
 * `.git` file as worktrees and submodules have. No process is started. Absolute, or undefined where there is none.
 */
export function findRepository(path: string): string | undefined {
  let folder = resolve(path);
  for (;;) {
    if (gitFolderOf(folder)) return folder;
    const parent = dirname(folder);
    if (parent === folder) return undefined;
    folder = parent;
  }
}

/** Whether a folder is a repository without a working tree: nothing in it is a source file. */
export function isBareRepository(folder: string): boolean {
  const inside = (name: string) => join(folder, name);
  return lstat(inside('HEAD'))?.isFile() === true && isFolder(inside('objects')) && isFolder(inside('refs'));
}

/** The git folder of a working tree's root; undefined when this is no such root or its `.git` leads nowhere. */
export function gitFolderOf(root: string): GitFolder | undefined {
  const dotGit = join(root, '.git');
  const own = isFolder(dotGit) ? dotGit : linkedFolder(root, dotGit);
  // An empty folder called `.git` is not a repository: git looks further up, and so does this.
  if (own === undefined || lstat(join(own, 'HEAD')) === undefined) return undefined;
  const shared = readSmallFile(join(own, 'commondir'))?.trim();
  if (shared) return { own, common: absolute(own, shared), kind: 'worktree' };
  const inModules = own !== dotGit && /[\\/]modules[\\/]/.test(own);
  return { own, common: own, kind: inModules ? 'submodule' : 'repository' };
}

/** Text of a regular file of at most `limit` bytes. A pipe in its place would wait forever, so it is not opened. */
export function readSmallFile(path: string, limit?: number): string | undefined {
  return readSmallFileBytes(path, limit)?.toString('utf8');
}

export function readSmallFileBytes(path: string, limit = 1 << 16): Buffer | undefined {
  const stat = lstat(path);
  if (!stat?.isFile() || stat.size > limit) return undefined;
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}

function linkedFolder(root: string, dotGit: string): string | undefined {
  const target = /^gitdir: (.+)$/m.exec(readSmallFile(dotGit) ?? '')?.[1]?.trim();
  if (target === undefined) return undefined;
  const folder = absolute(root, target);
  return isFolder(folder) ? folder : undefined;
}

function absolute(base: string, path: string): string {
  return isAbsolute(path) ? path : resolve(base, path);
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

function lstat(path: string) {
  try {
    return lstatSync(path);
  } catch {
    return undefined;
  }
}
