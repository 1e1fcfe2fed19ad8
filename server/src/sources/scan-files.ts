import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { SkippedFile } from '#core/facts/files';
import type { RepoPath } from '#core/facts/place';
import type { FileStat, FileSystem } from '#platform/file-system';
import type { Breather } from './breather.ts';
import { type FileScan, scanByTokens, scanByTree, type UnreadReason } from './scan.ts';
import { isLiteral } from './scan-found.ts';
import type { KeptScan } from './scan-pack.ts';
import { loadTypeScript } from './typescript.ts';

export interface ScanFilesInput {
  readonly fs: FileSystem;
  readonly paths: readonly RepoPath[];
  /** What is known of files from before, if anything. */
  kept(path: RepoPath): KeptScan | undefined;
  /** The only files that may differ from what is kept; `undefined` when any may. */
  readonly changed: ReadonlySet<RepoPath> | undefined;
  readonly breather: Breather;
  onProgress(done: number): void;
  /** Milliseconds since 1970. */
  clock(): number;
}

export interface ScannedFiles {
  /** In the order of the paths. What did not change is the very object that was kept. */
  readonly scans: Map<RepoPath, KeptScan>;
  /** Files that could not be read. */
  readonly unread: Map<RepoPath, UnreadFile>;
  /** How many are not the objects that were kept. */
  readonly fresh: number;
}

export type UnreadFile = SkippedFile['reason'] | 'missing' | UnreadReason;

/** Scans the files that changed; TypeScript is loaded only for one that tokens do not explain. */
export async function scanFiles(input: ScanFilesInput): Promise<ScannedFiles> {
  const { fs, paths, changed, breather, clock } = input;
  const scans = new Map<RepoPath, KeptScan>();
  const unread = new Map<RepoPath, UnreadFile>();
  let fresh = 0;
  let done = 0;

  for (const path of paths) {
    const kept = input.kept(path);
    let current = kept && changed && !changed.has(path) ? kept : undefined;
    if (!current) {
      const now = clock();
      // Reading tells the times as well; they are asked for apart only where they may save the reading.
      const vouched = kept && !changed?.has(path) ? kept : undefined;
      const before = vouched && (fs.stat(path) ?? NO_STAT);
      const certain = vouched && before && sameStat(vouched.stat, before) ? vouched : undefined;
      if (certain && certain.digest === '') current = certain;
      else {
        const read = fs.read(path);
        const stat = before ?? (read.ok ? read.stat : undefined) ?? fs.stat(path) ?? NO_STAT;
        if (!read.ok) unread.set(path, read.reason);
        else {
          const racy = isRacy(stat, now);
          const digest = racy || certain ? digestOf(read.text) : '';
          if (certain && certain.digest === digest) current = racy ? certain : { ...certain, digest: '' };
          else current = { stat, digest: racy ? digest : '', scan: await scanOf(path, read.text, kept) };
        }
      }
    }
    if (current) {
      scans.set(path, current);
      if (current.scan.unread) unread.set(path, current.scan.unread);
      if (current !== kept) fresh += 1;
    }
    done += 1;
    if (breather.due()) {
      input.onProgress(done);
      await breather.breathe();
    }
  }
  return { scans, unread, fresh };
}

/** One file that somebody types in, as `scanFiles` would scan it; undefined where it cannot be read. */
export async function scanAgain(fs: FileSystem, path: RepoPath, kept: KeptScan, now: number) {
  const read = fs.read(path);
  if (!read.ok) return undefined;
  const stat = read.stat ?? fs.stat(path) ?? NO_STAT;
  const digest = isRacy(stat, now) ? digestOf(read.text) : '';
  return { text: read.text, scanned: { stat, digest, scan: await scanOf(path, read.text, kept) } };
}

/** A keystroke that leaves the imports alone leaves everything that rests on them alone. */
async function scanOf(path: RepoPath, text: string, kept: KeptScan | undefined): Promise<FileScan> {
  const scan = scanByTokens(path, text) ?? scanByTree(await loadTypeScript(), path, text);
  return kept && isDeepStrictEqual(asScanned(kept.scan), asScanned(scan)) ? kept.scan : scan;
}

/** Without what its imports were found to lead to. */
function asScanned(scan: FileScan): FileScan {
  const imports = scan.imports.map(one => ({
    ...one,
    resolution: isLiteral(one) ? undefined : one.resolution,
  }));
  return { ...scan, imports };
}

/** For a file that cannot be looked at and yet be read. */
const NO_STAT: FileStat = { size: 0, mtimeMs: 0, ctimeMs: 0 };

/** A file in memory has no time (0), so only its text can vouch for it. An unsaved text has its version, as a negative time. */
function sameStat(a: FileStat, b: FileStat): boolean {
  return a.mtimeMs !== 0 && a.size === b.size && a.mtimeMs === b.mtimeMs && a.ctimeMs === b.ctimeMs;
}

/**
 * git's "racily clean": a file written at about the moment it was read may be written again without its time telling.
 * Two seconds are the coarsest clock of a file system in use. Times that no disk has belong to texts held in memory.
 */
function isRacy(stat: FileStat, now: number): boolean {
  return stat.mtimeMs > 0 && Math.max(stat.mtimeMs, stat.ctimeMs) > now - 2000;
}

function digestOf(text: string): string {
  return createHash('sha1').update(text).digest('base64');
}
