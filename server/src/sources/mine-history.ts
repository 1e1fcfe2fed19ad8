import type { Change, HistoryFacts, TouchedFile } from '#core/facts/history';
import { type Absent, absent, ready, type SourceState, stale } from '#core/facts/state';
import type { ReadResult } from '#platform/file-system';
import type { Git, GitOptions, GitRefs } from '#platform/git';
import { type LoggedCommit, type LoggedFile, logParser, MalformedLog } from './git-log-parse.ts';
import { GitStopped, insist } from './git-stopped.ts';
import { historyLimits } from './history-limits.ts';
import { historyPacker } from './history-pack.ts';
import { authorArguments, differenceArguments, logArguments } from './log-arguments.ts';
import { parseSignature, readMailmap } from './mailmap.ts';
import { type AuthoredCommit, authorsOfMerges } from './merge-authors.ts';
import type { MinedBase } from './mined-base.ts';
import { followRenames } from './rename-identity.ts';
import { type Streamed, streamLog } from './stream-log.ts';

/** Everything that decides what is mined, as plain data that another thread can be given. */
export interface MiningJob {
  /** How far back, from the reviewed commit. */
  readonly months: number;
  readonly refs: GitRefs;
  /** The reviewed commit. */
  readonly head: string;
  readonly base: MinedBase;
  readonly mailmap: ReadResult;
  readonly changeUnit: string | undefined;
  readonly timeoutMs: number | undefined;
}

/** What mining gave: the facts as bytes, which another thread hands over without a copy, or why there are none. */
export type Mined =
  | { readonly packed: Uint8Array; readonly state?: undefined }
  | { readonly packed?: undefined; readonly state: Absent };

export interface MiningOptions {
  readonly signal?: AbortSignal | undefined;
  /** Whether this thread has other work meanwhile, for which git need not wait. */
  readonly patient?: boolean | undefined;
  readonly onProgress?: ((step: { readonly message: string; readonly done?: number }) => void) | undefined;
}

export const GAIN =
  'with history Wiring tells which modules change together and how often each team can act alone';

/**
 * Runs git and reads what it says. What git refuses is told as absent, with the reason.
 * When the signal fires the result is of no meaning.
 */
export async function mineHistory(
  git: Git,
  job: MiningJob,
  options: MiningOptions,
): Promise<SourceState<HistoryFacts>> {
  const mined = await tryToMine(git, job, options, files => files, NO_FILES);
  if ('state' in mined) return mined;
  const { changes, facts, notes } = mined;
  const history = { ...facts, changes };
  return mined.stale === undefined ? ready(history, notes) : stale(history, mined.stale, notes);
}

const NO_FILES: readonly TouchedFile[] = [];

/** The same as bytes, for another thread: packed as it comes, since what is only handed on need not become objects first. */
export async function minePacked(git: Git, job: MiningJob, options: MiningOptions): Promise<Mined> {
  const packer = historyPacker();
  const mined = await tryToMine(git, job, options, packer.files, packer.files([]));
  return 'state' in mined ? { state: mined } : { packed: Buffer.concat(packer.finish(mined)) };
}

/** Facts whose changes have their files in a form of their own. */
interface MinedAs<Files> {
  readonly facts: Omit<HistoryFacts, 'changes'>;
  readonly changes: readonly ChangeAs<Files>[];
  readonly notes: readonly string[];
  /** Why they are incomplete. */
  readonly stale: string | undefined;
}

type ChangeAs<Files> = Omit<Change, 'files'> & { readonly files: Files };

async function tryToMine<Files>(
  git: Git,
  job: MiningJob,
  { signal, patient, onProgress }: MiningOptions,
  take: (files: readonly TouchedFile[]) => Files,
  none: Files,
): Promise<MinedAs<Files> | Absent> {
  const limits: GitOptions = {
    ...(signal ? { signal } : {}),
    ...(patient ? { patient } : {}),
    ...(job.timeoutMs === undefined ? {} : { timeoutMs: job.timeoutMs }),
  };
  try {
    return await mine(git, { ...job, limits, onProgress }, take, none);
  } catch (error) {
    if (error instanceof GitStopped) return absent(error.failure.message, GAIN);
    if (error instanceof MalformedLog) return absent(`${error.message}; "git fsck" may tell why`, GAIN);
    throw error;
  }
}

const MONTH_SECONDS = 30.44 * 86_400;

interface Mining extends MiningJob {
  readonly limits: GitOptions;
  readonly onProgress: MiningOptions['onProgress'];
}

