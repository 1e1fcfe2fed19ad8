import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readSync,
  realpathSync,
  type Stats,
  statSync,
} from 'node:fs';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { byText, type RepoPath } from '#core/facts/place';
import { compileGlob } from '#core/globs';
import { codeOf } from './error-code.ts';
import { linkReason } from './folders-within.ts';
import { isInside } from './is-inside.ts';
import { TraceFileError, type TraceFiles, type TraceSource } from './trace-files.ts';

/** Traces on this machine's disk. `from` is the folder that relative names start from. */
export function nodeTraceFiles(root: string, from: string): TraceFiles {
  return {
    find: ({ named, declared }) => {
      const files = new Map<string, TraceSource>();
      const refused: { path: string; why: string }[] = [];
      for (const name of named) findNamed(root, resolve(from, name), name, files, refused);
      for (const glob of declared) findDeclared(root, glob, files, refused);
      return {
        files: [...files.values()].sort((a, b) => byText(a.path, b.path)),
        refused: refused.sort((a, b) => byText(a.path, b.path)),
      };
    },
    open: file => piecesOf(file),
  };
}

function sourceOf(path: string, full: string, { size, mtimeMs, ctimeMs }: Stats): TraceSource {
  return { path, full, bytes: size, mtimeMs, ctimeMs };
}

type Refused = { path: string; why: string }[];

const MOST_FILES = 10_000;
const DEEPEST = 20;

/** Names that traces go by in a folder. A file that is named itself may be called as it likes. */
const TRACE_NAME = /\.(?:json|jsonl|ndjson)(?:\.gz|\.gzip)?$/i;

function findNamed(
  root: string,
  full: string,
  name: string,
  files: Map<string, TraceSource>,
  refused: Refused,
): void {
  try {
    // Whoever names a link means what it leads to.
    const real = realpathSync(full);
    const stat = statSync(real);
    const shown = shownPath(root, real) ?? name.split(sep).join('/');
    if (stat.isDirectory()) walk(real, shown, () => true, files, refused);
    else if (stat.isFile()) files.set(real, sourceOf(shown, real, stat));
    else refused.push({ path: shown, why: 'it is no regular file' });
  } catch (error) {
    const missing = codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR';
    refused.push({ path: name, why: missing ? 'there is no such file or folder' : 'it cannot be read' });
  }
}

function findDeclared(root: string, glob: string, files: Map<string, TraceSource>, refused: Refused): void {
  const { prefix: start, problem, matches } = compileGlob(glob);
  if (problem !== undefined) {
    refused.push({ path: glob, why: problem });
    return;
  }
  const full = start === '' ? root : join(root, start);
  const realRoot = realpathSync(root);
  try {
    const entry = lstatSync(full);
    if (entry.isSymbolicLink() || !isInside(realpathSync(full), realRoot)) {
      refused.push({ path: start, why: whyLink(full, root) });
      return;
    }
    if (entry.isDirectory()) {
      // A folder that is named without a pattern means all that lies in it.
      const whole = matches(start);
      walk(full, start, path => whole || matches(path as RepoPath), files, refused);
    } else if (entry.isFile()) files.set(realpathSync(full), sourceOf(start, full, entry));
    else refused.push({ path: start, why: 'it is no regular file' });
  } catch (error) {
    const missing = codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR';
    refused.push({ path: glob, why: missing ? whyMissing(glob, start) : 'it cannot be read' });
  }
}

/** What begins with a slash looks like a path of the machine, where there may well be such a file. */
function whyMissing(glob: string, start: string): string {
  return /^([/\\~]|[a-z]:)/i.test(glob)
    ? `it is taken from the repository's root, where there is no ${start}; what lies elsewhere on the disk is named on the command line, with --traces`
    : 'there is no such file or folder';
}

function whyLink(full: string, root: string): string {
  return linkReason(full, root) === 'link-outside'
    ? 'it is a link that leaves the repository'
    : 'it is a link';
}

