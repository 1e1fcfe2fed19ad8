import { expandBraces } from '#core/glob-braces';
import { readSegment } from '#core/glob-segments';
import { matchesSegment, matchesSegments, type SegmentPattern, segmentPattern } from '#core/path-patterns';

/** Whether a path, relative to where the pattern starts, matches. */
export type PathMatcher = (path: string) => boolean;

/**
 * The patterns of workspace lists, as npm, Yarn and pnpm read them: `*`, `?`, `[ab]`, `{a,b}`, `**`;
 * wildcards leave out names that begin with a dot. Matching costs at most pattern × path length.
 */
export function workspacePattern(pattern: string): PathMatcher {
  const plain = pattern.replace(/^\.?\/+/, '').replace(/\/+$/, '');
  if (plain === '' || plain === '.') return path => path === '';
  const expanded = expandBraces(plain);
  // A brace that never closes stands for itself; what multiplies beyond reason matches nothing.
  const alternatives = expanded === 'unclosed' ? [plain] : expanded === 'too-many' ? [] : expanded;
  const matchers = alternatives.map(alternative => segmentMatcher(alternative.split('/').filter(isSaid)));
  return path => matchers.some(matches => matches(path));
}

/**
 * One `include`, `exclude` or `files` pattern of a tsconfig: `*`, `?` and `**`; a folder stands for everything below it.
 */
export function tsconfigPattern(pattern: string): PathMatcher {
  const segments = pattern.replace(/\/+$/, '').split('/').filter(isSaid);
  const last = segments.at(-1) ?? '';
  const folder = last === '**' || !/[*?.]/.test(last);
  const matches = segmentMatcher(folder && last !== '**' ? [...segments, '**'] : segments);
  return path => matches(path);
}

function segmentMatcher(segments: readonly string[]): PathMatcher {
  const pattern = segments.map(toPattern);
  return path => {
    const parts = path === '' ? [] : path.split('/');
    return matchesSegments(pattern, parts) && dotsAreNamed(segments, pattern, parts);
  };
}

/** A hidden folder is meant only where a segment names its dot. */
function dotsAreNamed(
  segments: readonly string[],
  pattern: readonly SegmentPattern[],
  parts: readonly string[],
): boolean {
  const dotted = segments.flatMap((segment, i) => (segment.startsWith('.') ? (pattern[i] ?? []) : []));
  return parts.every(part => !part.startsWith('.') || dotted.some(named => matchesSegment(named, part)));
}

function toPattern(segment: string): SegmentPattern {
  if (segment === '**') return { kind: 'across' };
  const tokens = readSegment(segment);
  return typeof tokens === 'string' ? { kind: 'text', text: segment } : segmentPattern(tokens);
}

function isSaid(segment: string): boolean {
  return segment !== '' && segment !== '.';
}
