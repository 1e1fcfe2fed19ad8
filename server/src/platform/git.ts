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
}

export type GitResult =
  | { readonly ok: true; readonly stdout: string }
  | {
      readonly ok: false;
      readonly reason: 'no-git' | 'not-a-repository' | 'dubious-ownership' | 'no-commits' | 'timeout' | 'aborted' | 'failed';
      /** For the user: what is so and what to do. */
      readonly message: string;
    };
