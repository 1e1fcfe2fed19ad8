import type { RepoPath } from './facts/place.ts';
import {
  ACROSS,
  ANYTHING,
  literalPrefix,
  matchesSegments,
  type SegmentPattern,
  segmentPattern,
  type Token,
} from './path-patterns.ts';

/**
 * A CODEOWNERS pattern in GitHub's dialect: that of `.gitignore`, except that `!` and `[ ]` do not work, that `\#` cannot
 * begin a pattern, and that `docs/*` is one level deep. docs/codeowners.md has the table, row by row as the tests have it.
 */
export interface OwnerPattern {
  /** Folder and file names before the first wildcard; empty for a pattern that may match at any depth. */
  readonly prefix: readonly string[];
  /** What follows the prefix. Empty: the prefix is all there is. */
  readonly rest: readonly SegmentPattern[];
  /** Whether what lies below a match is matched too, and whether the match itself is (`apps/` is no file). */
  readonly reach: Reach;
}

export type Reach = 'itself' | 'itself-and-below' | 'below';

/** Why a pattern is not read. GitHub leaves such lines out, and so does Wiring. */
export type UnreadPattern = 'negation' | 'range' | 'escaped-hash' | 'dangling-escape' | 'never-matches';

/** Whether one pattern matches a path; an unread one matches nothing. `ownerRuleFor` is faster for many. */
export function matchesOwnerPattern(pattern: string): (path: RepoPath) => boolean {
  const read = readOwnerPattern(pattern);
  if (typeof read === 'string') return () => false;
  const whole = [
    ...read.prefix.map((text): SegmentPattern => ({ kind: 'text', text })),
    ...restWithReach(read),
  ];
  return path => matchesSegments(whole, path.split('/'));
}

/** The pattern, or why it is none. Case counts, as on GitHub. */
export function readOwnerPattern(pattern: string): OwnerPattern | UnreadPattern {
  if (pattern.startsWith('!')) return 'negation';
  if (pattern.startsWith('\\#')) return 'escaped-hash';
  // An escaped slash is a slash.
  const parts = pattern.replace(/\\(.)/gs, (pair, char) => (char === '/' ? '/' : pair)).split('/');
  if (parts.every(part => part === '')) return 'never-matches';
  const rooted = parts[0] === '';
  if (rooted) parts.shift();
  const below = parts.at(-1) === '';
  if (below) parts.pop();
  const anchored = rooted || parts.length > 1;
  const segments: SegmentPattern[] = anchored ? [] : [ACROSS];
  for (const part of parts) {
    // A path has no such segments, so that nothing can match; git says the same.
    if (part === '' || part === '.' || part === '..') return 'never-matches';
    const segment = readPart(part);
    if (typeof segment === 'string') return segment;
    if (segment.kind !== 'across' || segments.at(-1)?.kind !== 'across') segments.push(segment);
  }
  // At the end, `**` is what lies below, not the folder itself.
  if (segments.at(-1)?.kind === 'across') segments.push(ANYTHING);
  const lone = parts.at(-1) === '*' && anchored;
  return simplest(segments, below ? 'below' : lone ? 'itself' : 'itself-and-below');
}

// `apps/**` and `apps/**/*` say the same as `apps/`, which is faster to look up.
function simplest(segments: readonly SegmentPattern[], reach: Reach): OwnerPattern {
  const prefix = literalPrefix(segments);
  const rest = segments.slice(prefix.length);
  const everyBelow = rest.length === 2 && rest[0] === ACROSS && isAnything(rest[1]) && reach !== 'below';
  return everyBelow ? { prefix, rest: [], reach: 'below' } : { prefix, rest, reach };
}

/** What must match behind the prefix, with what the reach adds to it. */
export function restWithReach({ rest, reach }: OwnerPattern): readonly SegmentPattern[] {
  if (reach === 'itself') return rest;
  return reach === 'below' ? [...rest, ACROSS, ANYTHING] : [...rest, ACROSS];
}

function isAnything(segment: SegmentPattern | undefined): boolean {
  return segment?.kind === 'wild' && segment.tokens.length === 1 && segment.tokens[0]?.kind === 'any';
}

function readPart(part: string): SegmentPattern | UnreadPattern {
  if (/^\*{2,}$/.test(part)) return ACROSS;
  const tokens: Token[] = [];
  const chars = [...part];
  for (let i = 0; i < chars.length; i++) {
    const char = chars[i] ?? '';
    if (char === '*') tokens.push({ kind: 'any' });
    else if (char === '?') tokens.push({ kind: 'one' });
    else if (char === '[') return 'range';
    else if (char === '\\') {
      const escaped = chars[++i];
      if (escaped === undefined) return 'dangling-escape';
      tokens.push({ kind: 'char', char: escaped });
    } else tokens.push({ kind: 'char', char });
  }
  return segmentPattern(tokens);
}
