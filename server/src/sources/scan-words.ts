/**
 * The kinds of tokens that finding imports needs to tell apart. Names come first and reserved words last, so that one
 * comparison tells a name, and one a word that may be bound. Whatever is not listed is `OTHER`: an operator, behind
 * which a slash begins a regular expression.
 */
export const IDENTIFIER = 0;
export const AS = 1;
export const ASSERT = 2;
export const AWAIT = 3;
export const DEFER = 4;
export const FROM = 5;
export const OF = 6;
export const REQUIRE = 7;
export const TYPE = 8;
export const YIELD = 9;
export const EXPORT = 10;
export const FOR = 11;
export const FUNCTION = 12;
export const IF = 13;
export const IMPORT = 14;
export const NEW = 15;
export const RETURN = 16;
export const VOID = 17;
export const WHILE = 18;
export const WITH = 19;
/** `this`, `super`, `null`, `true`, `false`: reserved, and a value. */
export const VALUE_WORD = 20;
/** Every other reserved word. */
export const RESERVED = 21;
export const STRING = 22;
/** A template without placeholders. */
export const PLAIN_TEMPLATE = 23;
export const TEMPLATE_HEAD = 24;
export const TEMPLATE_MIDDLE = 25;
export const TEMPLATE_TAIL = 26;
export const NUMBER = 27;
export const REGULAR_EXPRESSION = 28;
/** `#name` */
export const PRIVATE_NAME = 29;
export const OPEN_BRACE = 30;
export const CLOSE_BRACE = 31;
export const OPEN_PAREN = 32;
export const CLOSE_PAREN = 33;
export const OPEN_BRACKET = 34;
export const CLOSE_BRACKET = 35;
export const DOT = 36;
export const QUESTION_DOT = 37;
export const SEMICOLON = 38;
export const COMMA = 39;
export const COLON = 40;
export const ASTERISK = 41;
export const EQUALS = 42;
export const ARROW = 43;
/** `/` or `/=`, whichever: only what stands before tells whether it divides or begins a regular expression. */
export const SLASH = 44;
/** `<`, `<<`, `<=` or `<<=`. */
export const LESS = 45;
export const GREATER = 46;
/** `!`, `++` or `--`, which belong to the operand before them or to the one behind. */
export const AFFIX = 47;
export const OTHER = 48;
export const END = 49;

export type Token = number;

export const isName = (token: Token): boolean => token <= RESERVED;

/** A word that may be bound: an identifier or a keyword that is not reserved. */
export const isBinding = (token: Token): boolean => token <= YIELD;

const WORDS: ReadonlyMap<string, Token> = new Map([
  ['as', AS],
  ['assert', ASSERT],
  ['await', AWAIT],
  ['defer', DEFER],
  ['from', FROM],
  ['of', OF],
  ['require', REQUIRE],
  ['type', TYPE],
  ['yield', YIELD],
  ['export', EXPORT],
  ['for', FOR],
  ['function', FUNCTION],
  ['if', IF],
  ['import', IMPORT],
  ['new', NEW],
  ['return', RETURN],
  ['void', VOID],
  ['while', WHILE],
  ['with', WITH],
  ...'this super null true false'.split(' ').map((word): [string, Token] => [word, VALUE_WORD]),
  ...(
    'break case catch class const continue debugger default delete do else enum extends finally in instanceof switch ' +
    'throw try typeof var'
  )
    .split(' ')
    .map((word): [string, Token] => [word, RESERVED]),
]);

const LONGEST = Math.max(...[...WORDS.keys()].map(word => word.length));
const LETTERS = 26;
const LOWER_A = 97;

/** Pairs of letters with which a word of the list begins: most identifiers need no more than this look. */
const BEGINNINGS = new Uint8Array(LETTERS * LETTERS);
for (const word of WORDS.keys()) BEGINNINGS[beginning(word, 0)] = 1;

function beginning(text: string, at: number): number {
  const first = text.charCodeAt(at) - LOWER_A;
  const second = text.charCodeAt(at + 1) - LOWER_A;
  return first >= 0 && second >= 0 && first < LETTERS && second < LETTERS ? first * LETTERS + second : -1;
}

/** The kind of the word between two offsets. */
export function wordAt(text: string, start: number, end: number): Token {
  const length = end - start;
  if (length < 2 || length > LONGEST || BEGINNINGS[beginning(text, start)] !== 1) return IDENTIFIER;
  return WORDS.get(text.slice(start, end)) ?? IDENTIFIER;
}
