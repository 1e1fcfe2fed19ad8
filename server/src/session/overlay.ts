import type { RepoPath } from '#core/facts/place';
import { byText } from '#core/facts/place';
import type { FileStat, FileSystem, Listing } from '#platform/file-system';

/** The disk with the editor's unsaved texts laid over it, and the listing kept until somebody says that files came or went. */
export interface Overlay extends FileSystem {
  edit(path: RepoPath, text: string): void;
  close(path: RepoPath): void;
  /** Forgets the kept listing. */
  relist(): void;
  /** Whether the editor holds this file. */
  holds(path: RepoPath): boolean;
}

export function overlay(disk: FileSystem): Overlay {
  const edited = new Map<RepoPath, { readonly text: string; readonly version: number }>();
  let version = 0;
  let kept: Listing | undefined;

  const withEdited = (listing: Listing): Listing => {
    const known = new Set(listing.files);
    const added = [...edited.keys()].filter(path => !known.has(path) && wanted(path));
    return added.length === 0 ? listing : { ...listing, files: [...listing.files, ...added].sort(byText) };
  };

  return {
    root: disk.root,
    list: () => {
      kept ??= withEdited(disk.list());
      return kept;
    },
    stat: (path): FileStat | undefined => {
      const held = edited.get(path);
      // A negative time is no time a disk can have, so a cache can tell an unsaved text and leaves it out.
      return held
        ? { size: held.text.length, mtimeMs: -held.version, ctimeMs: -held.version }
        : disk.stat(path);
    },
    read: path => {
      const held = edited.get(path);
      return held ? { ok: true, text: held.text } : disk.read(path);
    },
    edit: (path, text) => {
      const isNew = !edited.has(path) && kept !== undefined && !kept.files.includes(path);
      version += 1;
      edited.set(path, { text, version });
      if (isNew) kept = undefined;
    },
    close: path => {
      if (edited.delete(path) && disk.stat(path) === undefined) kept = undefined;
    },
    relist: () => {
      kept = undefined;
    },
    holds: path => edited.has(path),
  };
}

/** An unsaved file joins the tree unless it lies where the disk's own listing never looks. */
function wanted(path: RepoPath): boolean {
  return !/(^|\/)(node_modules|\.git)(\/|$)/.test(path);
}
