import { lstatSync } from 'node:fs';
import { folderOf, type RepoPath, tryRepoPath } from '#core/facts/place';
import type { EarlyListing } from './early-listing.ts';
import type { FileStat, FileState, FileSystem, Listing } from './file-system.ts';
import { foldersWithin } from './folders-within.ts';
import { fromHere } from './from-here.ts';
import { listByGit } from './list-by-git.ts';
import { listByWalk } from './list-by-walk.ts';
import { readRegularFile } from './read-regular-file.ts';

export interface NodeFileSystemOptions {
  /** Whether git may be asked for the list; without it (untrusted, not installed) folders are walked. */
  readonly git: boolean;
  /** The first listing of git's, where it was asked for early. */
  readonly early?: EarlyListing | undefined;
  /** For one command and not for an editor, during whose time a root may be removed and made anew. */
  readonly once?: boolean | undefined;
}

/**
 * The files below a folder on disk. `root` is absolute. Nothing here throws for what the disk holds:
 * what cannot be taken has a reason. Nothing is read through a link that leaves the root, and only regular files are.
 */
export function nodeFileSystem(root: string, { git, early, once }: NodeFileSystemOptions): FileSystem {
  let first = early;
  const base = once ? fromHere(root) : root;
  const folders = foldersWithin(root);
  // What was listed, for the first who reads it.
  let unread = new Map<RepoPath, FileState>();

  return {
    root,
    list() {
      const { realFolders, ...listing } = list(root, base, git, first?.output());
      first = undefined;
      folders.forget(realFolders);
      unread = new Map();
      listing.states?.forEach((state, index) => {
        const path = listing.files[index];
        if (path !== undefined) unread.set(path, state);
      });
      return listing;
    },
    stat(path) {
      const full = fullPath(base, path);
      if (full === undefined || folders.refuse(folderOf(path)) !== undefined) return undefined;
      return statRegular(full);
    },
    read(path) {
      const listed = unread.get(path);
      const full = listed ? `${base}/${path}` : fullPath(base, path);
      if (full === undefined) return { ok: false, reason: 'missing' };
      const refused = folders.refuse(folderOf(path));
      if (refused !== undefined) return { ok: false, reason: refused };
      if (listed) unread.delete(path);
      return readRegularFile(full, root, listed);
    },
  };
}

function list(root: string, base: string, git: boolean, early: Buffer | undefined): Listing {
  if (!git) return listByWalk(root);
  const asked = listByGit(root, base, early);
  if (typeof asked !== 'string') {
    // A folder that its own repository ignores has no files for git; whoever opens it means it all the same.
    return asked.files.length > 0 || asked.skipped.length > 0 ? asked : listByWalk(root);
  }
  const walked = listByWalk(root);
  return asked === '' ? walked : { ...walked, note: `The files were listed without git: ${asked}.` };
}

/** `undefined` for what is no path below the root; contracts promise that there is none, links in sources may try. */
function fullPath(base: string, path: RepoPath): string | undefined {
  if (path === '' || path.includes('\0')) return undefined;
  return /(?:^|\/)\.{1,2}(?:\/|$)|^\/|^[A-Za-z]:/.test(path) && tryRepoPath(path) !== path
    ? undefined
    : `${base}/${path}`;
}

function statRegular(full: string): FileStat | undefined {
  try {
    const stat = lstatSync(full, { throwIfNoEntry: false });
    return stat?.isFile() ? { size: stat.size, mtimeMs: stat.mtimeMs, ctimeMs: stat.ctimeMs } : undefined;
  } catch {
    return undefined;
  }
}
