import { byText, type RepoPath } from '#core/facts/place';
import type { FileStat, FileSystem, Listing } from '#platform/file-system';

/** The disk with the editor's unsaved texts laid over it. The listing is kept, by identity, until files come or go. */
export interface Overlay extends FileSystem {
  edit(path: RepoPath, text: string): void;
  close(path: RepoPath): void;
  /** To be told of every path that may have come or gone; without paths: any may have. */
  moved(paths: readonly RepoPath[] | undefined): void;
  /** The files among those that the editor holds whose text is not that of the disk. Sorted. */
  unsaved(among: (path: RepoPath) => boolean): readonly RepoPath[];
  /** The files among those that the editor holds. Sorted. */
  held(among: (path: RepoPath) => boolean): readonly RepoPath[];
  /** The disk as it is, with the same listing. */
  readonly saved: FileSystem;
}

interface Held {
  readonly text: string;
  readonly version: number;
  /** Whether the disk was seen to hold the same. */
  saved: boolean;
}

export function overlay(disk: FileSystem): Overlay {
  const edited = new Map<RepoPath, Held>();
  let version = 0;
  let kept: { readonly listing: Listing; readonly known: ReadonlySet<RepoPath> } | undefined;
  let mustList = true;

  const stat = (path: RepoPath): FileStat | undefined => {
    const held = edited.get(path);
    // A negative time is no time a disk can have, so a cache can tell an unsaved text and leaves it out.
    return held
      ? { size: held.text.length, mtimeMs: -held.version, ctimeMs: -held.version }
      : disk.stat(path);
  };

  const list = (): Listing => {
    if (!kept || mustList) {
      const fresh = withEdited(disk.list());
      if (!kept || !sameListing(kept.listing, fresh)) kept = { listing: fresh, known: new Set(fresh.files) };
      mustList = false;
    }
    return kept.listing;
  };

  const withEdited = (listing: Listing): Listing => {
    const known = new Set(listing.files);
    const added = [...edited.keys()].filter(path => !known.has(path) && belongs(path));
    if (added.length === 0) return listing;
    // An unsaved file has no state on the disk, so none is told.
    const { states: _, ...rest } = listing;
    return { ...rest, files: [...listing.files, ...added].sort(byText) };
  };

  const differsFromDisk =
    (among: (path: RepoPath) => boolean) =>
    ([path, { text }]: readonly [RepoPath, { readonly text: string }]): boolean => {
      if (!among(path)) return false;
      const saved = disk.read(path);
      return !saved.ok || saved.text !== text;
    };

  /** An editor goes on holding the text of a file that somebody deletes. It is no edit unless it was one before. */
  const compare = (path: RepoPath): void => {
    const held = edited.get(path);
    if (!held) return;
    const onDisk = disk.read(path);
    if (onDisk.ok) held.saved = onDisk.text === held.text;
    else if (onDisk.reason === 'missing' && held.saved) edited.delete(path);
  };

  const moved = (paths: readonly RepoPath[] | undefined): void => {
    for (const path of paths ?? [...edited.keys()]) compare(path);
    // A path whose being there differs from the listing, and .gitignore, which decides what is listed.
    const differs = (path: RepoPath) =>
      (stat(path) !== undefined) !== (kept?.known.has(path) ?? false) || path.endsWith('.gitignore');
    if (paths === undefined || paths.some(differs)) mustList = true;
  };

  return {
    root: disk.root,
    list,
    stat,
    read: path => {
      const held = edited.get(path);
      return held ? { ok: true, text: held.text } : disk.read(path);
    },
    edit: (path, text) => {
      version += 1;
      edited.set(path, { text, version, saved: false });
      moved([path]);
    },
    close: path => {
      edited.delete(path);
      moved([path]);
    },
    moved,
    unsaved: among =>
      [...edited]
        .filter(differsFromDisk(among))
        .map(([path]) => path)
        .sort(byText),
    held: among => [...edited.keys()].filter(among).sort(byText),
    saved: { root: disk.root, list, stat: path => disk.stat(path), read: path => disk.read(path) },
  };
}

function sameListing(a: Listing, b: Listing): boolean {
  return (
    a.files.length === b.files.length &&
    a.skipped.length === b.skipped.length &&
    a.files.every((path, index) => path === b.files[index]) &&
    a.skipped.every((file, index) => {
      const other = b.skipped[index];
      return file.path === other?.path && file.reason === other.reason;
    })
  );
}

/** An unsaved file joins the tree unless it lies where the disk's own listing never looks. */
function belongs(path: RepoPath): boolean {
  return !/(^|\/)(node_modules|\.git)(\/|$)/.test(path);
}
