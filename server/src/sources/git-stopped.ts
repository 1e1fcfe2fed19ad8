import type { GitResult } from '#platform/git';

export type GitFailure = Extract<GitResult, { ok: false }>;

/** Ends a reading that consists of several commands; caught where the reading began and told as a result. */
export class GitStopped extends Error {
  constructor(readonly failure: GitFailure) {
    super(failure.message);
  }
}

/** The output, or the end of the reading. */
export function insist(result: GitResult): string {
  if (!result.ok) throw new GitStopped(result);
  return result.stdout;
}
