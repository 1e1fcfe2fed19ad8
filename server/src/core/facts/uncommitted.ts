import type { RepoPath } from './place.ts';

/** What differs from the last commit, or from a base: tracked, staged, changed in the working tree, or new. */
export interface UncommittedFacts {
  /** Sorted by path, each once. */
  readonly files: readonly UncommittedFile[];
  /** Where it was asked what was committed since. */
  readonly base?: {
    /** As it was asked for. */
    readonly ref: string;
    /** Where the two lines of commits parted. */
    readonly commit: string;
    readonly commits: number;
  };
}

export interface UncommittedFile {
  readonly path: RepoPath;
  readonly status: 'added' | 'modified' | 'deleted';
  /**
   * Whether it surely differs. Content passes through the filters of .gitattributes on its way into a commit; these are
   * never run here, so that a file which has such a filter, or is too large to be read, only may differ.
   */
  readonly certain: boolean;
}
