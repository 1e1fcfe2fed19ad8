import { createHash } from 'node:crypto';
import type { Change, HistoryFacts, TouchedFile } from '#core/facts/history';
import { absent, ready, type SourceState, stale } from '#core/facts/state';
import type { Cache } from '#platform/cache';
import type { ReadResult } from '#platform/file-system';
import type { Git, GitOptions, GitRefs } from '#platform/git';
import { refNames } from '#platform/ref-names';
import { askRefs } from './ask-refs.ts';
import { candidateBranches } from './default-branch.ts';
import { type LoggedCommit, type LoggedFile, logParser, MalformedLog } from './git-log-parse.ts';
import { GitStopped, insist } from './git-stopped.ts';
import { FORMAT, packHistory, unpackHistory } from './history-cache.ts';
import { historyLimits } from './history-limits.ts';
import { authorArguments, differenceArguments, logArguments } from './log-arguments.ts';
import { parseSignature, readMailmap } from './mailmap.ts';
import { type AuthoredCommit, authorsOfMerges } from './merge-authors.ts';
import { findBase, type MinedBase } from './mined-base.ts';
import { followRenames } from './rename-identity.ts';
import { type Streamed, streamLog } from './stream-log.ts';

export interface HistoryOptions {
  /** How far back, from the reviewed commit. A month is 30.44 days. */
  readonly months?: number;
  /** The branch that the wiring file names; nothing else is mined then. */
  readonly branch?: string | undefined;
  /** The unit that the wiring file asks for. Merged changes are the only one so far; another is answered by a note. */
  readonly changeUnit?: string | undefined;
  /** What `readRefs` says; with it and a cache, an unchanged history costs no process at all. */
  readonly refs?: GitRefs | undefined;
  /** Reads `.mailmap` at the root, regular files only. Without it every address is taken as it stands. */
  readonly readMailmap?: () => ReadResult;
  readonly cache?: Cache | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly timeoutMs?: number;
  readonly onProgress?: (step: { readonly message: string; readonly done?: number }) => void;
}

/**
 * What was merged, newest first, with the traps of DESIGN.md section 3 minded. Never throws for what git says: where
 * there is no history to read, the reason and the gain are in the result.
 * @throws AbortError (name) when the signal fires
 */
export async function readHistory(
  git: Git,
  options: HistoryOptions = {},
): Promise<SourceState<HistoryFacts>> {
  try {
    const result = await read(git, options);
    if (!options.signal?.aborted) return result;
  } catch (error) {
    if (options.signal?.aborted) throw abandoned();
    if (error instanceof GitStopped) return absent(error.failure.message, GAIN);
    if (error instanceof MalformedLog) return absent(`${error.message}; "git fsck" may tell why`, GAIN);
    throw error;
  }
  throw abandoned();
}

/** The widest window that any measure asks for. */
export const HISTORY_MONTHS = 36;
const MONTH_SECONDS = 30.44 * 86_400;

const GAIN = 'with history Wiring tells which modules change together and how often each team can act alone';

async function read(git: Git, options: HistoryOptions): Promise<SourceState<HistoryFacts>> {
  const { branch: declared, cache, months = HISTORY_MONTHS } = options;
  const limits: GitOptions = {
    ...(options.signal ? { signal: options.signal } : {}),
    ...(options.timeoutMs === undefined ? {} : { timeoutMs: options.timeoutMs }),
  };
  const refs = await currentRefs(git, options, limits);
  const head = refs.head ?? '';
  const candidates = candidateBranches(refs, declared);
  if (declared !== undefined && candidates.length === 0) {
    return absent(
      `"history { branch ${declared} }" names a branch that this clone does not have; fetch it, or name another`,
      GAIN,
    );
  }
  const salt = refs.shallow ? refs.digest : '';
  const base = await findBase(git, head, candidates, { cache, salt }, limits);
  if (!base)
    return absent(`${candidates[0]?.name ?? 'the branch'} and HEAD have no commit in common here`, GAIN);

  const mailmap = options.readMailmap?.() ?? { ok: false, reason: 'missing' };
  const mailmapText = mailmap.ok ? mailmap.text : mailmap.reason;
  const key = `history:${digest([FORMAT, head, base, months, refs.prefix, refs.partial, refs.kind, salt, mailmapText, options.changeUnit])}`;
  const kept = cache?.get(key);
  const known = kept && unpackHistory(kept);
  if (known) return known;

  const result = await mine(git, { ...options, months, refs, head, base, mailmap, limits });
  // What a time limit cut short may be whole the next time.
  const whole = result.state !== 'absent' && result.facts.limits.every(({ code }) => code !== 'truncated');
  if (whole) cache?.set(key, packHistory(result));
  return result;
}

