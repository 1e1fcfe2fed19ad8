import type { SkippedFile } from '#core/facts/files';
import type { RepoPath } from '#core/facts/place';

/**
 * The one way to the files of a root. Synchronous on purpose: the server is a process of its own, and reading
 * eight thousand files one after the other is ten times faster than through promises; long work yields between batches.
 * Never follows a link out of the root and reads regular files only.
 */
export interface FileSystem {
  /** Absolute, for spawning git and for URIs; never printed into a finding. */
  readonly root: string;
  /** Every regular file below the root, sorted, without `.git`, `node_modules` and git-ignored ones. */
  list(): Listing;
  stat(path: RepoPath): FileStat | undefined;
  read(path: RepoPath): ReadResult;
}

export interface Listing {
  readonly files: readonly RepoPath[];
  readonly skipped: readonly SkippedFile[];
  readonly listedBy: 'git' | 'walk' | 'memory';
  /** Why git was asked and did not answer, as a sentence for the user. */
  readonly note?: string;
  /** What each file was when it was listed, in the order of `files`; absent where no disk was looked at. */
  readonly states?: readonly FileState[];
  /** Folders of those files that were seen to be no links, nor any above them. */
  readonly realFolders?: Iterable<string>;
}

/** What tells one state of a file on disk from another without reading it. */
export interface FileState extends FileStat {
  /** Its number on its disk: another file in its place has another. */
  readonly ino: number;
}

export interface FileStat {
  readonly size: number;
  readonly mtimeMs: number;
  readonly ctimeMs: number;
}

export type ReadResult =
  | {
      readonly ok: true;
      readonly text: string;
      /** What the file was just before it was read, where that is known without asking again. */
      readonly stat?: FileStat;
    }
  | { readonly ok: false; readonly reason: SkippedFile['reason'] | 'missing' };
