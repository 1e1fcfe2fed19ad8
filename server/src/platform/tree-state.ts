import { createHash } from 'node:crypto';
import type { RepoPath } from '#core/facts/place';
import type { FileSystem, Listing, ReadResult } from './file-system.ts';

/** What a tree was like at one moment, told without reading more of it than has to be. Plain data, to be kept. */
export interface TreeState {
  /** Of the listing: every path with size, times and number on disk, everything skipped with its reason. */
  readonly digest: string;
  /** Files that were too young for their times to vouch for them: path and digest of the content. */
  readonly young: readonly (readonly [RepoPath, string])[];
}

/**
 * The state of a listed tree, to compare with a later one; `undefined` where it cannot be told (no disk, or so much was
 * written just now that reading it all again is better).
 *
 * This is git's "racily clean": a file written at about the moment it was looked at may be written again without its time
 * telling. Two seconds are the coarsest clock of a file system in use. ctime cannot be set by anybody, so a tool that puts
 * mtime back (`touch -r`, `cp -p`, `rsync -t`) is noticed all the same.
 * @param now before the listing was made, in milliseconds since 1970
 */
export function treeState(fs: FileSystem, listing: Listing, now: number): TreeState | undefined {
  const { files, states, skipped, listedBy, note = '' } = listing;
  if (states?.length !== files.length) return undefined;
  const young: [RepoPath, string][] = [];
  for (const [index, path] of files.entries()) {
    const state = states[index];
    if (!state || Math.max(state.mtimeMs, state.ctimeMs) <= now - YOUNG_MS) continue;
    if (young.length >= MOST_YOUNG) return undefined;
    young.push([path, contentDigest(fs, path)]);
  }
  return { digest: digestOf([listedBy, note, linesOf(files, states), skipped]), young };
}

/** Whether a tree that was in the state `before` still is, of which `after` tells all but what was young then. */
export function sameTree(fs: FileSystem, before: TreeState, after: TreeState): boolean {
  return (
    before.digest === after.digest &&
    before.young.every(([path, digest]) => contentDigest(fs, path) === digest)
  );
}

export function contentDigest(fs: FileSystem, path: RepoPath): string {
  return resultDigest(fs.read(path));
}

/** Of the text, or of the reason why there is none. */
export function resultDigest(read: ReadResult): string {
  return digestOf(read.ok ? ['text', read.text] : ['none', read.reason]);
}

const YOUNG_MS = 2000;
const MOST_YOUNG = 500;

function linesOf(files: readonly RepoPath[], states: NonNullable<Listing['states']>): string {
  let lines = '';
  for (const [index, path] of files.entries()) {
    const { size, mtimeMs, ctimeMs, ino } = states[index] ?? NOTHING;
    // No path holds a NUL.
    lines += `${path}\0${size} ${mtimeMs} ${ctimeMs} ${ino}\n`;
  }
  return lines;
}

const NOTHING = { size: -1, mtimeMs: -1, ctimeMs: -1, ino: -1 };

function digestOf(parts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64');
}
