import type { ts } from 'ts-morph';
import type { InlineIgnore } from '#core/facts/imports';
import { positionsIn } from './scan-found.ts';
import type { TypeScript } from './typescript.ts';

/**
 * Whether the first comment of a file says that a program wrote it: `@generated`, `DO NOT EDIT`, `auto-generated`.
 * The first comment is what stands before any code, up to a blank line; a sentence further down is about something else.
 */
export function isGenerated(text: string): boolean {
  return GENERATED.test(headerOf(text));
}

const GENERATED = /@generated\b|\bDO NOT EDIT\b|\b[Aa]uto-?[Gg]enerated\b|\bAUTO-?GENERATED\b/;

function headerOf(text: string): string {
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  if (text.startsWith('#!', at)) at = lineEnd(text, at);
  at = skipSpace(text, at).at;
  const start = at;
  let end = at;
  for (;;) {
    if (text.startsWith('//', at)) end = lineEnd(text, at);
    else if (text.startsWith('/*', at)) {
      const close = text.indexOf('*/', at + 2);
      if (close < 0) break;
      end = close + 2;
    } else break;
    const next = skipSpace(text, end);
    if (next.lines > 1) break;
    at = next.at;
  }
  return text.slice(start, end);
}

function lineEnd(text: string, from: number): number {
  const end = text.slice(from, from + 2000).search(/[\r\n]/);
  return end < 0 ? Math.min(text.length, from + 2000) : from + end;
}

function skipSpace(text: string, from: number): { readonly at: number; readonly lines: number } {
  let at = from;
  let lines = 0;
  for (; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 10 || (code === 13 && text.charCodeAt(at + 1) !== 10)) lines += 1;
    else if (code !== 13 && code !== 32 && code !== 9) break;
  }
  return { at, lines };
}

/** What every inline ignore contains; without it nothing has to be looked for. */
export const IGNORE_MARK = 'wiring-ignore-';

const IGNORE = /\/\/[ \t]*wiring-ignore-(next-line|file)(?![\w-])[ \t]*([^\r\n]*)/g;

/** A block comment that is nothing but an ignore: not followed, and told. */
const IN_BLOCK = /\/\*[ \t]*wiring-ignore-(?:next-line|file)(?![\w-])[ \t]*([^\r\n*]*)\*\//g;

/**
 * `// wiring-ignore-next-line ID: reason` and `// wiring-ignore-file ID: reason`, in line comments only: the same words in
 * a string, in JSX text or in a block comment are an example of the notation. Several above one another all concern
 * the first line behind them.
 */
export function findIgnores(ts: TypeScript, file: ts.SourceFile): readonly InlineIgnore[] {
  const { text } = file;
  const inside = notComments(ts, file);
  const position = positionsIn(text, text.length);
  const found = [...text.matchAll(IGNORE)].filter(match => !inside(match.index));
  const ignoredLines = new Set(found.map(match => position(match.index).line));
  const meant = new Map<number, number>();
  for (const line of [...ignoredLines].sort((a, b) => b - a))
    meant.set(line, meant.get(line + 1) ?? line + 1);
  const ignore = (index: number, whole: string, rest: string, line: number): InlineIgnore => {
    const colon = rest.indexOf(':');
    return {
      rule: (colon < 0 ? rest : rest.slice(0, colon)).trim(),
      reason: colon < 0 ? '' : rest.slice(colon + 1).trim(),
      line,
      range: { start: position(index), end: position(index + whole.trimEnd().length) },
    };
  };
  const inBlocks = [...text.matchAll(IN_BLOCK)].filter(
    ({ index }) => !inside(index) && !text.slice(text.lastIndexOf('\n', index) + 1, index).includes('//'),
  );
  return [
    ...found.map(({ 0: whole, 1: scope, 2: rest = '', index }) => {
      const { line } = position(index);
      return ignore(index, whole, rest, scope === 'file' ? -1 : (meant.get(line) ?? line + 1));
    }),
    ...inBlocks.map(({ 0: whole, 1: rest = '', index }) => ignore(index, whole, rest, -2)),
  ];
}

/** Tells offsets that lie in a string, a template, a regular expression, JSX text or a block comment. */
function notComments(ts: TypeScript, file: ts.SourceFile): (offset: number) => boolean {
  const spans: { readonly start: number; readonly end: number }[] = [];
  const open: ts.Node[] = [file];
  const push = (node: ts.Node): undefined => {
    open.push(node);
  };
  for (let node = open.pop(); node; node = open.pop()) {
    if (
      ts.isStringLiteralLike(node) ||
      ts.isTemplateLiteralToken(node) ||
      ts.isRegularExpressionLiteral(node)
    ) {
      spans.push({ start: node.getStart(file), end: node.end });
    } else if (ts.isJsxText(node)) spans.push({ start: node.pos, end: node.end });
    ts.forEachChild(node, push);
  }
  spans.sort((a, b) => a.start - b.start);
  const starts = spans.map(({ start }) => start);
  // Only in a broken text one lies in another: the farthest end of all that begin before a place tells.
  let farthest = 0;
  const ends = spans.map(({ end }) => {
    farthest = Math.max(farthest, end);
    return farthest;
  });
  const inLiteral = (offset: number) => (ends[countUpTo(starts, offset) - 1] ?? 0) > offset;
  const opens = placesOf(file.text, '/*').filter(place => !inLiteral(place));
  const closes = placesOf(file.text, '*/');
  return offset => {
    if (inLiteral(offset)) return true;
    // The nearest `/*` before that is no part of a literal; is it still open here?
    const from = opens[countUpTo(opens, offset - 1) - 1];
    if (from === undefined) return false;
    const close = closes[countUpTo(closes, from + 1)];
    return close === undefined || close >= offset;
  };
}

/** Every place of a text in another, in order. */
function placesOf(text: string, wanted: string): readonly number[] {
  const places: number[] = [];
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) places.push(at);
  return places;
}

/** How many of the sorted numbers are at most `limit`. */
function countUpTo(sorted: readonly number[], limit: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
