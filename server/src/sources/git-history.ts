import { createHash } from 'node:crypto';
import type { HistoryFacts } from '#core/facts/history';
import { absent, type SourceState } from '#core/facts/state';
import type { Cache } from '#platform/cache';
import type { ReadResult } from '#platform/file-system';
import type { Git, GitOptions, GitRefs } from '#platform/git';
import { refNames } from '#platform/ref-names';
import { askRefs } from './ask-refs.ts';
import { candidateBranches } from './default-branch.ts';
import { GitStopped } from './git-stopped.ts';
import { FORMAT, packHistory } from './history-pack.ts';
import { unpackHistory } from './history-unpack.ts';
import { GAIN, type Mined, type MiningJob, mineHistory } from './mine-history.ts';
import { findBase } from './mined-base.ts';

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
  /** Whether this thread has other work meanwhile, for which git need not wait. */
  readonly patient?: boolean | undefined;
  /** Does the mining elsewhere: in a second thread, say. By default it is done here. */
  readonly mine?: (job: MiningJob, signal: AbortSignal | undefined) => Promise<Mined>;
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
    throw error;
  }
  throw abandoned();
}

/** The widest window that any measure asks for. */
export const HISTORY_MONTHS = 36;

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

  const { changeUnit, timeoutMs } = options;
  const job: MiningJob = { months, refs, head, base, mailmap, changeUnit, timeoutMs };
  const mined = options.mine && (await options.mine(job, options.signal));
  const result = mined ? handedOver(mined) : await mineHistory(git, job, options);
  // What a time limit cut short may be whole the next time.
  if (cache && result.state !== 'absent' && result.facts.limits.every(({ code }) => code !== 'truncated'))
    cache.set(key, ...(mined?.packed ? [mined.packed] : packHistory(result)));
  return result;
}

function handedOver({ packed, state }: Mined): SourceState<HistoryFacts> {
  if (!packed) return state;
  const history = unpackHistory(packed);
  if (!history) throw new Error('The history could not be handed over.');
  return history;
}

async function currentRefs(git: Git, options: HistoryOptions, limits: GitOptions): Promise<GitRefs> {
  if (options.refs?.head !== undefined) return options.refs;
  const asked = await askRefs(git, refNames(options.branch), limits);
  if ('ok' in asked) throw new GitStopped(asked);
  return asked;
}

function digest(parts: readonly unknown[]): string {
  return createHash('sha1').update(JSON.stringify(parts)).digest('hex');
}

function abandoned(): Error {
  return Object.assign(new Error('Reading history was abandoned.'), { name: 'AbortError' });
}
