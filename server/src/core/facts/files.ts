import type { RepoPath } from './place.ts';

/** What the analysed tree holds, before anything is read. */
export interface FileFacts {
  /** Sorted by path. Regular files only, without excluded and git-ignored ones. */
  readonly files: readonly FileFact[];
  /** What was seen and not taken, counted by reason; shown, never hidden. Sorted by path. */
  readonly skipped: readonly SkippedFile[];
  /** How the list was made: asked from git, or by walking with `.gitignore` (no git, or untrusted). */
  readonly listedBy: 'git' | 'walk' | 'memory';
}

export interface FileFact {
  readonly path: RepoPath;
  readonly role: FileRole;
  readonly language: 'typescript' | 'javascript' | 'unread' | 'other';
}

/** What a file is for. `declaration` is a `.d.ts`; generated is told by its path. */
export type FileRole = 'source' | 'test' | 'generated' | 'declaration' | 'other';

export interface SkippedFile {
  readonly path: RepoPath;
  readonly reason: /** A symbolic link within the root, or one that leads nowhere. */
    | 'link'
    | 'link-outside'
    | 'link-loop'
    | 'not-regular'
    | 'too-large'
    | 'unreadable'
    | 'binary'
    | 'excluded'
    | 'nested-root'
    /** A submodule, or a repository within this one: the folder is named, not its files. */
    | 'nested-repository'
    /** Its name is not UTF-8 or holds a backslash, so that no path can be written for it. */
    | 'name';
}
