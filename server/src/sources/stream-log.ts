import type { Git, GitOptions, GitResult } from '#platform/git';
import { type LoggedCommit, type LoggedFile, logParser } from './git-log-parse.ts';

/** The commits of a log, newest first, and why it ended before its end, if it did. */
export interface Streamed<Files> {
  readonly commits: readonly LoggedCommit[];
  /** What was made of the files of each commit, in the order of the commits; perhaps more of them. */
  readonly files: readonly Files[];
  readonly stopped: 'window' | 'size' | Extract<GitResult, { ok: false }> | undefined;
}

/**
 * Runs a log and stops git as soon as the window is filled. Not by `--since`: git ends there at the first commit that
 * is older, and one commit made on a machine with a wrong clock would hide everything before it.
 * @param since committer time before which a commit is of no interest, given the newest commit of the log
 * @throws MalformedLog when the output is not a log
 */
export async function streamLog<Files>(
  git: Git,
  args: readonly string[],
  since: (newest: LoggedCommit) => number,
  options: GitOptions & {
    /** Makes of the files of each commit what is kept of them, as they come. */
    readonly take: (files: readonly LoggedFile[]) => Files;
    readonly onCommits?: (count: number) => void;
  },
): Promise<Streamed<Files>> {
  const commits: LoggedCommit[] = [];
  const taken: Files[] = [];
  let start: number | undefined;
  let inside = 0;
  let older = 0;
  let touched = 0;
  let filled: 'window' | 'size' | undefined;
  const enough = new AbortController();
  const stopAll = () => enough.abort();
  options.signal?.addEventListener('abort', stopAll, { once: true });
  if (options.signal?.aborted) stopAll();

  const parser = logParser((commit, files) => {
    if (filled) return;
    start ??= since(commit);
    commits.push(commit);
    taken.push(options.take(files));
    touched += files.length;
    if (commit.at >= start) {
      inside = commits.length;
      older = 0;
    } else older += 1;
    if (older >= OLDER_IN_A_ROW) filled = 'window';
    else if (commits.length >= MOST_COMMITS || touched >= MOST_FILES) filled = 'size';
  });
  try {
    const result = await git.stream(
      args,
      chunk => {
        if (filled) return;
        parser.push(chunk);
        options.onCommits?.(commits.length);
        if (filled) stopAll();
      },
      { ...options, signal: enough.signal },
    );
    if (result.ok) parser.end();
    const stopped = filled ?? (result.ok ? undefined : result);
    return { commits: filled === 'window' ? commits.slice(0, inside) : commits, files: taken, stopped };
  } finally {
    options.signal?.removeEventListener('abort', stopAll);
  }
}

/** So many commits before the window, one after the other, are its end and not a clock that was wrong. */
const OLDER_IN_A_ROW = 64;
/** What still fits in memory; told as a limit when it is reached. */
const MOST_COMMITS = 100_000;
const MOST_FILES = 1_000_000;
