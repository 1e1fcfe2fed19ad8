import { readSegment } from './glob-segments.ts';
import {
  ACROSS,
  ANYTHING,
  matchesSegment,
  matchesSegments,
  type SegmentPattern,
  segmentPattern,
} from './path-patterns.ts';

/** The `.gitignore` files from the root down to a folder. */
export interface IgnoreRules {
  /** Whether the last word on an entry is to ignore it. The folders above it are taken as entered, so not ignored. */
  ignores(path: string, isFolder: boolean): boolean;
  /** With the `.gitignore` of one more folder, which has the last word below it. */
  with(folder: string, text: string): IgnoreRules;
}

export const noIgnoreRules: IgnoreRules = rulesOf([]);

interface IgnoreFile {
  readonly folder: string;
  /** The last line first: it decides. */
  readonly lines: readonly IgnoreLine[];
}

interface IgnoreLine {
  readonly keeps: boolean;
  readonly foldersOnly: boolean;
  /** For a pattern without a slash: the entry's own name is all that counts. */
  readonly name?: SegmentPattern;
  /** For one with a slash: from the file's folder to the entry. */
  readonly whole?: readonly SegmentPattern[];
}

/** The innermost file first: git asks them in that order, and the first that says something decides. */
function rulesOf(files: readonly IgnoreFile[]): IgnoreRules {
  return {
    ignores(path, isFolder) {
      const name = path.slice(path.lastIndexOf('/') + 1);
      for (const { folder, lines } of files) {
        let segments: readonly string[] | undefined;
        for (const line of lines) {
          if (line.foldersOnly && !isFolder) continue;
          if (line.name !== undefined) {
            if (matchesSegment(line.name, name)) return !line.keeps;
          } else if (line.whole !== undefined) {
            segments ??= (folder === '' ? path : path.slice(folder.length + 1)).split('/');
            if (matchesSegments(line.whole, segments)) return !line.keeps;
          }
        }
      }
      return false;
    },
    with: (folder, text) => rulesOf([{ folder, lines: readIgnoreFile(text) }, ...files]),
  };
}

/** Read here and not by a package, because those make regular expressions of patterns, and one line can make these run for years. */
function readIgnoreFile(text: string): readonly IgnoreLine[] {
  return text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .slice(0, MOST_LINES)
    .flatMap(line => readIgnoreLine(line) ?? [])
    .reverse();
}

/** Beyond these a file or a line was not written by a person. */
const MOST_LINES = 20_000;
const LONGEST_LINE = 1024;

function readIgnoreLine(line: string): IgnoreLine | undefined {
  if (line.startsWith('#') || line.length > LONGEST_LINE) return undefined;
  const keeps = line.startsWith('!');
  let pattern = withoutTrailingSpaces(keeps ? line.slice(1) : line);
  const foldersOnly = pattern.endsWith('/');
  if (foldersOnly) pattern = pattern.slice(0, -1);
  if (pattern === '') return undefined;
  const parts = (pattern.startsWith('/') ? pattern.slice(1) : pattern).split('/');
  const segments: SegmentPattern[] = [];
  for (const part of parts) {
    const segment = readPart(part);
    if (segment === undefined) return undefined;
    segments.push(segment);
  }
  const [only] = segments;
  if (!pattern.includes('/') && only !== undefined) {
    return { keeps, foldersOnly, name: only.kind === 'across' ? ANYTHING : only };
  }
  // At the end, `**` is what lies below, not the folder itself.
  if (segments.at(-1)?.kind === 'across') segments.push(ANYTHING);
  return { keeps, foldersOnly, whole: segments };
}

/** `undefined` for what git would never match either. */
function readPart(part: string): SegmentPattern | undefined {
  if (/^\*{2,}$/.test(part)) return ACROSS;
  const tokens = part === '' ? 'dangling' : readSegment(part);
  return typeof tokens === 'string' ? undefined : segmentPattern(tokens);
}

function withoutTrailingSpaces(pattern: string): string {
  let end = pattern.length;
  while (pattern[end - 1] === ' ' && pattern[end - 2] !== '\\') end--;
  return pattern.slice(0, end);
}