async function currentRefs(git: Git, options: HistoryOptions, limits: GitOptions): Promise<GitRefs> {
  if (options.refs?.head !== undefined) return options.refs;
  const asked = await askRefs(git, refNames(options.branch), limits);
  if ('ok' in asked) throw new GitStopped(asked);
  return asked;
}

interface Mining extends HistoryOptions {
  readonly months: number;
  readonly refs: GitRefs;
  readonly head: string;
  readonly base: MinedBase;
  readonly mailmap: ReadResult;
  readonly limits: GitOptions;
}

async function mine(git: Git, mining: Mining): Promise<SourceState<HistoryFacts>> {
  const { refs, head, base, months, limits, onProgress } = mining;
  const how = { exactRenames: refs.partial, relative: refs.prefix !== '' };
  const ahead = head === base.commit ? undefined : await unmerged(git, mining, how);
  const follow = followRenames();
  if (ahead && ahead.files.length > 0) follow.commit(ahead.files);
  const touched = new Map<string, readonly TouchedFile[]>();
  const log = await streamLog(
    git,
    logArguments({ tip: base.commit, ...how }),
    newest => (ahead?.now ?? newest.at) - months * MONTH_SECONDS,
    {
      ...limits,
      onCommit: commit => touched.set(commit.id, follow.commit(commit.files)),
      onCommits: done => onProgress?.({ message: 'Reading history', done }),
    },
  );
  const failed = typeof log.stopped === 'object' ? log.stopped : undefined;
  if (failed && (failed.reason !== 'timeout' || log.commits.length === 0)) throw new GitStopped(failed);

  const now = ahead?.now ?? log.commits[0]?.at ?? 0;
  const { commits, cut } = withoutCut(log, refs);
  const changes = await toChanges(git, mining, commits, touched, now - months * MONTH_SECONDS);
  const facts: HistoryFacts = {
    now,
    reviewed: head,
    branch: base.branch.name,
    mergeBase: base.commit,
    changes,
    limits: historyLimits({
      refs,
      branch: base.branch,
      mailmap: mining.mailmap.ok ? 'read' : mining.mailmap.reason === 'missing' ? 'none' : 'unreadable',
      stopped: log.stopped,
      oldest: changes.at(-1)?.at,
      cut,
    }),
  };
  return described(facts, mining);
}

/** Time and differences of the reviewed commit where it is ahead of what is mined. */
async function unmerged(
  git: Git,
  { head, base, limits }: Mining,
  how: { readonly exactRenames: boolean; readonly relative: boolean },
): Promise<{ readonly now: number; readonly files: readonly LoggedFile[] }> {
  const [time, difference] = await Promise.all([
    git.run(['log', '-1', '-s', '--no-show-signature', '--format=%ct', head, '--'], limits),
    git.run(differenceArguments(base.commit, head, how), limits),
  ]);
  const found: LoggedFile[] = [];
  const parser = logParser(commit => found.push(...commit.files));
  // The parser expects a commit before its files; a difference of two commits has none.
  parser.push(Buffer.from([head, '', '0', '', '', '', insist(difference)].join('\0')));
  parser.end();
  return { now: Number(insist(time).trim()), files: found };
}

