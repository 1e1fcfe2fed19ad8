import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { folderOf, type RepoPath, tryRepoPath } from '#core/facts/place';
import { NO_TRACES, type RuntimeFacts } from '#core/facts/runtime';
import { absent, type SourceState } from '#core/facts/state';
import type { UncommittedFacts } from '#core/facts/uncommitted';
import type { WiringLanguage } from '#language/language';
import { startsNestedRoot } from '#language/nested-root';
import type { Cache } from '#platform/cache';
import { type EarlyListing, listEarly } from '#platform/early-listing';
import { readRefs } from '#platform/git-refs';
import { readTags } from '#platform/git-tags';
import { nodeCache } from '#platform/node-cache';
import { nodeFileSystem } from '#platform/node-file-system';
import { findRepository, nodeGit } from '#platform/node-git';
import { nodeWorkTree } from '#platform/node-work-tree';
import { secondThread } from '#platform/second-thread';
import { openSession } from '#session/open-session';
import type { Sources } from '#session/parts';
import type { Session } from '#session/snapshot';
import { readOwnership } from '#sources/codeowners';
import { readFileExports } from '#sources/exports-reader';
import { readFiles } from '#sources/files';
import { readHistory } from '#sources/git-history';
import { readImports } from '#sources/imports';
import type { Mined } from '#sources/mine-history';
import { planWhenReady } from '#sources/moves/plan-moves';
import { readModules } from '#sources/packages';
import { withReleases } from '#sources/release-tags';
import { readRosters } from '#sources/roster';
import { readUncommitted } from '#sources/uncommitted';
import type { HistoryTask } from './history-thread.ts';
import { type KeptReviews, keptReviews } from './kept-review.ts';

/** The real parts of a session, for both entry points. */
export interface RootOptions<Language extends WiringLanguage> {
  /** Makes the language of this root; loaded when it is needed. */
  readonly createLanguage: () => Promise<Language>;
  /** Whether git may run at all: asked by the user, or the workspace is trusted. */
  readonly git: boolean;
  /** Said in place of the history where git may not run. */
  readonly withoutGit: string;
  readonly cache: boolean;
  /** For one review of a command, which ends, and not for an editor: whole reviews are kept between runs then. */
  readonly once?: boolean;
  /** Files and folders of traces that a person named, from the current folder. */
  readonly traces?: readonly string[];
  /** How far back history is read; by default as far as a review needs it. */
  readonly historyMonths?: number | undefined;
  /** ISO date; by default the machine's day. */
  readonly today?: string | undefined;
}

export interface OpenRoot<Language> {
  readonly session: Session;
  /** The session's own, so that what an editor asks is about what was read last. */
  language(): Promise<Language>;
  readonly reviews: KeptReviews | undefined;
  /** What is not committed yet, or why that cannot be told. Reads it anew each time. */
  uncommitted(): Promise<SourceState<UncommittedFacts>>;
}

export function openRoot<Language extends WiringLanguage>(
  root: string,
  options: RootOptions<Language>,
): OpenRoot<Language> {
  // WIRING_NO_CACHE says it for a whole environment, compiled code included (platform/load-part.ts).
  const cache: Cache | undefined = options.cache && !process.env.WIRING_NO_CACHE ? nodeCache() : undefined;
  // Whoever remembers reviews lists at once to see whether it has one.
  const early = options.once && options.git && !cache ? listEarly(root) : undefined;
  const disk = nodeFileSystem(root, { git: options.git, early, once: options.once });
  const git = options.git ? nodeGit(root) : undefined;
  const today = () => options.today ?? new Date().toISOString().slice(0, 10);
  const traces = options.traces ?? [];
  // How far back history was read is not among what a kept review is compared by.
  const keeps = options.once && options.historyMonths === undefined;
  const reviews =
    cache && keeps ? keptReviews(disk, cache, { git: options.git, today: today(), traces }) : undefined;
  const fs = reviews?.fs ?? disk;
  // In an editor history must not keep this thread from answering. A single run has nobody else to answer, and a thread of
  // its own would cost it more than the work that it takes off.
  const elsewhere = options.once ? undefined : secondThread<HistoryTask, Mined>('history-thread.cjs');
  let made: Promise<Language> | undefined;
  const language = () => {
    made ??= options.createLanguage();
    return made;
  };
  const session = openSession({
    fs,
    language,
    ...(early ? { begin: () => meanwhile(root, language, early) } : {}),
    today,
    sources: {
      startsNestedRoot,
      files: readFiles,
      rosters: readRosters,
      modules: readModules,
      ownership: readOwnership,
      imports: input => readImports({ ...input, cache }),
      exports: readFileExports,
      moves: planWhenReady,
      runtime: tracesReader(root, traces, reviews),
      history: async ({ declared, signal }) => {
        const refs = git && readRefs(root, declared.branch);
        reviews?.readFrom(declared.branch, refs);
        if (!git) return absent(options.withoutGit, 'with git, changes tell which teams must lift together');
        const history = await readHistory(git, {
          ...(declared.branch === undefined ? {} : { branch: declared.branch }),
          ...(declared.change === undefined ? {} : { changeUnit: declared.change }),
          ...(options.historyMonths === undefined ? {} : { months: options.historyMonths }),
          refs,
          readMailmap: () => fs.read('.mailmap' as RepoPath),
          cache,
          signal,
          ...(elsewhere ? { mine: (job, stop) => elsewhere({ root, job }, stop) } : { patient: true }),
        });
        return withReleases(history, changes => readTags(root, changes), git, signal ? { signal } : {});
      },
    },
  });
  const uncommitted = async () =>
    git
      ? readUncommitted(nodeWorkTree(root, git))
      : absent(options.withoutGit, 'with git, a change tells whom it needs before it is committed');
  return { session, language, reviews, uncommitted };
}

