import { createHash } from 'node:crypto';
import type { RepoPath } from '#core/facts/place';
import type { Cache } from './cache.ts';
import type { FileStat, FileSystem, Listing } from './file-system.ts';
import { contentDigest, resultDigest, sameTree, type TreeState, treeState } from './tree-state.ts';

/**
 * Answers that hold as long as everything they were made from is as it was. Asking costs a look at every file, reading of
 * none. A wrong old answer is far worse than a slow one: whatever cannot be vouched for is no hit.
 */
export interface KeptAnswers {
  /** To be read through by whoever makes the answer: it remembers what was asked beyond the listing. */
  readonly fs: FileSystem;
  /** The answer to the same question from before. To be asked before the answer is made, and once. */
  recall(question: string): string | undefined;
  /** Keeps an answer that was made since `recall` from what was read through `fs` and from `ground`. */
  keep(question: string, answer: string, ground: Ground): void;
}

/** What an answer rests on besides files, such as branches: how to ask for it, and what was the case. */
export interface Ground {
  readonly about: string;
  readonly was: string;
}

export interface KeptAnswersInput {
  readonly disk: FileSystem;
  readonly cache: Cache;
  /** Everything that decides about answers and is known beforehand: the program and its version, options, the day. */
  readonly recipe: readonly unknown[];
  /** What is now the case; `undefined` when it cannot be told. */
  ground(about: string): string | undefined;
  /** Milliseconds since 1970. */
  clock(): number;
}

/** What is kept. Of paths that are not listed (installed, git-ignored, not there at all) each look is kept by itself. */
interface Entry {
  readonly answer: string;
  readonly tree: TreeState;
  readonly ground: Ground;
  readonly read: readonly (readonly [RepoPath, string])[];
  readonly looked: readonly (readonly [RepoPath, string])[];
}

export function keptAnswers({ disk, cache, recipe, ground, clock }: KeptAnswersInput): KeptAnswers {
  let start: { readonly listing: Listing; readonly tree: TreeState | undefined } | undefined;
  const watched = watch(disk);
  const keyOf = (question: string) => `answer ${digest(JSON.stringify([recipe, disk.root, question]))}`;

  return {
    fs: watched.fs,
    recall(question) {
      const now = clock();
      const listing = disk.list();
      const tree = treeState(disk, listing, now);
      start = { listing, tree };
      watched.begin(listing);
      const entry = tree && parse(cache.get(keyOf(question)));
      if (!tree || !entry) return undefined;
      const holds =
        ground(entry.ground.about) === entry.ground.was &&
        sameTree(disk, entry.tree, tree) &&
        entry.read.every(([path, was]) => contentDigest(disk, path) === was) &&
        entry.looked.every(([path, was]) => statText(disk.stat(path)) === was);
      return holds ? entry.answer : undefined;
    },
    keep(question, answer, rests) {
      const beyond = watched.beyond();
      if (!start?.tree || !beyond) return;
      const entry: Entry = { answer, tree: start.tree, ground: rests, ...beyond };
      cache.set(keyOf(question), Buffer.from(JSON.stringify(entry)));
    },
  };
}

/** The disk, watched for what is asked of it beyond a listing; whoever lists first is given that very listing. */
function watch(disk: FileSystem) {
  let waiting: Listing | undefined;
  // Nothing is noted before the listing is there: then nobody will ask for it.
  let listed: ReadonlySet<RepoPath> | undefined;
  let torn = false;
  const read = new Map<RepoPath, string>();
  const looked = new Map<RepoPath, string>();
  const note = (known: Map<RepoPath, string>, path: RepoPath, text: string) => {
    // What changed between two looks is no ground for anything.
    if ((known.get(path) ?? text) !== text) torn = true;
    known.set(path, text);
  };
  const fs: FileSystem = {
    root: disk.root,
    list() {
      const listing = waiting ?? disk.list();
      waiting = undefined;
      return listing;
    },
    stat(path) {
      const stat = disk.stat(path);
      if (listed && !listed.has(path)) note(looked, path, statText(stat));
      return stat;
    },
    read(path) {
      const result = disk.read(path);
      if (listed && !listed.has(path)) note(read, path, resultDigest(result));
      return result;
    },
  };
  return {
    fs,
    begin(listing: Listing) {
      waiting = listing;
      listed = new Set(listing.files);
    },
    beyond: () => (torn ? undefined : { read: [...read], looked: [...looked] }),
  };
}

function statText(stat: FileStat | undefined): string {
  return stat ? `${stat.size} ${stat.mtimeMs} ${stat.ctimeMs}` : '';
}

/** The cache vouches that an entry is as it was written; its key, that this program wrote it. */
function parse(bytes: Buffer | undefined): Entry | undefined {
  return bytes && (JSON.parse(bytes.toString('utf8')) as Entry);
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
