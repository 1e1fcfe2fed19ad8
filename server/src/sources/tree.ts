import type { FileFacts, SkippedFile } from '#core/facts/files';
import { folderOf, joinPath, type RepoPath } from '#core/facts/place';
import { type IgnoreRules, noIgnoreRules } from '#core/ignore-rules';
import type { FileSystem } from '#platform/file-system';

/**
 * The listed files as one set to ask, and the configuration files read so far.
 * Whether a path exists is answered from the listing, never from the disk: that is what makes resolution cheap.
 */
export interface Tree {
  readonly fs: FileSystem;
  readonly files: FileFacts;
  has(path: RepoPath): boolean;
  /** Whether a listed file lies below it. */
  hasFolder(path: RepoPath): boolean;
  /** A configuration file's text, also of one that is not listed (below `node_modules`); read once. */
  read(path: RepoPath): string | undefined;
  /** Listed files that were asked for and could not be read, each with the reason, in the order of asking. */
  refused(): readonly (readonly [RepoPath, SkippedFile['reason']])[];
  /** Whether the `.gitignore` files say that it is left out, also where it is not there: what a build is yet to make. */
  ignores(path: RepoPath): boolean;
  /** Whether something is there that is not listed: excluded, git-ignored, a link, installed. Asks the disk. */
  existsUnlisted(path: RepoPath): boolean;
  /** Whether everything that was read would be read the same now. */
  unchanged(): boolean;
}

/** Cheap: one pass over the paths; nothing is read before it is asked for. */
export function treeOf(fs: FileSystem, files: FileFacts): Tree {
  const listed = new Set<string>();
  for (const file of files.files) listed.add(file.path);
  let folders: Set<string> | undefined;
  let skipped: Set<string> | undefined;
  const texts = new Map<RepoPath, string | undefined>();
  const onDisk = new Map<RepoPath, boolean>();

  const refused = new Map<RepoPath, SkippedFile['reason']>();

  const textOf = (path: RepoPath): string | undefined => {
    const result = fs.read(path);
    if (!result.ok && result.reason !== 'missing' && listed.has(path)) refused.set(path, result.reason);
    // Some editors write a byte order mark in front; it is no part of the JSON.
    return result.ok
      ? result.text.charCodeAt(0) === 0xfeff
        ? result.text.slice(1)
        : result.text
      : undefined;
  };

  const read = (path: RepoPath): string | undefined => {
    if (texts.has(path)) return texts.get(path);
    const text = textOf(path);
    texts.set(path, text);
    return text;
  };

  const rules = new Map<RepoPath, IgnoreRules>();
  const rulesIn = (folder: RepoPath): IgnoreRules => {
    const known = rules.get(folder);
    if (known) return known;
    const above = folder === '' ? noIgnoreRules : rulesIn(folderOf(folder));
    const path = joinPath(folder, '.gitignore');
    const text = path !== undefined && listed.has(path) ? read(path) : undefined;
    const found = text === undefined ? above : above.with(folder, text);
    rules.set(folder, found);
    return found;
  };

  return {
    fs,
    files,
    has: path => listed.has(path),
    hasFolder: path => {
      folders ??= foldersOf(files);
      return folders.has(path);
    },
    read,
    ignores: path => {
      for (let slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
        const folder = path.slice(0, slash) as RepoPath;
        if (rulesIn(folderOf(folder)).ignores(folder, true)) return true;
      }
      return rulesIn(folderOf(path)).ignores(path, false);
    },
    refused: () => [...refused],
    existsUnlisted: path => {
      skipped ??= new Set(files.skipped.map(file => file.path));
      if (skipped.has(path)) return true;
      const known = onDisk.get(path);
      if (known !== undefined) return known;
      const there = fs.stat(path) !== undefined;
      onDisk.set(path, there);
      return there;
    },
    unchanged: () =>
      [...texts].every(([path, text]) => textOf(path) === text) &&
      [...onDisk].every(([path, there]) => (fs.stat(path) !== undefined) === there),
  };
}

function foldersOf(files: FileFacts): Set<string> {
  const folders = new Set<string>(['']);
  for (const file of files.files) {
    // The listing is sorted, so most files lie in a folder that is already known with all above it.
    for (let folder = folderOf(file.path); !folders.has(folder); folder = folderOf(folder))
      folders.add(folder);
  }
  return folders;
}
