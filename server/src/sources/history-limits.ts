import type { HistoryLimit } from '#core/facts/history';
import type { GitRefs } from '#platform/git';
import type { MinedBranch } from './default-branch.ts';
import type { Streamed } from './stream-log.ts';

/** What this history cannot tell, each with what is so and what to do. */
export function historyLimits(known: {
  readonly refs: GitRefs;
  readonly branch: MinedBranch;
  readonly mailmap: 'read' | 'none' | 'unreadable';
  readonly stopped: Streamed<unknown>['stopped'];
  /** Committer time of the oldest change kept, epoch seconds. */
  readonly oldest: number | undefined;
  /** Whether the cut of a shallow clone was met inside the window. */
  readonly cut: boolean;
}): readonly HistoryLimit[] {
  const { refs, branch, mailmap, stopped, oldest, cut } = known;
  const back = oldest === undefined ? 'no change' : `nothing before ${day(oldest)}`;
  const limits: HistoryLimit[] = [];
  const say = (code: HistoryLimit['code'], message: string) => limits.push({ code, message });
  if (cut) {
    say(
      'shallow',
      `this is a shallow clone and tells ${back}; run "git fetch --unshallow" (in GitHub Actions: fetch-depth: 0) for the rest`,
    );
  }
  if (stopped === 'size') say('truncated', `the history is larger than Wiring takes and tells ${back}`);
  else if (typeof stopped === 'object')
    say('truncated', `${stopped.message}; what had been read tells ${back}`);
  if (refs.partial) {
    say(
      'partial-clone',
      'this is a partial clone: files are followed through a rename only where their content stayed the same, because older contents are not here and are not fetched',
    );
  }
  if (refs.kind === 'worktree') {
    say('worktree', 'this is one of several worktrees of a repository; the history is that of its own HEAD');
  }
  if (refs.kind === 'submodule') {
    say('submodule', 'this is a submodule: its own history is read, not that of the repository around it');
  }
  if (branch.because === 'detached HEAD') {
    say(
      'detached',
      'HEAD is on no branch and there is no origin/HEAD, main, master, develop or trunk, so the line of HEAD itself is read; name the branch in "history { branch … }" if that is another',
    );
  }
  if (mailmap === 'unreadable') {
    say(
      'no-mailmap',
      '.mailmap is not a regular file and was not read; addresses are taken as they stand in the commits',
    );
  }
  return limits;
}

function day(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(0, 10);
}
