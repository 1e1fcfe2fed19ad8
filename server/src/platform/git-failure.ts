import type { GitResult } from './git.ts';

export type GitFailure = Extract<GitResult, { ok: false }>;

/** Tells from what git wrote to stderr why it failed, with one sentence for each cause that a user can mend. */
export function classifyFailure(stderr: string, root: string): GitFailure {
  for (const [pattern, reason, message] of CAUSES) {
    if (pattern.test(stderr)) return { ok: false, reason, message: message(root) };
  }
  return {
    ok: false,
    reason: 'failed',
    message: `git ended with an error: ${firstComplaint(stderr)}. Run "git log" in ${root} to see it`,
  };
}

export const NO_GIT: GitFailure = {
  ok: false,
  reason: 'no-git',
  message:
    'git was not found on PATH; install git 2.31 or newer, or start from a shell where "git --version" works',
};

export function timedOut(timeoutMs: number): GitFailure {
  const seconds = Math.round(timeoutMs / 100) / 10;
  return {
    ok: false,
    reason: 'timeout',
    message: `git gave no end within ${seconds} s and was stopped; a pipe or an unreachable disk among git's files does that`,
  };
}

export const ABORTED: GitFailure = {
  ok: false,
  reason: 'aborted',
  message: 'git was stopped because the answer is not needed any more',
};

type Cause = readonly [RegExp, GitFailure['reason'], (root: string) => string];

/** In order: what is more specific stands first. The patterns are git's words in the C locale. */
const CAUSES: readonly Cause[] = [
  [
    /dubious ownership|unsafe repository/i,
    'dubious-ownership',
    root =>
      `git does not read ${root} because the folder belongs to another user; if you trust it, run: git config --global --add safe.directory "${root}"`,
  ],
  [
    /lazy fetching disabled|promisor|transport '.*' not allowed|expected .* to be (packed|a promised object)/i,
    'failed',
    () =>
      'this is a partial clone and objects that the history needs were never fetched; Wiring fetches nothing by itself, run: git fetch --refetch --filter=blob:none',
  ],
  [
    /not a git repository: .*[\\/]worktrees[\\/]/i,
    'not-a-repository',
    root =>
      `${root} is a worktree whose main repository is gone; run "git worktree repair" there, or clone again`,
  ],
  [
    /not a git repository: .*[\\/]modules[\\/]/i,
    'not-a-repository',
    root =>
      `${root} is a submodule whose outer repository is gone; run "git submodule update --init" in the outer repository`,
  ],
  [
    /not a git repository|cannot use bare repository|must be run in a work tree/i,
    'not-a-repository',
    root =>
      `${root} is not in a git repository with a working tree; run "git init" and commit, or open the folder that was cloned`,
  ],
  [
    /does not have any commits yet|bad default revision 'HEAD'|(unknown|ambiguous).*'HEAD'|bad revision 'HEAD'|Needed a single revision/i,
    'no-commits',
    () => 'the repository has no commits yet; commit once and the history can be read',
  ],
  [
    /unrecognized argument|unknown option|unknown value for --diff-merges|invalid option/i,
    'failed',
    () => 'this git is too old for the history that Wiring reads; git 2.31 or newer is needed',
  ],
  [
    /unable to read|bad object|missing (blob|tree|commit)|could not read|is corrupt|Could not parse object|loose object|bad tree/i,
    'failed',
    () => 'objects of the repository are missing or damaged; run "git fsck" to see which, or clone again',
  ],
];

/** The first fatal line, without control codes: it ends up in a terminal. */
function firstComplaint(stderr: string): string {
  const lines = stderr.split('\n').map(line => line.replace(/[\u0000-\u001f\u007f-\u009f]+/g, ' ').trim());
  const line =
    lines.find(text => /^(fatal|error):/.test(text)) ?? lines.find(text => text !== '') ?? 'no message';
  return line.slice(0, 300).replace(/\.$/, '');
}
