/**
 * Matching of paths against patterns cut into segments: what `.wiring` globs and CODEOWNERS patterns have in common.
 * No regular expression is built from what a person wrote: each wildcard goes back to itself only, never to the one
 * before it, so that a match costs at most pattern length × path length, whatever the pattern.
 */

/** One segment of a pattern, between two slashes. */
export type SegmentPattern =
  | { readonly kind: 'text'; readonly text: string }
  /** `*`, `?`, `[abc]` and text mixed. */
  | { readonly kind: 'wild'; readonly tokens: readonly Token[] }
  /** `**` alone: any number of segments, also none. */
  | { readonly kind: 'across' };

/** What matches a part of a segment: any text, any one character, one character, or one of a class. */
export type Token =
  | { readonly kind: 'any' }
  | { readonly kind: 'one' }
  | { readonly kind: 'char'; readonly char: string }
  | { readonly kind: 'class'; readonly negated: boolean; readonly ranges: readonly CharRange[] };

/** Both ends belong to it; equal for a single character. Code points. */
export interface CharRange {
  readonly first: number;
  readonly last: number;
}

export const ACROSS: SegmentPattern = { kind: 'across' };
/** `*` alone: any one segment. */
export const ANYTHING: SegmentPattern = { kind: 'wild', tokens: [{ kind: 'any' }] };

/** `across` is found by the reader of a whole segment; here consecutive stars are one star. */
export function segmentPattern(tokens: readonly Token[]): SegmentPattern {
  if (tokens.every(token => token.kind === 'char')) {
    return { kind: 'text', text: tokens.map(token => token.char).join('') };
  }
  return {
    kind: 'wild',
    tokens: tokens.filter((token, i) => token.kind !== 'any' || tokens[i - 1]?.kind !== 'any'),
  };
}

/** Whether the segments, all of them behind the first `from`, match the pattern. `**` also matches no segment at all. */
export function matchesSegments(
  pattern: readonly SegmentPattern[],
  segments: readonly string[],
  from = 0,
): boolean {
  let p = 0;
  let s = from;
  let lastAcross = -1;
  let resumeAt = 0;
  while (s < segments.length) {
    const part = pattern[p];
    if (part?.kind === 'across') {
      lastAcross = p++;
      resumeAt = s;
    } else if (part !== undefined && matchesSegment(part, segments[s] ?? '')) {
      p++;
      s++;
    } else if (lastAcross >= 0) {
      p = lastAcross + 1;
      s = ++resumeAt;
    } else return false;
  }
  while (pattern[p]?.kind === 'across') p++;
  return p === pattern.length;
}

/** Whether one segment of a path matches one segment of a pattern. */
export function matchesSegment(pattern: SegmentPattern, segment: string): boolean {
  if (pattern.kind === 'text') return pattern.text === segment;
  if (pattern.kind === 'across') return true;
  return matchesTokens(pattern.tokens, segment);
}

function matchesTokens(tokens: readonly Token[], text: string): boolean {
  let t = 0;
  let at = 0;
  let lastAny = -1;
  let resumeAt = 0;
  while (at < text.length) {
    const token = tokens[t];
    if (token?.kind === 'any') {
      lastAny = t++;
      resumeAt = at;
      continue;
    }
    const width = token === undefined ? 0 : widthMatched(token, text, at);
    if (width > 0) {
      t++;
      at += width;
    } else if (lastAny >= 0) {
      t = lastAny + 1;
      resumeAt += widthAt(text, resumeAt);
      at = resumeAt;
    } else return false;
  }
  while (tokens[t]?.kind === 'any') t++;
  return t === tokens.length;
}

/** How many UTF-16 units the token takes at this point; 0 when it does not match. */
function widthMatched(token: Token, text: string, at: number): number {
  switch (token.kind) {
    case 'char':
      return text.startsWith(token.char, at) ? token.char.length : 0;
    case 'one':
      return widthAt(text, at);
    case 'class': {
      const code = text.codePointAt(at) ?? 0;
      const within = token.ranges.some(range => code >= range.first && code <= range.last);
      return within === token.negated ? 0 : widthAt(text, at);
    }
    case 'any':
      return 0;
  }
}

function widthAt(text: string, at: number): number {
  return (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
}

/** The text before the first segment with a wildcard, joined by `/`: everything the pattern matches lies in it. */
export function literalPrefix(pattern: readonly SegmentPattern[]): readonly string[] {
  const prefix: string[] = [];
  for (const segment of pattern) {
    if (segment.kind !== 'text') break;
    prefix.push(segment.text);
  }
  return prefix;
}
