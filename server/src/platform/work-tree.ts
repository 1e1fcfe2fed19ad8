import type { RepoPath } from '#core/facts/place';

/**
 * What differs between the last commit and the working tree, told without asking git for `status` or for a diff of the
 * working tree: there a repository's own filters would run.
 */
export interface WorkTree {
  /** The commit that a name stands for; undefined where there is none. */
  commitOf(ref: string): Promise<string | undefined>;
  /** Staged, changed and new files; with a base, a commit, also what was committed since the lines parted. */
  changes(base?: string): Promise<WorkTreeChanges>;
}

export type WorkTreeChanges =
  | {
      readonly ok: true;
      /** Sorted by path, each once. */
      readonly files: readonly TreeChange[];
      /** With a base: where the lines parted, and how many commits there are since. */
      readonly since?: { readonly commit: string; readonly commits: number };
    }
  | { readonly ok: false; readonly message: string };

export interface TreeChange {
  readonly path: RepoPath;
  readonly status: 'added' | 'modified' | 'deleted';
  /** False where a filter or a size that is not read leaves open whether it differs. */
  readonly certain: boolean;
}
