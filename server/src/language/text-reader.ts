/** Reads a text as tokens by the first character of each; every word is an ID here. */
import type { LexerResult } from 'langium';
import type { Terminal, TokenType, TokenTypes } from './tokens.ts';
import type { Token } from './words.ts';

export type TextReader = (text: string) => {
  readonly tokens: Token[];
  /** Comments. */
  readonly hidden: Token[];
  /** Runs of characters that begin no token. */
  readonly errors: LexerResult['errors'];
};

/** Linear in the length of a text. Places are counted as Chevrotain counts them: lines and columns from 1, ends inclusive. */
export function textReader({ symbols, terminal }: TokenTypes): TextReader {
  const id = terminal('ID');
  const scoped = terminal('SCOPED');
  const date = terminal('DATE');
  const number = terminal('NUMBER');
  const string = terminal('STRING');
  const lineComment = terminal('LINE_COMMENT');
  const blockComment = terminal('BLOCK_COMMENT');

  /** Where the token ends that begins here; `at` itself where none does. Its type is in `found`. */
  const endOf = (text: string, at: number): number => {
    const code = text.charCodeAt(at);
    if (isLetter(code)) return tried(id, text, at);
    if (code === QUOTE) return tried(string, text, at);
    if (isDigit(code)) return tried(date, text, at) || tried(number, text, at);
    if (code === AT) return tried(scoped, text, at) || at;
    if (code === SLASH) {
      if (text.charCodeAt(at + 1) !== ASTERISK) return tried(lineComment, text, at) || at;
      found = blockComment.type;
      // One without an end hides the rest of the file, as it does in TypeScript; syntax-errors.ts says so.
      const end = text.indexOf('*/', at + 2);
      return end < 0 ? text.length : end + 2;
    }
    for (const type of symbols) {
      if (!text.startsWith(type.name, at)) continue;
      found = type;
      return at + type.name.length;
    }
    return at;
  };
  let found: TokenType = id.type;
  /** 0 where it does not match. */
  const tried = ({ type, pattern }: Terminal, text: string, at: number): number => {
    pattern.lastIndex = at;
    if (!pattern.test(text)) return 0;
    found = type;
    return pattern.lastIndex;
  };

  return text => {
    const tokens: Token[] = [];
    const hidden: Token[] = [];
    const errors: LexerResult['errors'] = [];
    let line = 1;
    let lineStart = 0;
    for (let at = 0; at < text.length; ) {
      const code = text.charCodeAt(at);
      if (isSpace(code)) {
        at += 1;
        if (code !== LINE_FEED && (code !== RETURN || text.charCodeAt(at) === LINE_FEED)) continue;
        line += 1;
        lineStart = at;
        continue;
      }
      const end = endOf(text, at);
      if (end === at) {
        let next = at + 1;
        while (next < text.length && !isSpace(text.charCodeAt(next)) && endOf(text, next) === next) next += 1;
        const column = at - lineStart + 1;
        errors.push({ offset: at, line, column, length: next - at, message: UNREADABLE });
        at = next;
        continue;
      }
      // In an order of its own: in that of Chevrotain's end of the text, which lies at no number, V8 would take places for
      // fractions, and keep each of them, and of all that is made from them, as an object.
      const token = {
        tokenType: found,
        tokenTypeIdx: found.tokenTypeIdx ?? 0,
        image: text.slice(at, end),
        startOffset: at,
        endOffset: end - 1,
        startLine: line,
        endLine: line,
        startColumn: at - lineStart + 1,
        endColumn: end - lineStart,
      };
      at = end;
      if (found !== blockComment.type && found !== lineComment.type) {
        tokens.push(token);
        continue;
      }
      hidden.push(token);
      if (found !== blockComment.type) continue;
      for (const { index, 0: ending } of token.image.matchAll(LINE_END)) {
        line += 1;
        lineStart = token.startOffset + index + ending.length;
      }
      // A line that ends with the text is the last one.
      const endsLine = lineStart === end;
      if (line === token.startLine || (endsLine && line === token.startLine + 1)) continue;
      token.endLine = endsLine ? line - 1 : line;
      token.endColumn = endsLine ? 1 : end - lineStart;
    }
    return { tokens, hidden, errors };
  };
}

/** What is said of it is found by its place (syntax-errors.ts). */
const UNREADABLE = 'These characters begin nothing.';

const QUOTE = 34;
const ASTERISK = 42;
const SLASH = 47;
const AT = 64;
const LINE_FEED = 10;
const RETURN = 13;
const LINE_END = /\r\n?|\n/g;

function isLetter(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** What `\s` matches, and a byte order mark. */
function isSpace(code: number): boolean {
  if (code === 32 || (code >= 9 && code <= 13)) return true;
  return code >= 0xa0 && SPACE.test(String.fromCharCode(code));
}

const SPACE = /[\s\uFEFF]/;
