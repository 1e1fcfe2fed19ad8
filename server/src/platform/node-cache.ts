import { createHash, randomBytes } from 'node:crypto';
import {
  closeSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Cache } from './cache.ts';
import { cacheFolder } from './cache-folder.ts';
import { makeFolder } from './make-folder.ts';

export interface NodeCache extends Cache {
  /** Entries that could not be written since the start: a full disk, a home that may only be read. */
  readonly failures: number;
}

/**
 * Entries as files in a folder of their own. Each holds a digest of its key and content: whatever was damaged, cut short
 * or put there by somebody else is a miss. Above `limit` bytes the entries longest unused are removed.
 */
export function nodeCache(
  folder: string = join(cacheFolder(), 'facts'),
  limit: number = DEFAULT_LIMIT,
): NodeCache {
  let failures = 0;
  let written = 0;
  let first = true;

  return {
    get failures() {
      return failures;
    },
    get(key) {
      const path = join(folder, nameOf(key));
      const value = open(key, path);
      if (value !== undefined) touch(path);
      return value;
    },
    set(key, ...pieces) {
      try {
        write(folder, nameOf(key), [digestOf(key, pieces), ...pieces]);
        written += pieces.reduce((sum, { byteLength }) => sum + byteLength, 0);
        // Looking at the whole folder costs more than writing, so it is done once in a while.
        if (written > limit / 8 || (first && isDue(folder))) {
          tidy(folder, limit);
          written = 0;
        }
        first = false;
      } catch {
        failures++;
      }
    },
  };
}

const DEFAULT_LIMIT = 256 << 20;
const DIGEST_BYTES = 32;

/** Keys hold paths and digests of any length; file names may not. */
function nameOf(key: string): string {
  return `${createHash('sha256').update(key).digest('hex').slice(0, 40)}${ENTRY}`;
}

const ENTRY = '.entry';
const UNFINISHED = '.part';
const TIDIED = 'tidied';
const HOUR_MS = 3_600_000;

function open(key: string, path: string): Buffer | undefined {
  try {
    const whole = readFileSync(path);
    const value = whole.subarray(DIGEST_BYTES);
    return whole.length >= DIGEST_BYTES && digestOf(key, [value]).equals(whole.subarray(0, DIGEST_BYTES))
      ? value
      : undefined;
  } catch {
    return undefined;
  }
}

function digestOf(key: string, pieces: readonly Uint8Array[]): Buffer {
  const hash = createHash('sha256').update(`${key.length}:${key}`);
  for (const piece of pieces) hash.update(piece);
  return hash.digest();
}

/** Written aside and renamed, so that a reader sees the old entry or the new one, never half of one. */
function write(folder: string, name: string, pieces: readonly Uint8Array[]): void {
  makeFolder(folder, 0o700);
  const aside = join(folder, `${name}.${process.pid}-${randomBytes(6).toString('hex')}${UNFINISHED}`);
  try {
    const file = openSync(aside, 'wx', 0o600);
    try {
      for (const piece of pieces) writeFileSync(file, piece);
    } finally {
      closeSync(file);
    }
    renameSync(aside, join(folder, name));
  } catch (error) {
    rmSync(aside, { force: true });
    throw error;
  }
}

/** An entry in use is the last to go. Once an hour is often enough for that. */
function touch(path: string): void {
  try {
    const now = Date.now();
    if (now - statSync(path).mtimeMs > HOUR_MS) utimesSync(path, now / 1000, now / 1000);
  } catch {
    // Gone in the meantime, or not ours to touch: it was read all the same.
  }
}

/** A command that writes little each time must come to it too: once an hour, told by the age of an empty file. */
function isDue(folder: string): boolean {
  const last = statSync(join(folder, TIDIED), { throwIfNoEntry: false });
  return last === undefined || Date.now() - last.mtimeMs > HOUR_MS;
}

function tidy(folder: string, limit: number): void {
  writeFileSync(join(folder, TIDIED), '');
  const entries: { readonly path: string; readonly size: number; readonly usedMs: number }[] = [];
  for (const name of readdirSync(folder)) {
    if (!name.endsWith(ENTRY) && !name.endsWith(UNFINISHED)) continue;
    const path = join(folder, name);
    const stat = statSync(path, { throwIfNoEntry: false });
    if (!stat?.isFile()) continue;
    // Left behind by a process that ended while it wrote.
    if (name.endsWith(UNFINISHED) && Date.now() - stat.mtimeMs > HOUR_MS) rmSync(path, { force: true });
    else entries.push({ path, size: stat.size, usedMs: stat.mtimeMs });
  }
  let total = entries.reduce((sum, { size }) => sum + size, 0);
  entries.sort((a, b) => a.usedMs - b.usedMs);
  for (const { path, size } of entries) {
    if (total <= limit) break;
    rmSync(path, { force: true });
    total -= size;
  }
}
