import type { FileStat } from './file-system.ts';

/** One entry of git's index, as `ls-files --stage --debug -z` prints it. */
export interface IndexEntry {
  /** Octal, as git prints it: `100644`, `120000` for a link, `160000` for a submodule. */
  readonly mode: string;
  readonly blob: string;
  /** 0, or the side of a conflict. */
  readonly stage: number;
  readonly path: string;
  /** What the file was when git last looked; undefined where this git does not say. */
  readonly seen?: SeenFile;
}

export interface SeenFile {
  readonly ctimeMs: number;
  readonly mtimeMs: number;
  readonly size: number;
  readonly flags: number;
}

/** Only meant to be read by people, so a git that prints it otherwise is believed to have said nothing. */
const ENTRY =
  /(\d{6}) ([0-9a-f]{40,64}) (\d)\t([^\0]+)\0(?: {2}ctime: (\d+):(\d+)\n {2}mtime: (\d+):(\d+)\n {2}dev: [^\n]*\n {2}uid: [^\n]*\n {2}size: (\d+)\tflags: ([0-9a-f]+)\n)?/y;

/** Undefined where the output is none of the known ones. */
export function parseIndex(output: string): readonly IndexEntry[] | undefined {
  const entries: IndexEntry[] = [];
  ENTRY.lastIndex = 0;
  while (ENTRY.lastIndex < output.length) {
    const found = ENTRY.exec(output);
    if (!found) return undefined;
    const [, mode = '', blob = '', stage = '', path = '', ...debug] = found;
    const [c = '', cn = '', m = '', mn = '', size = '', flags] = debug;
    const entry = { mode, blob, stage: Number(stage), path };
    entries.push(
      flags === undefined
        ? entry
        : {
            ...entry,
            seen: {
              ctimeMs: Number(c) * 1000 + Number(cn) / 1e6,
              mtimeMs: Number(m) * 1000 + Number(mn) / 1e6,
              size: Number(size),
              flags: Number.parseInt(flags, 16),
            },
          },
    );
  }
  return entries;
}

/** Left out of the working tree on purpose (`git sparse-checkout`). */
export const SKIP_WORKTREE = 1 << 30;
/** Promised to be added (`git add -N`): the index holds no content yet. */
export const INTENT_TO_ADD = 1 << 29;

/**
 * Whether a file is what git saw, without reading it. As git does, times are believed only of what was written before the
 * index was (`written`): a file may be written twice within one tick of the clock.
 */
export function surelySame(file: FileStat, seen: SeenFile, written: number): boolean {
  return (
    seen.mtimeMs < written &&
    near(file.mtimeMs, seen.mtimeMs) &&
    near(file.ctimeMs, seen.ctimeMs) &&
    // The index has room for 32 bits.
    file.size % 2 ** 32 === seen.size
  );
}

/** Numbers of milliseconds hold a time to less than a microsecond. */
function near(a: number, b: number): boolean {
  return Math.abs(a - b) < 0.001;
}
