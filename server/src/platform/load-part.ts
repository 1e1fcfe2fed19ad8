import { isAscii } from 'node:buffer';
import { createHash } from 'node:crypto';
import {
  closeSync,
  fstatSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { cachedDataVersionTag } from 'node:v8';
import { Script } from 'node:vm';
import { cacheFolder } from './cache-folder.ts';
import { makeFolder } from './make-folder.ts';

/**
 * Loads one of the large files beside the bundle (TypeScript, the language) with V8's compiled code from the cache:
 * measured on Node 20, TypeScript is there in 45 ms instead of 200. Called by what scripts/build.mjs puts in place of
 * the imports; nothing else should.
 *
 * V8 does not check compiled code in earnest, so a digest of it is kept beside it: whatever differs is a miss.
 */
export function loadPart(name: string): unknown {
  const known = loaded.get(name);
  if (known !== undefined) return known;
  const made = load(join(__dirname, name));
  loaded.set(name, made);
  return made;
}

const loaded = new Map<string, unknown>();

function load(path: string): unknown {
  const requirePart = createRequire(path);
  const there = requirePart.cache[path];
  if (there) return there.exports;
  // Compiled code is the program itself in another form, no analysis, so `--no-cache` keeps it; this does not.
  if (process.env.WIRING_NO_CACHE) return requirePart(path);
  const bytes = readWrapped(path);
  // The build writes ASCII, which is read so in a fraction of the time.
  const source = bytes.toString(isAscii(bytes) ? 'latin1' : 'utf8');
  const kept = join(cacheFolder(), 'code', `${keyOf(path)}.v8`);
  const cachedData = readKept(kept);
  const script = new Script(source, {
    filename: path,
    ...(cachedData === undefined ? {} : { cachedData }),
  });
  const module: PartModule = {
    exports: {},
    id: path,
    filename: path,
    loaded: false,
    children: [],
    paths: [],
  };
  // The files of `dist` that require this one find it there: of the protocol's package there may only be one.
  requirePart.cache[path] = module as NodeJS.Module;
  if (cachedData === undefined || script.cachedDataRejected)
    keepLater(() => keep(kept, script.createCachedData()));
  try {
    script.runInThisContext()(module.exports, requirePart, module, path, dirname(path));
  } catch (error) {
    delete requirePart.cache[path];
    throw error;
  }
  module.loaded = true;
  return module.exports;
}

/** What `require` asks of a module that it finds in its cache. */
type PartModule = Pick<NodeJS.Module, 'exports' | 'id' | 'filename' | 'loaded' | 'children' | 'paths'>;

const HEAD = Buffer.from('(function(exports,require,module,__filename,__dirname){');
const TAIL = Buffer.from('\n})');

/** Made one before it is a text, since V8 would copy a joined one, and read into its place, since new memory is dear. */
function readWrapped(path: string): Buffer {
  const file = openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    const bytes = Buffer.allocUnsafeSlow(HEAD.length + size + TAIL.length);
    HEAD.copy(bytes);
    let end = HEAD.length;
    for (let read = -1; read !== 0 && end < HEAD.length + size; end += read)
      read = readSync(file, bytes, end, HEAD.length + size - end, null);
    TAIL.copy(bytes, end);
    return bytes.subarray(0, end + TAIL.length);
  } finally {
    closeSync(file);
  }
}

/** The file as it is, for this V8 with its flags on this processor: whatever differs has an entry of its own. */
function keyOf(path: string): string {
  const { size, mtimeMs, ctimeMs, ino } = statSync(path);
  const all = [path, size, mtimeMs, ctimeMs, ino, process.version, process.arch, cachedDataVersionTag()];
  return digest(Buffer.from(JSON.stringify(all)))
    .toString('hex')
    .slice(0, 32);
}

/**
 * V8 compiles a function when it is first called, so compiled code is worth most when it is kept after the work: at the end
 * of a command, or for a server that nobody ends politely, after its first minute.
 */
function keepLater(save: () => void): void {
  let saved = false;
  const once = () => {
    if (!saved) save();
    saved = true;
  };
  process.once('exit', once);
  setTimeout(once, 60_000).unref();
}

function readKept(path: string): Buffer | undefined {
  try {
    const whole = readFileSync(path);
    const data = whole.subarray(DIGEST_BYTES);
    return digest(data).equals(whole.subarray(0, DIGEST_BYTES)) ? data : undefined;
  } catch {
    return undefined;
  }
}

/** A full disk or a read-only home costs time the next time, nothing else. */
function keep(path: string, data: Buffer): void {
  try {
    makeFolder(dirname(path), 0o700);
    const partial = `${path}.${process.pid}`;
    writeFileSync(partial, Buffer.concat([digest(data), data]), { mode: 0o600 });
    renameSync(partial, path);
    removeOld(dirname(path));
  } catch {
    // Not kept.
  }
}

/** Each build and each Node has entries of its own; only the newest are of use. */
const MOST_KEPT = 16;

function removeOld(folder: string): void {
  const byAge = readdirSync(folder)
    .map(name => join(folder, name))
    .map(path => ({ path, at: statSync(path).mtimeMs }))
    .sort((a, b) => b.at - a.at);
  for (const { path } of byAge.slice(MOST_KEPT)) rmSync(path, { force: true });
}

const DIGEST_BYTES = 32;

function digest(data: Buffer): Buffer {
  return createHash('sha256').update(data).digest();
}
