import type { RepoPath } from './facts/place.ts';
import { expandBraces, MOST_ALTERNATIVES } from './glob-braces.ts';
import { readSegment } from './glob-segments.ts';
import {
  ACROSS,
  ANYTHING,
  literalPrefix,
  matchesSegments,
  type SegmentPattern,
  segmentPattern,
} from './path-patterns.ts';

/**
 * The one glob dialect of `.wiring` files.
 *
 * - `*` any text within a segment, `?` one character, `[abc]`, `[a-z]`, `[!abc]` one of (not) these
 * - `**` as a whole segment: any number of folders, also none; elsewhere the same as `*`
 * - `{a,b}` either; braces nest and may hold slashes
 * - anchored: it starts at the repository's root, or at `base`; a leading `/` or `./` changes nothing
 * - when the last segment has no wildcard it is a file, or a folder with everything below it;
 *   with a trailing `/` it is everything below the folder only
 * - upper and lower case differ; names that begin with a dot are as any other
 * - `\` takes the next character as it is
 */
export interface Glob {
  /** As written. */
  readonly glob: string;
  /** What is wrong with it, as a sentence for its place. Such a glob matches nothing. */
  readonly problem?: string;
  /** A folder or file that holds everything the glob matches; the root (`''`) when nothing narrower is known. */
  readonly prefix: RepoPath;
  matches(path: RepoPath): boolean;
}

/** Longer than any path that a file system takes in practice; keeps the cost of one match bounded. */
const LONGEST_GLOB = 1024;

/** Never throws: what is wrong is in `problem`. Linear-ish: at most alternatives × glob length × path length a match. */
export function compileGlob(glob: string, base: RepoPath = '' as RepoPath): Glob {
  const key = `${base}\n${glob}`;
  let known = compiled.get(key);
  if (!known) {
    known = compile(glob, base);
    if (compiled.size >= MOST_COMPILED) compiled.clear();
    compiled.set(key, known);
  }
  return known;
}

/** The same patterns are asked for with every stroke, and what is typed of one is never asked for again. */
const compiled = new Map<string, Glob>();
const MOST_COMPILED = 5000;

function compile(glob: string, base: RepoPath): Glob {
  const read = readGlob(glob, base);
  if (typeof read === 'string') return { glob, problem: read, prefix: base, matches: () => false };
  const matchers = read.map(alternativeMatcher);
  const [only] = matchers;
  const prefix = commonPrefix(read.map(alternative => literalPrefix(alternative)));
  return {
    glob,
    // Every prefix is made of whole segments that were checked to stay below the root.
    prefix: prefix.join('/') as RepoPath,
    matches:
      matchers.length === 1 && only !== undefined ? only : path => matchers.some(matches => matches(path)),
  };
}

/** Whether any of several globs matches; those with a problem match nothing. */
export function compileGlobs(globs: readonly string[], base?: RepoPath): (path: RepoPath) => boolean {
  const each = globs.map(glob => compileGlob(glob, base));
  return path => each.some(glob => glob.matches(path));
}

/** The alternatives, each cut into segments, or what is wrong. */
function readGlob(glob: string, base: RepoPath): readonly (readonly SegmentPattern[])[] | string {
  if (glob.trim() === '') return 'An empty pattern matches nothing; write "**" for every file.';
  if (glob.length > LONGEST_GLOB) {
    return `This pattern has ${glob.length} characters; at most ${LONGEST_GLOB} are read. Split it into several.`;
  }
  if (/^[A-Za-z]:[\\/]/.test(glob)) {
    return `"${glob}" is an absolute path; patterns start at the repository's root.`;
  }
  const alternatives = expandBraces(glob);
  if (alternatives === 'unclosed')
    return `A "{" in "${glob}" is never closed; write "\\{" for the character itself.`;
  if (alternatives === 'too-many') {
    return `The braces in "${glob}" stand for more than ${MOST_ALTERNATIVES} patterns; write fewer alternatives, or use "*".`;
  }
  const result: (readonly SegmentPattern[])[] = [];
  const start: SegmentPattern[] = base === '' ? [] : base.split('/').map(text => ({ kind: 'text', text }));
  for (const alternative of alternatives) {
    const segments = readAlternative(alternative, glob);
    if (typeof segments === 'string') return segments;
    result.push([...start, ...segments]);
  }
  return result;
}

function readAlternative(alternative: string, glob: string): readonly SegmentPattern[] | string {
  const parts = alternative.split('/');
  const below = parts.at(-1) === '';
  const segments: SegmentPattern[] = [];
  for (const part of parts) {
    if (part === '' || part === '.') continue;
    if (part === '..') return `"${glob}" leaves its folder through ".."; patterns only go down.`;
    if (part === '**') {
      // Two in a row say nothing more than one.
      if (segments.at(-1)?.kind !== 'across') segments.push(ACROSS);
      continue;
    }
    const tokens = readSegment(part);
    if (tokens === 'unclosed')
      return `A "[" in "${glob}" is never closed; write "\\[" for the character itself.`;
    if (tokens === 'backwards') return `A range between "[" and "]" in "${glob}" runs backwards.`;
    if (tokens === 'dangling') return `"${glob}" ends a segment with "\\", which has nothing to escape.`;
    segments.push(segmentPattern(tokens));
  }
  // `packages/cart/**` is every file below, so that `**` at the end needs at least one segment.
  if (below || segments.at(-1)?.kind === 'across') {
    if (segments.at(-1)?.kind !== 'across') segments.push(ACROSS);
    segments.push(ANYTHING);
  }
  if (segments.length === 0) segments.push(ACROSS, ANYTHING);
  return segments;
}

/** Most globs are a folder and everything below it: these need no cutting of paths. */
function alternativeMatcher(pattern: readonly SegmentPattern[]): (path: RepoPath) => boolean {
  const prefix = literalPrefix(pattern);
  const folder = prefix.join('/');
  const rest = pattern.slice(prefix.length);
  if (rest.length === 0) return path => path === folder || path.startsWith(`${folder}/`);
  const inside = folder === '' ? '' : `${folder}/`;
  if (rest.length === 2 && rest[0] === ACROSS && rest[1] === ANYTHING) {
    return path => path.length > inside.length && path.startsWith(inside);
  }
  const spills = rest.at(-1)?.kind === 'text';
  const whole = spills ? [...rest, ACROSS] : rest;
  return path => path.startsWith(inside) && matchesSegments(whole, path.slice(inside.length).split('/'));
}

function commonPrefix(prefixes: readonly (readonly string[])[]): readonly string[] {
  const [first = [], ...others] = prefixes;
  const length = first.findIndex((segment, i) => others.some(other => other[i] !== segment));
  return length < 0 ? first : first.slice(0, length);
}
