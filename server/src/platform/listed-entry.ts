import { lstatSync, readdirSync, type Stats } from 'node:fs';
import type { SkippedFile } from '#core/facts/files';
import { folderOf, type RepoPath } from '#core/facts/place';
import { codeOf } from './error-code.ts';
import type { FileState } from './file-system.ts';
import { linkReason } from './folders-within.ts';
import { LARGEST_FILE } from './read-regular-file.ts';

/** A file to take is told by its state, everything else by a word. */
export type Entry = FileState | 'folder' | 'missing' | SkippedFile['reason'];

/** Looks at what stands in the tree under a name, without opening it. One reader serves one listing. */
export interface EntryReader {
  look(name: string): Entry;
  /** Whether a folder has a `.git` of its own, or is an empty one as a submodule before its first update. */
  isRepository(folder: string): boolean;
  /** Folders that are no links, nor is any above them; `''` is the root, whatever that is. */
  realFolders(): Iterable<string>;
}

/** @param base the root as the system is asked for it (`fromHere`) */
export function createEntryReader(root: string, base = root): EntryReader {
  // Below a link or a file there is nothing of this tree, whatever git's index remembers.
  const realFolders = new Map<string, boolean>([['', true]]);

  function isRealFolder(folder: string): boolean {
    const known = realFolders.get(folder);
    if (known !== undefined) return known;
    const real = isRealFolder(folderOf(folder as RepoPath)) && kindOf(`${base}/${folder}`) === 'folder';
    realFolders.set(folder, real);
    return real;
  }

  return {
    look(name) {
      if (!isNameable(name)) return 'name';
      if (!isRealFolder(folderOf(name as RepoPath))) return 'missing';
      const full = `${base}/${name}`;
      const stat = statOf(full);
      if (typeof stat === 'string') return stat;
      if (stat.isSymbolicLink()) return linkReason(full, root);
      if (stat.isDirectory()) return 'folder';
      if (!stat.isFile()) return 'not-regular';
      const { size, mtimeMs, ctimeMs, ino } = stat;
      return size > LARGEST_FILE && SOURCE.test(name) ? 'too-large' : { size, mtimeMs, ctimeMs, ino };
    },
    *realFolders() {
      for (const [folder, real] of realFolders) if (real) yield folder;
    },
    isRepository: folder => kindOf(`${base}/${folder}/.git`) !== undefined || isEmpty(`${base}/${folder}`),
  };
}

/** Large files of other kinds (videos, archives) still have an owner; only their text is never asked for. */
const SOURCE = /\.(?:[cm]?[jt]sx?|vue|svelte|astro)$/;

/**
 * A name that is not UTF-8 has lost bytes when it gets here, and a backslash would be taken for a separator:
 * neither can be written as a repository path.
 */
export function isNameable(name: string): boolean {
  return !name.includes('\uFFFD') && !name.includes('\\');
}

function kindOf(full: string): 'folder' | 'other' | undefined {
  const stat = statOf(full);
  if (typeof stat === 'string') return undefined;
  return stat.isDirectory() ? 'folder' : 'other';
}

function isEmpty(folder: string): boolean {
  try {
    return readdirSync(folder).length === 0;
  } catch {
    return false;
  }
}

function statOf(full: string): Stats | 'missing' | 'unreadable' {
  try {
    return lstatSync(full, { throwIfNoEntry: false }) ?? 'missing';
  } catch (error) {
    return codeOf(error) === 'ENOTDIR' ? 'missing' : 'unreadable';
  }
}
