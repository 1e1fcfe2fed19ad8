import type { CharRange, Token } from './path-patterns.ts';

/** Reads one segment of a glob: stars, question marks, classes and escapes. */
export function readSegment(segment: string): readonly Token[] | 'unclosed' | 'backwards' | 'dangling' {
  const tokens: Token[] = [];
  const chars = [...segment];
  let at = 0;
  while (at < chars.length) {
    const char = chars[at] ?? '';
    if (char === '*') tokens.push({ kind: 'any' });
    else if (char === '?') tokens.push({ kind: 'one' });
    else if (char === '[') {
      const read = readClass(chars, at);
      if (typeof read === 'string') return read;
      tokens.push(read.token);
      at = read.end;
    } else if (char === '\\') {
      const escaped = chars[++at];
      if (escaped === undefined) return 'dangling';
      tokens.push({ kind: 'char', char: escaped });
    } else tokens.push({ kind: 'char', char });
    at++;
  }
  return tokens;
}

/** `end` is the position of the closing bracket. A `]` that stands first is a character of the class. */
function readClass(
  chars: readonly string[],
  open: number,
): { token: Token; end: number } | 'unclosed' | 'backwards' {
  let at = open + 1;
  const negated = chars[at] === '!' || chars[at] === '^';
  if (negated) at++;
  const ranges: CharRange[] = [];
  for (let first = true; ; first = false) {
    if (chars[at] === ']' && !first) return { token: { kind: 'class', negated, ranges }, end: at };
    const from = readClassChar(chars, at);
    if (from === undefined) return 'unclosed';
    at = from.next;
    const dash = chars[at] === '-' && chars[at + 1] !== undefined && chars[at + 1] !== ']';
    const to = dash ? readClassChar(chars, at + 1) : from;
    if (to === undefined) return 'unclosed';
    if (to.code < from.code) return 'backwards';
    ranges.push({ first: from.code, last: to.code });
    at = to.next;
  }
}

function readClassChar(chars: readonly string[], at: number): { code: number; next: number } | undefined {
  const escaped = chars[at] === '\\';
  const code = chars[escaped ? at + 1 : at]?.codePointAt(0);
  return code === undefined ? undefined : { code, next: at + (escaped ? 2 : 1) };
}
