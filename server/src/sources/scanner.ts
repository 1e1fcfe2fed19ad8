import * as T from './scan-words.ts';

/** Thrown where tokens alone cannot tell what the text means; the file's tree is read instead. */
export class Unsure extends Error {}

export function unsure(): never {
  throw new Unsure();
}

/**
 * The tokens of JavaScript and TypeScript, as many of them as finding imports needs. It agrees with TypeScript's own scanner
 * or says `Unsure`: for names beyond ASCII, for escapes in names and in what is asked for by value, for unterminated
 * literals and comments, and for what is no token at all.
 */
export interface Scanner {
  setText(text: string): void;
  readonly text: string;
  /** The next token. A slash is given as `SLASH`, a brace that may end a placeholder as `CLOSE_BRACE`. */
  scan(): T.Token;
  readonly token: T.Token;
  /** Offsets of the token, quotes included. */
  readonly start: number;
  readonly end: number;
  /** Whether the token is the first on its line. */
  readonly onNewLine: boolean;
  /** The token's text; of a string or plain template what stands between its quotes. */
  value(): string;
  /** Reads the slash on which the scanner stands as the beginning of a regular expression. */
  rescanSlash(): T.Token;
  /** Reads the closing brace on which the scanner stands as the end of a template's placeholder. */
  rescanTemplate(): T.Token;
  /** Gives what `look` gives, and stands where it stood. */
  lookAhead<T>(look: () => T): T;
}