/** What nearly every root with a wiring file at its top needs is made while git lists. */
async function meanwhile(
  root: string,
  language: () => Promise<WiringLanguage>,
  early: EarlyListing,
): Promise<void> {
  if (readdirSync(root).some(name => name.endsWith('.wiring'))) (await language()).prepare();
  await early.ended;
}

/** Reads traces anew only where the files are others than last time. What it takes is loaded when it is needed. */
function tracesReader(
  root: string,
  named: readonly string[],
  reviews: KeptReviews | undefined,
): NonNullable<Sources['runtime']> {
  let last: { readonly key: string; readonly state: SourceState<RuntimeFacts> } | undefined;
  return async ({ declared, signal, onProgress }) => {
    if (named.length + declared.length === 0) return NO_TRACES;
    const { nodeTraceFiles } = await import('#platform/node-trace-files');
    const files = nodeTraceFiles(root, process.cwd());
    const found = files.find({ named, declared });
    reviews?.readTraces({ named, declared }, found);
    const key = JSON.stringify(found);
    if (last?.key === key) return last.state;
    const { readTraces } = await import('#sources/traces/read');
    const state = await readTraces({ files, found, signal, onProgress });
    last = { key, state };
    return state;
  };
}

export interface FoundRoot {
  /** Absolute. */
  readonly root: string;
  readonly by: 'git' | 'wiring' | 'path';
  /** The path that was asked about, relative to the root. */
  readonly within: RepoPath;
}

/**
 * The root that reviews a path: the innermost folder around it whose `.wiring` file begins with `root`,
 * else the repository around it, else the folder itself. `undefined` where there is no such path.
 */
export function findRoot(path: string): FoundRoot | undefined {
  const absolute = resolve(path);
  const stat = statSync(absolute, { throwIfNoEntry: false });
  if (!stat) return undefined;
  const folder = realpathSync(stat.isDirectory() ? absolute : dirname(absolute));
  const repository = findRepository(folder);
  const top = repository ?? folder;
  const below = tryRepoPath(relative(top, folder).split(sep).join('/'));
  const nested = below === undefined ? undefined : nestedRootOf(top, below);
  const root = nested === undefined ? top : join(top, nested);
  const within = tryRepoPath(relative(root, folder).split(sep).join('/')) ?? ('' as RepoPath);
  return { root, within, by: nested !== undefined ? 'wiring' : repository !== undefined ? 'git' : 'path' };
}

/** The innermost folder below `root`, at or above `path`, whose `.wiring` file begins with `root`. */
export function nestedRootOf(root: string, path: RepoPath): RepoPath | undefined {
  for (let folder = path; folder !== ''; folder = folderOf(folder)) {
    if (beginsRoot(join(root, folder))) return folder;
  }
  return undefined;
}

/** A `.wiring` file larger than this is none that a person wrote. */
const MOST_BYTES = 1 << 20;

function beginsRoot(folder: string): boolean {
  if (!existsSync(folder)) return false;
  try {
    return readdirSync(folder, { withFileTypes: true }).some(
      entry =>
        entry.isFile() &&
        entry.name.endsWith('.wiring') &&
        statSync(join(folder, entry.name)).size <= MOST_BYTES &&
        startsNestedRoot(readFileSync(join(folder, entry.name), 'utf8')),
    );
  } catch {
    return false;
  }
}
