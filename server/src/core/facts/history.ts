import type { RepoPath } from './place.ts';

/** What git says was merged, newest first. */
export interface HistoryFacts {
  /** Committer time of the reviewed commit, in epoch seconds: "now" for every window and decay. */
  readonly now: number;
  readonly reviewed: string;
  /** The branch that was mined and how it was found. */
  readonly branch: string;
  readonly mergeBase: string;
  readonly changes: readonly Change[];
  readonly limits: readonly HistoryLimit[];
  /** What tags say was released with which change, in no order that means anything; absent where no tag names a package. */
  readonly releases?: readonly Release[];
}

export interface Release {
  /** As the tag names it: the package's name in its manifest. */
  readonly package: string;
  /** The change's id. */
  readonly change: string;
}

/** What the history cannot tell, with a sentence for the user. */
export interface HistoryLimit {
  readonly code:
    | 'shallow'
    | 'partial-clone'
    | 'worktree'
    | 'submodule'
    | 'truncated'
    | 'no-mailmap'
    | 'detached';
  readonly message: string;
}

/** One merged unit of work: a first-parent commit of the mined branch. */
export interface Change {
  readonly id: string;
  /** Committer time, epoch seconds. */
  readonly at: number;
  readonly subject: string;
  /** Canonical (mailmap) lower-case e-mails: authors of a merge's second-parent range and co-authors. Never printed per person. */
  readonly authors: readonly string[];
  readonly files: readonly TouchedFile[];
}

export interface TouchedFile {
  /** The path in that change. */
  readonly path: RepoPath;
  /** The path the same file has now, followed through renames of at least 90 %; absent when it is gone. */
  readonly now?: RepoPath;
  readonly status: 'added' | 'modified' | 'deleted' | 'renamed' | 'type-changed';
  /** For a rename: the path before, and whether the content changed too. */
  readonly from?: RepoPath;
  readonly before: string;
  readonly after: string;
}