export function createScanner(): Scanner {
  let text = '';
  let length = 0;
  let token: T.Token = T.END;
  let start = 0;
  let end = 0;
  let onNewLine = false;

  /** Space and comments, from `end` on. */
  function skipTrivia(): void {
    let at = end;
    onNewLine = at === 0;
    for (;;) {
      const code = text.charCodeAt(at);
      if (code === 32 || code === 9) at += 1;
      else if (code === 10 || code === 13) {
        onNewLine = true;
        at += 1;
      } else if (code === 47 && text.charCodeAt(at + 1) === 47) at = lineEnd(at + 2);
      else if (code === 47 && text.charCodeAt(at + 1) === 42) {
        const close = text.indexOf('*/', at + 2);
        if (close < 0) unsure();
        if (!onNewLine) onNewLine = LINE_BREAK.test(text.slice(at, close));
        at = close + 2;
      } else if (code === 35 && at === 0 && text.charCodeAt(1) === 33) at = lineEnd(2);
      else if (code === 0x2028 || code === 0x2029) {
        onNewLine = true;
        at += 1;
      } else if (code === 11 || code === 12 || (code > 127 && SPACE.test(text.charAt(at)))) at += 1;
      else break;
    }
    start = end = at;
  }

  function lineEnd(from: number): number {
    for (let at = from; at < length; at += 1) {
      const code = text.charCodeAt(at);
      if (code === 10 || code === 13 || code === 0x2028 || code === 0x2029) return at;
    }
    return length;
  }

  function give(kind: T.Token, size: number): T.Token {
    end = start + size;
    token = kind;
    return kind;
  }

  /** The end of the word that goes on at an offset. Letters beyond ASCII and escapes are for TypeScript to judge. */
  function wordEnd(from: number): number {
    let at = from;
    while (WORD[text.charCodeAt(at)] === 1) at += 1;
    const code = text.charCodeAt(at);
    if (code === 92 || (code > 127 && !SPACE.test(text.charAt(at)))) unsure();
    return at;
  }

  function string(quote: number): T.Token {
    for (let at = start + 1; at < length; at += 1) {
      const code = text.charCodeAt(at);
      if (code === quote) return give(T.STRING, at + 1 - start);
      if (code === 92) at += text.charCodeAt(at + 1) === 13 && text.charCodeAt(at + 2) === 10 ? 2 : 1;
      else if (code === 10 || code === 13) break;
    }
    return unsure();
  }

  /** From behind the back quote or the closing brace on. */
  function template(whole: T.Token, open: T.Token): T.Token {
    for (let at = start + 1; at < length; at += 1) {
      const code = text.charCodeAt(at);
      if (code === 96) return give(whole, at + 1 - start);
      if (code === 92) at += 1;
      else if (code === 36 && text.charCodeAt(at + 1) === 123) return give(open, at + 2 - start);
    }
    return unsure();
  }

  function number(): T.Token {
    NUMERAL.lastIndex = start;
    if (!NUMERAL.test(text)) unsure();
    const at = NUMERAL.lastIndex;
    // `3in x` and `0777` are for TypeScript to judge.
    if (wordEnd(at) > at) unsure();
    return give(T.NUMBER, at - start);
  }

  /** Seven of a kind at the beginning of a line are what git leaves in a file where a merge failed. */
  function notConflict(code: number): void {
    const mark = String.fromCharCode(code).repeat(7);
    if (onNewLine && text.startsWith(mark, start)) unsure();
  }

  function punctuation(code: number): T.Token {
    const next = text.charCodeAt(start + 1);
    switch (code) {
      case 33: // !
        return next === 61 ? give(T.OTHER, text.charCodeAt(start + 2) === 61 ? 3 : 2) : give(T.AFFIX, 1);
      case 34:
      case 39:
        return string(code);
      case 35: // #
        if (wordEnd(start + 1) === start + 1 || isDigit(next)) unsure();
        return give(T.PRIVATE_NAME, wordEnd(start + 1) - start);
      case 40:
        return give(T.OPEN_PAREN, 1);
      case 41:
        return give(T.CLOSE_PAREN, 1);
      case 42: // *
        return next === 42 || next === 61 ? give(T.OTHER, 2) : give(T.ASTERISK, 1);
      case 43: // +
      case 45: // -
        return next === code ? give(T.AFFIX, 2) : give(T.OTHER, next === 61 ? 2 : 1);
      case 44:
        return give(T.COMMA, 1);
      case 46: // .
        if (isDigit(next)) return number();
        return next === 46 && text.charCodeAt(start + 2) === 46 ? give(T.OTHER, 3) : give(T.DOT, 1);
      case 47: // / or /=
        return give(T.SLASH, next === 61 ? 2 : 1);
      case 58:
        return give(T.COLON, 1);
      case 59:
        return give(T.SEMICOLON, 1);
      case 60: // <
        if (next === 60) notConflict(code);
        return give(
          T.LESS,
          1 + (next === 60 ? 1 : 0) + (text.charCodeAt(start + (next === 60 ? 2 : 1)) === 61 ? 1 : 0),
        );
      case 61: // =
        if (next === 62) return give(T.ARROW, 2);
        if (next !== 61) return give(T.EQUALS, 1);
        notConflict(code);
        return give(T.OTHER, text.charCodeAt(start + 2) === 61 ? 3 : 2);
      case 62: // >
        if (next === 62) notConflict(code);
        return give(T.GREATER, 1);
      case 63: // ?
        if (next === 46 && !isDigit(text.charCodeAt(start + 2))) return give(T.QUESTION_DOT, 2);
        return give(T.OTHER, next === 63 ? 2 : 1);
      case 91:
        return give(T.OPEN_BRACKET, 1);
      case 93:
        return give(T.CLOSE_BRACKET, 1);
      case 96:
        return template(T.PLAIN_TEMPLATE, T.TEMPLATE_HEAD);
      case 123:
        return give(T.OPEN_BRACE, 1);
      case 124: // |
        if (next === 124) notConflict(code);
        return give(T.OTHER, 1);
      case 125:
        return give(T.CLOSE_BRACE, 1);
      case 37: // %
      case 38: // &
      case 64: // @
      case 94: // ^
      case 126: // ~
        return give(T.OTHER, 1);
      default:
        return unsure();
    }
  }

  function scan(): T.Token {
    skipTrivia();
    if (start >= length) return give(T.END, 0);
    const code = text.charCodeAt(start);
    if (isDigit(code)) return number();
    if (WORD[code] === 1) {
      const to = wordEnd(start + 1);
      return give(T.wordAt(text, start, to), to - start);
    }
    return punctuation(code);
  }

  return {
    setText: next => {
      text = next;
      length = next.length;
      start = end = 0;
      token = T.END;
    },
    get text() {
      return text;
    },
    get token() {
      return token;
    },
    get start() {
      return start;
    },
    get end() {
      return end;
    },
    get onNewLine() {
      return onNewLine;
    },
    scan,
    value: () => {
      if (token !== T.STRING && token !== T.PLAIN_TEMPLATE) return text.slice(start, end);
      const between = text.slice(start + 1, end - 1);
      // What an escape means, and that a template's line ends are made alike, is TypeScript's to say.
      return between.includes('\\') || between.includes('\r') ? unsure() : between;
    },
    rescanSlash: () => {
      let inClass = false;
      for (let at = start + 1; at < length; at += 1) {
        const code = text.charCodeAt(at);
        if (code === 47 && !inClass) {
          const to = wordEnd(at + 1);
          return give(T.REGULAR_EXPRESSION, to - start);
        }
        if (code === 91) inClass = true;
        else if (code === 93) inClass = false;
        else if (code === 92) at += 1;
        if (LINE_END[text.charCodeAt(at)] === 1 || isLineSeparator(text.charCodeAt(at))) break;
      }
      return unsure();
    },
    rescanTemplate: () => template(T.TEMPLATE_TAIL, T.TEMPLATE_MIDDLE),
    lookAhead: look => {
      const before = { token, start, end, onNewLine };
      const found = look();
      ({ token, start, end, onNewLine } = before);
      return found;
    },
  };
}

const isDigit = (code: number): boolean => code >= 48 && code <= 57;
const isLineSeparator = (code: number): boolean => code === 0x2028 || code === 0x2029;

const LINE_BREAK = /[\n\r\u2028\u2029]/;
/** What TypeScript takes for space beyond ASCII; a byte order mark is one. */
const SPACE = /[\u0085\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000\ufeff]/;
/** Decimal with fraction and exponent, or with a base; separators where they may stand. */
const NUMERAL =
  /0[xX][\da-fA-F]+(?:_[\da-fA-F]+)*n?|0[bBoO]\d+(?:_\d+)*n?|(?:(?:0|[1-9]\d*(?:_\d+)*)n|(?:(?:0(?!\d)|[1-9]\d*(?:_\d+)*)(?:\.(?:\d+(?:_\d+)*)?)?|\.\d+(?:_\d+)*)(?:[eE][+-]?\d+(?:_\d+)*)?)/y;

/** Letters, digits, `_` and `$`. */
const WORD = new Uint8Array(128);
for (const character of '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_$')
  WORD[character.charCodeAt(0)] = 1;

const LINE_END = new Uint8Array(128);
LINE_END[10] = LINE_END[13] = 1;