/** Links are named and not entered; what is neither folder nor regular file is named too. */
function walk(
  top: string,
  shownTop: string,
  matches: (path: string) => boolean,
  files: Map<string, TraceSource>,
  refused: Refused,
): void {
  const waiting = [{ full: top, shown: shownTop, depth: 0 }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { full: folder, shown: shownFolder, depth } = next;
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const full = join(folder, entry.name);
      const shown = shownFolder === '' ? entry.name : `${shownFolder}/${entry.name}`;
      if (entry.isDirectory()) {
        if (entry.name !== 'node_modules' && entry.name !== '.git' && depth < DEEPEST)
          waiting.push({ full, shown, depth: depth + 1 });
      } else if (!TRACE_NAME.test(entry.name) || !matches(shown)) continue;
      else if (entry.isSymbolicLink()) refused.push({ path: shown, why: 'it is a link' });
      else if (!entry.isFile()) refused.push({ path: shown, why: 'it is no regular file' });
      else if (files.size >= MOST_FILES) {
        refused.push({
          path: shownTop,
          why: `it holds more than ${MOST_FILES} files; the others were not read`,
        });
        return;
      } else {
        files.set(realpathSync(full), sourceOf(shown, full, lstatSync(full)));
      }
    }
  }
}

/** From the root where it lies there; `undefined` elsewhere. */
function shownPath(root: string, real: string): string | undefined {
  const way = relative(realpathSync(root), real);
  return way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way) ? undefined : way.split(sep).join('/');
}

const PIECE = 1 << 16;
/** After unpacking: a small file may hold a great deal of nothing. */
const MOST_BYTES = 16 * 1024 ** 3;

async function* piecesOf({ full }: TraceSource): AsyncIterable<Uint8Array> {
  const file = openRegular(full);
  try {
    const start = Buffer.alloc(2);
    const packed = readSync(file, start, 0, 2, 0) === 2 && start[0] === 0x1f && start[1] === 0x8b;
    let total = 0;
    for await (const piece of packed ? unpacked(file) : plainPieces(file)) {
      total += piece.length;
      if (total > MOST_BYTES) throw new TraceFileError('only its first 16 GiB were read');
      yield piece;
    }
  } catch (error) {
    if (error instanceof TraceFileError) throw error;
    throw new TraceFileError('it could not be read to its end');
  } finally {
    closeSync(file);
  }
}

/** Neither a link nor a pipe that stands there by now is followed or waited for. */
function openRegular(full: string): number {
  let file: number | undefined;
  try {
    if (NO_FOLLOW === 0 && lstatSync(full).isSymbolicLink()) throw new TraceFileError('it is a link');
    file = openSync(full, constants.O_RDONLY | NO_FOLLOW | NON_BLOCKING);
    if (fstatSync(file).isFile()) return file;
    closeSync(file);
    throw new TraceFileError('it is no regular file');
  } catch (error) {
    if (error instanceof TraceFileError) throw error;
    throw new TraceFileError(codeOf(error) === 'ENOENT' ? 'there is no such file' : 'it cannot be read');
  }
}

const NO_FOLLOW = constants.O_NOFOLLOW ?? 0;
const NON_BLOCKING = constants.O_NONBLOCK ?? 0;

/** One piece of memory serves them all. At most as many bytes as there were when it was opened. */
function* plainPieces(file: number): Iterable<Uint8Array> {
  const { size } = fstatSync(file);
  const piece = Buffer.allocUnsafe(Math.min(PIECE, Math.max(size, 1)));
  let at = 0;
  while (at < size) {
    const read = readSync(file, piece, 0, Math.min(piece.length, size - at), at);
    if (read === 0) return;
    at += read;
    yield piece.subarray(0, read);
  }
}

async function* unpacked(file: number): AsyncIterable<Uint8Array> {
  const gunzip = createGunzip({ chunkSize: 256 * 1024 });
  const source = Readable.from(packedPieces(file), { objectMode: true, highWaterMark: 1 });
  source.pipe(gunzip);
  try {
    for await (const piece of gunzip) yield piece;
  } catch {
    throw new TraceFileError('it is broken gzip, and was read up to where it breaks');
  } finally {
    source.destroy();
    gunzip.destroy();
  }
}

function* packedPieces(file: number): Iterable<Buffer> {
  const { size } = fstatSync(file);
  for (let at = 0; at < size; ) {
    const piece = Buffer.allocUnsafe(Math.min(64 * 1024, size - at));
    const read = readSync(file, piece, 0, piece.length, at);
    if (read === 0) return;
    at += read;
    yield piece.subarray(0, read);
  }
}