/**
 * The oldest commit of a shallow clone looks as if it had made every file. It is dropped. A true first commit of a
 * shallow clone is dropped with it: the two cannot be told apart here, and one change more or less decides nothing.
 */
function withoutCut(
  log: Streamed,
  refs: GitRefs,
): { readonly commits: readonly LoggedCommit[]; readonly cut: boolean } {
  const last = log.commits.at(-1);
  if (!refs.shallow || !last || last.parents.length > 0) return { commits: log.commits, cut: false };
  return { commits: log.commits.slice(0, -1), cut: true };
}

async function toChanges(
  git: Git,
  mining: Mining,
  commits: readonly LoggedCommit[],
  touched: ReadonlyMap<string, readonly TouchedFile[]>,
  since: number,
): Promise<readonly Change[]> {
  const canonical = readMailmap(mining.mailmap.ok ? mining.mailmap.text : '');
  const addresses = (signatures: readonly string[]) =>
    signatures.flatMap(text => {
      const signature = parseSignature(text);
      return signature ? [canonical(signature)] : [];
    });
  const byMerge = await mergeAuthors(git, mining, commits, since, addresses);
  const changes: Change[] = [];
  for (const commit of commits) {
    if (commit.at < since) continue;
    const files = touched.get(commit.id) ?? [];
    const brought = byMerge.get(commit.id) ?? [];
    const authors = [...brought, ...addresses(commit.coAuthors)];
    // Who pressed the button made the change only if nobody else did.
    if (brought.length === 0) authors.push(...addresses([commit.author]));
    const { id, at, subject } = commit;
    changes.push({ id, at, subject: plain(subject), authors: [...new Set(authors)].sort(), files });
  }
  return changes;
}

async function mergeAuthors(
  git: Git,
  { limits }: Mining,
  commits: readonly LoggedCommit[],
  since: number,
  addresses: (signatures: readonly string[]) => readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const merges = commits.filter(commit => commit.parents.length > 1 && commit.at >= since);
  const newest = merges[0];
  if (!newest) return new Map();
  const all = new Map<string, AuthoredCommit>();
  const collect = async (from: string, below: string | undefined) => {
    const parser = logParser(({ id, parents, author, coAuthors }) => {
      all.set(id, { id, parents, authors: addresses([author, ...coAuthors]) });
    });
    insist(await git.stream(authorArguments(from, below), chunk => parser.push(chunk), limits));
    parser.end();
  };
  if (merges.length <= FEW_MERGES) {
    await Promise.all(merges.map(({ id, parents }) => collect(id, parents[0])));
  } else await collect(newest.id, merges.at(-1)?.parents[0]);
  return authorsOfMerges(
    commits.map(({ id }) => id),
    all,
  );
}

/** So few are asked for one by one: between two of them may lie thousands of commits that nobody asks about. */
const FEW_MERGES = 8;

function described(facts: HistoryFacts, { months, changeUnit }: Mining): SourceState<HistoryFacts> {
  const { changes, branch, limits } = facts;
  const cut = limits.find(({ code }) => code === 'shallow' || code === 'truncated');
  if (cut && changes.length === 0) return absent(cut.message, GAIN);
  const notes = limits.filter(limit => limit !== cut).map(({ message }) => message);
  if (changes.length === 0) notes.push(`no change of ${branch} within ${months} months`);
  if (changeUnit !== undefined && changeUnit !== 'merge') {
    notes.push(`"change is ${changeUnit}" is not read yet; a change is what was merged at once`);
  }
  return cut ? stale(facts, cut.message, notes) : ready(facts, notes);
}

/** Subjects end up in terminals. */
function plain(subject: string): string {
  return subject.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]+/g, ' ');
}

function digest(parts: readonly unknown[]): string {
  return createHash('sha1').update(JSON.stringify(parts)).digest('hex');
}

function abandoned(): Error {
  return Object.assign(new Error('Reading history was abandoned.'), { name: 'AbortError' });
}