async function mine<Files>(
  git: Git,
  mining: Mining,
  take: (files: readonly TouchedFile[]) => Files,
  none: Files,
): Promise<MinedAs<Files> | Absent> {
  const { refs, head, base, months, limits, onProgress } = mining;
  const how = { exactRenames: refs.partial, relative: refs.prefix !== '' };
  const ahead = head === base.commit ? undefined : await unmerged(git, mining, how);
  const follow = followRenames();
  if (ahead && ahead.files.length > 0) follow.commit(ahead.files);
  const log = await streamLog(
    git,
    logArguments({ tip: base.commit, ...how }),
    newest => (ahead?.now ?? newest.at) - months * MONTH_SECONDS,
    {
      ...limits,
      take: files => take(follow.commit(files)),
      onCommits: done => onProgress?.({ message: 'Reading history', done }),
    },
  );
  const failed = typeof log.stopped === 'object' ? log.stopped : undefined;
  if (failed && (failed.reason !== 'timeout' || log.commits.length === 0)) throw new GitStopped(failed);

  const now = ahead?.now ?? log.commits[0]?.at ?? 0;
  const { commits, cut } = withoutCut(log, refs);
  const filesOf = (index: number) => log.files[index] ?? none;
  const changes = await toChanges(git, mining, commits, filesOf, now - months * MONTH_SECONDS);
  const facts: Omit<HistoryFacts, 'changes'> = {
    now,
    reviewed: head,
    branch: base.branch.name,
    mergeBase: base.commit,
    limits: historyLimits({
      refs,
      branch: base.branch,
      mailmap: mining.mailmap.ok ? 'read' : mining.mailmap.reason === 'missing' ? 'none' : 'unreadable',
      stopped: log.stopped,
      oldest: changes.at(-1)?.at,
      cut,
    }),
  };
  return described(facts, changes, mining);
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
  const parser = logParser((_, files) => found.push(...files));
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
  log: Streamed<unknown>,
  refs: GitRefs,
): { readonly commits: readonly LoggedCommit[]; readonly cut: boolean } {
  const last = log.commits.at(-1);
  if (!refs.shallow || !last || last.parents.length > 0) return { commits: log.commits, cut: false };
  return { commits: log.commits.slice(0, -1), cut: true };
}

async function toChanges<Files>(
  git: Git,
  mining: Mining,
  commits: readonly LoggedCommit[],
  filesOf: (index: number) => Files,
  since: number,
): Promise<readonly ChangeAs<Files>[]> {
  const canonical = readMailmap(mining.mailmap.ok ? mining.mailmap.text : '');
  // A few people sign thousands of commits.
  const known = new Map<string, readonly string[]>();
  const addressOf = (text: string): readonly string[] => {
    let found = known.get(text);
    if (!found) {
      const signature = parseSignature(text);
      found = signature ? [canonical(signature)] : [];
      known.set(text, found);
    }
    return found;
  };
  const addresses = (signatures: readonly string[]) => signatures.flatMap(addressOf);
  const byMerge = await mergeAuthors(git, mining, commits, since, addresses);
  const changes: ChangeAs<Files>[] = [];
  commits.forEach((commit, index) => {
    if (commit.at < since) return;
    const brought = byMerge.get(commit.id) ?? [];
    const helped = addresses(commit.coAuthors);
    // Who pressed the button made the change only if nobody else did.
    const made = brought.length === 0 ? addressOf(commit.author) : brought;
    const authors = made === brought || helped.length > 0 ? [...new Set([...helped, ...made])].sort() : made;
    const { id, at, subject } = commit;
    changes.push({ id, at, subject: plain(subject), authors, files: filesOf(index) });
  });
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

function described<Files>(
  facts: Omit<HistoryFacts, 'changes'>,
  changes: readonly ChangeAs<Files>[],
  { months, changeUnit }: Mining,
): MinedAs<Files> | Absent {
  const { branch, limits } = facts;
  const cut = limits.find(({ code }) => code === 'shallow' || code === 'truncated');
  if (cut && changes.length === 0) return absent(cut.message, GAIN);
  const notes = limits.filter(limit => limit !== cut).map(({ message }) => message);
  if (changes.length === 0) notes.push(`no change of ${branch} within ${months} months`);
  if (changeUnit !== undefined && changeUnit !== 'merge') {
    notes.push(`"change is ${changeUnit}" is not read yet; a change is what was merged at once`);
  }
  return { facts, changes, notes, stale: cut?.message };
}

/** Subjects end up in terminals. */
function plain(subject: string): string {
  return subject.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]+/g, ' ');
}
