import { isAscii, isUtf8 } from 'node:buffer';
import { closeSync, constants, fstatSync, lstatSync, openSync, readFileSync, readSync } from 'node:fs';
import { codeOf } from './error-code.ts';
import type { FileStat, ReadResult } from './file-system.ts';
import { linkReason } from './folders-within.ts';

/** Larger files are not source that a person wrote; reading them would cost more than all others together. */
export const LARGEST_FILE = 4 * 1024 * 1024;

/**
 * The text of a regular UTF-8 file, without a byte order mark, so that positions are the editor's.
 * Opened so that neither a link nor a pipe in its place is followed or waited for, then looked at through the open file:
 * nobody can put something else there in between.
 * @param listed what it was when it was listed as a regular file, for the first who reads it then: it is not looked at again.
 * Whatever was put in its place since is no link, and is neither waited for nor read beyond the limit.
 */
export function readRegularFile(full: string, root: string, listed?: FileStat): ReadResult {
  return (listed && readAtOnce(full, listed)) ?? readOpened(full, root, listed);
}

/**
 * Node opens, reads, decodes and closes in one call, which takes a fifth less time than four. It does not say whether it had to
 * replace bytes, nor does it keep to a limit, so it is used for small listed files only, and what looks odd is read again.
 */
function readAtOnce(full: string, listed: FileStat): ReadResult | undefined {
  if (NO_FOLLOW === 0 || listed.size > SHARED.length) return undefined;
  try {
    const text = readFileSync(full, AT_ONCE);
    return ODD.test(text) ? undefined : { ok: true, text, stat: listed };
  } catch {
    return undefined;
  }
}

function readOpened(full: string, root: string, listed: FileStat | undefined): ReadResult {
  let file: number | undefined;
  try {
    // Windows has none of the flags; there the entry is looked at first.
    if (NO_FOLLOW === 0 && lstatSync(full).isSymbolicLink())
      return { ok: false, reason: linkReason(full, root) };
    file = openSync(full, constants.O_RDONLY | NO_FOLLOW | NON_BLOCKING);
    if (listed && NO_FOLLOW !== 0) {
      const count = readSync(file, SHARED, 0, SHARED.length, 0);
      // Less than there was room for is all there is.
      if (count < SHARED.length) return decode(SHARED.subarray(0, count), listed);
    }
    const stat = fstatSync(file);
    if (!stat.isFile()) return { ok: false, reason: 'not-regular' };
    if (stat.size > LARGEST_FILE) return { ok: false, reason: 'too-large' };
    const { size, mtimeMs, ctimeMs } = stat;
    return decode(readAll(file, size), { size, mtimeMs, ctimeMs });
  } catch (error) {
    return { ok: false, reason: reasonFor(error, full, root) };
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

const NO_FOLLOW = constants.O_NOFOLLOW ?? 0;
const NON_BLOCKING = constants.O_NONBLOCK ?? 0;

// Node takes the flags of `open` as a number here as everywhere; only its types do not know.
const FLAGS: unknown = constants.O_RDONLY | NO_FOLLOW | NON_BLOCKING;
const AT_ONCE = { encoding: 'utf8', flag: FLAGS as string } as const;

/** A byte that no text has, one that stands for bytes that are no UTF-8, or a byte order mark. */
const ODD = /[\0\uFFFD]|^\uFEFF/;

/** Thousands of files are read one after the other, and each is decoded before the next: one piece of memory serves them all. */
const SHARED = Buffer.allocUnsafeSlow(256 * 1024);

/** At most the size seen when it was opened: a file that grows meanwhile cannot fill the memory. */
function readAll(file: number, size: number): Buffer {
  const bytes = size <= SHARED.length ? SHARED : Buffer.allocUnsafe(size);
  let filled = 0;
  while (filled < size) {
    const count = readSync(file, bytes, filled, size - filled, filled);
    if (count === 0) break;
    filled += count;
  }
  return bytes.subarray(0, filled);
}

function decode(bytes: Buffer, stat: FileStat): ReadResult {
  if (bytes.includes(0)) return { ok: false, reason: 'binary' };
  // Most sources are ASCII, for which every byte is a character: three times as fast.
  if (isAscii(bytes)) return { ok: true, text: bytes.toString('latin1'), stat };
  if (!isUtf8(bytes)) return { ok: false, reason: 'binary' };
  const marked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  return { ok: true, text: bytes.toString('utf8', marked ? 3 : 0), stat };
}

function reasonFor(error: unknown, full: string, root: string): Extract<ReadResult, { ok: false }>['reason'] {
  switch (codeOf(error)) {
    case 'ENOENT':
    case 'ENOTDIR':
      return 'missing';
    // With O_NOFOLLOW a link gives ELOOP on Linux and macOS, EMLINK on FreeBSD.
    case 'ELOOP':
    case 'EMLINK':
      return linkReason(full, root);
    // A socket, or a device without a driver.
    case 'ENXIO':
    case 'EISDIR':
      return 'not-regular';
    default:
      return 'unreadable';
  }
}
