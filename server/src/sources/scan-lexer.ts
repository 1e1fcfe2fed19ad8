import * as T from './scan-words.ts';
import { createScanner, type Scanner, unsure } from './scanner.ts';

/** Whether the token before ends an operand: then `/` divides and `<` compares. */
export const NO = 0;
export const YES = 1;
export const MAYBE = 2;
export type Operand = typeof NO | typeof YES | typeof MAYBE;

/** What an open bracket was. */
const BRACE = 0;
const TEMPLATE = 1;
const PAREN = 2;
const CONDITION = 3;
const AWAITED = 4;
const BRACKET = 5;

/**
 * The scanner, driven as a parser would drive it: it knows where a slash begins a regular expression and where a brace
 * goes on with a template. Where only a parser could know, it says so by throwing `Unsure`.
 */
export interface Lexer {
  readonly scanner: Scanner;
  start(text: string, jsx: boolean): void;
  /** The next token at the level of statements and expressions, or the one on which the scanner was left standing. */
  next(): T.Token;
  /** The token before; a word behind a dot is a plain identifier, whatever it spells. */
  readonly before: T.Token;
  /** Whether what comes now is a property behind a dot. */
  afterDot(): boolean;
  /** Takes a token that means nothing to the caller. */
  take(token: T.Token): void;
  /** Everything up to the scanner's token is consumed. */
  consumed(before: T.Token, operand: Operand): void;
  /** Everything before the scanner's token is consumed; `next` gives that token again. */
  standing(before: T.Token, operand: Operand): void;
  /** Lets go of the text. */
  finish(): void;
}

export function createLexer(): Lexer {
  const scanner = createScanner();
  let open: number[] = [];
  let jsx = false;
  let operand: Operand = NO;
  let before: T.Token = T.SEMICOLON;
  let isStanding = false;

  const afterDot = () => before === T.DOT || before === T.QUESTION_DOT;

  function closes(first: number, second = first, third = first): number {
    const kind = open.pop();
    return kind === first || kind === second || kind === third ? kind : unsure();
  }

  /** A word: what it says about a slash behind it. */
  function word(token: T.Token): Operand {
    if (token === T.IDENTIFIER || token === T.VALUE_WORD || afterDot()) return YES;
    if (token === T.AWAIT || token === T.YIELD || token === T.OF) return MAYBE;
    // `x as const / 2`
    if (before === T.AS) return MAYBE;
    return T.isBinding(token) ? YES : NO;
  }

  function take(scanned: T.Token): void {
    let token = scanned;
    if (T.isName(token)) {
      const named = afterDot();
      operand = word(token);
      before = named ? T.IDENTIFIER : token;
      return;
    }
    switch (token) {
      case T.NUMBER:
      case T.STRING:
      case T.PLAIN_TEMPLATE:
      case T.PRIVATE_NAME:
        operand = YES;
        break;
      case T.SLASH:
        if (operand === MAYBE) unsure();
        if (operand === NO) {
          token = scanner.rescanSlash();
          operand = YES;
        } else operand = NO;
        break;
      case T.LESS:
        // A tag, or the end of one.
        if (jsx && (operand !== YES || scanner.text.startsWith('/', scanner.end))) unsure();
        operand = NO;
        break;
      case T.GREATER:
        operand = MAYBE;
        break;
      case T.OPEN_BRACE:
        open.push(BRACE);
        operand = NO;
        break;
      case T.TEMPLATE_HEAD:
        open.push(TEMPLATE);
        operand = NO;
        break;
      case T.CLOSE_BRACE: {
        if (closes(BRACE, TEMPLATE) === BRACE) {
          operand = MAYBE;
          break;
        }
        token = scanner.rescanTemplate();
        if (token === T.TEMPLATE_MIDDLE) open.push(TEMPLATE);
        operand = token === T.TEMPLATE_MIDDLE ? NO : YES;
        break;
      }
      case T.OPEN_PAREN:
        open.push(
          before === T.IF || before === T.WHILE || before === T.FOR || before === T.WITH
            ? CONDITION
            : before === T.AWAIT
              ? AWAITED
              : PAREN,
        );
        operand = NO;
        break;
      case T.CLOSE_PAREN: {
        const kind = closes(PAREN, CONDITION, AWAITED);
        operand = kind === PAREN ? YES : kind === CONDITION ? NO : MAYBE;
        break;
      }
      case T.OPEN_BRACKET:
        open.push(BRACKET);
        operand = NO;
        break;
      case T.CLOSE_BRACKET:
        closes(BRACKET);
        operand = YES;
        break;
      case T.AFFIX:
        // Behind an operand on the same line they belong to it (`x!`, `x++`) and it stays one.
        if (scanner.onNewLine) operand = NO;
        break;
      default:
        operand = NO;
    }
    before = token;
  }

  return {
    scanner,
    start: (text, withJsx) => {
      open = [];
      jsx = withJsx;
      operand = NO;
      before = T.SEMICOLON;
      isStanding = false;
      scanner.setText(text);
    },
    next: () => {
      const token = isStanding ? scanner.token : scanner.scan();
      isStanding = false;
      return token;
    },
    get before() {
      return before;
    },
    afterDot,
    take,
    consumed: (nowBefore, nowOperand) => {
      before = nowBefore;
      operand = nowOperand;
    },
    standing: (nowBefore, nowOperand) => {
      before = nowBefore;
      operand = nowOperand;
      isStanding = true;
    },
    finish: () => scanner.setText(''),
  };
}
