import type { RepoPath } from '#core/facts/place';

/** git, run so that nothing a repository configures can run in turn. */
export interface Git {
  /** Runs to the end; output as text. Never throws for git's own failures. */
  run(args: readonly string[], options?: GitOptions): Promise<GitResult>;
  /** Streams stdout in chunks as they come. */
  stream(args: readonly string[], onChunk: (chunk: Buffer) => void, options?: GitOptions): Promise<GitResult>;
}

export interface GitOptions {
  readonly signal?: AbortSignal;
  readonly timeoutMs?: number;
  readonly input?: string;
  /** This thread has other work: git need not wait for it, and what it wrote is taken whenever there is a pause. */
  readonly patient?: boolean;
}

export type GitResult =
  | { readonly ok: true; readonly stdout: string }
  | {
      readonly ok: false;
      readonly reason:
        | 'no-git'
        | 'not-a-repository'
        | 'dubious-ownership'
        | 'no-commits'
        | 'timeout'
        | 'aborted'
        | 'failed';
      /** For the user: what is so and what to do. */
      readonly message: string;
    };

/** What `.git` says about HEAD and branches. Read from its files without a process where they allow it. */
export interface GitRefs {
  /** Another text whenever HEAD, the branches that matter, or the depth of the clone have moved. */
  readonly digest: string;
  /** The reviewed commit; absent before the first commit. */
  readonly head?: string;
  /** The current branch without `refs/heads/`; absent when HEAD is detached. */
  readonly branch?: string;
  /** Commit by full name (`refs/remotes/origin/main`), for those of the names asked for that exist. */
  readonly tips: ReadonlyMap<string, string>;
  /** Where `refs/remotes/origin/HEAD` points to, as a full name. */
  readonly originHead?: string;
  readonly kind: 'repository' | 'worktree' | 'submodule';
  readonly shallow: boolean;
  /** Some objects were never fetched (`--filter=blob:none`). */
  readonly partial: boolean;
  /** The folder of the repository that the analysis is about, `''` for all of it. */
  readonly prefix: RepoPath;
}

/** A tag and what it leads to. */
export interface Tag {
  readonly name: string;
  readonly id: string;
}

export interface Tags {
  /** What they lead to is a commit. */
  readonly packed: readonly Tag[];
  /** In files of their own: what they lead to may be a commit, or an object that says more and leads to one. */
  readonly loose: readonly Tag[];
}
