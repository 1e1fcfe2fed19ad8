import type { ts } from 'ts-morph';
import type { TypeScript } from './typescript.ts';

/** Thrown where tokens alone cannot tell what the text means; the file's tree is read instead. */
export class Unsure extends Error {}

export function unsure(): never {
  throw new Unsure();
}

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
 * TypeScript's scanner, driven as its parser would drive it: it knows where a slash begins a regular expression and
 * where a brace goes on with a template. Where only a parser could know, it says so by throwing `Unsure`.
 */
export interface Lexer {
  readonly scanner: ts.Scanner;
  start(text: string, jsx: boolean): void;
  /** The next token at the level of statements and expressions, or the one on which the scanner was left standing. */
  next(): ts.SyntaxKind;
  /** The token before; a word behind a dot is a plain identifier, whatever it spells. */
  readonly before: ts.SyntaxKind;
  /** Whether what comes now is a property behind a dot. */
  afterDot(): boolean;
  /** Takes a token that means nothing to the caller. */
  take(token: ts.SyntaxKind): void;
  /** Everything up to the scanner's token is consumed. */
  consumed(before: ts.SyntaxKind, operand: Operand): void;
  /** Everything before the scanner's token is consumed; `next` gives that token again. */
  standing(before: ts.SyntaxKind, operand: Operand): void;
  isName(token: ts.SyntaxKind): boolean;
  /** A word that may be bound: an identifier or a keyword that is not reserved. */
  isBinding(token: ts.SyntaxKind): boolean;
  /** Lets go of the text. */
  finish(): void;
}

export function createLexer(ts: TypeScript): Lexer {
  const K = ts.SyntaxKind;
  const scanner = ts.createScanner(ts.ScriptTarget.Latest, true);
  scanner.setJSDocParsingMode(ts.JSDocParsingMode.ParseNone);
  let complained = false;
  scanner.setOnError(() => {
    complained = true;
  });

  let open: number[] = [];
  let jsx = false;
  let operand: Operand = NO;
  let before: ts.SyntaxKind = K.SemicolonToken;
  let isStanding = false;

  const isName = (token: ts.SyntaxKind) => token >= K.Identifier && token <= K.LastKeyword;
  const afterDot = () => before === K.DotToken || before === K.QuestionDotToken;

  function closes(...kinds: readonly number[]): number {
    const kind = open.pop();
    return kind !== undefined && kinds.includes(kind) ? kind : unsure();
  }

  /** A word: what it says about a slash behind it. */
  function word(token: ts.SyntaxKind): Operand {
    if (afterDot() || token === K.Identifier) return YES;
    if (token === K.AwaitKeyword || token === K.YieldKeyword || token === K.OfKeyword) return MAYBE;
    if (token > K.LastReservedWord) return YES;
    return token === K.ThisKeyword ||
      token === K.SuperKeyword ||
      token === K.NullKeyword ||
      token === K.TrueKeyword ||
      token === K.FalseKeyword
      ? YES
      : NO;
  }

  function take(scanned: ts.SyntaxKind): void {
    let token = scanned;
    if (isName(token)) {
      const named = afterDot();
      operand = word(token);
      before = named ? K.Identifier : token;
      return;
    }
    switch (token) {
      case K.NumericLiteral:
      case K.BigIntLiteral:
      case K.StringLiteral:
      case K.NoSubstitutionTemplateLiteral:
      case K.PrivateIdentifier:
        operand = YES;
        break;
      case K.SlashToken:
      case K.SlashEqualsToken:
        if (operand === MAYBE) unsure();
        if (operand === NO) {
          token = scanner.reScanSlashToken();
          if (token !== K.RegularExpressionLiteral) unsure();
          operand = YES;
        } else operand = NO;
        break;
      case K.LessThanToken:
      case K.LessThanLessThanToken:
        if (jsx && operand !== YES) unsure();
        operand = NO;
        break;
      case K.LessThanSlashToken:
        unsure();
        break;
      case K.GreaterThanToken:
        operand = MAYBE;
        break;
      case K.OpenBraceToken:
        open.push(BRACE);
        operand = NO;
        break;
      case K.TemplateHead:
        open.push(TEMPLATE);
        operand = NO;
        break;
      case K.CloseBraceToken: {
        if (closes(BRACE, TEMPLATE) === BRACE) {
          operand = MAYBE;
          break;
        }
        token = scanner.reScanTemplateToken(false);
        if (token === K.TemplateMiddle) open.push(TEMPLATE);
        operand = token === K.TemplateMiddle ? NO : YES;
        break;
      }
      case K.OpenParenToken:
        open.push(
          before === K.IfKeyword ||
            before === K.WhileKeyword ||
            before === K.ForKeyword ||
            before === K.WithKeyword
            ? CONDITION
            : before === K.AwaitKeyword
              ? AWAITED
              : PAREN,
        );
        operand = NO;
        break;
      case K.CloseParenToken: {
        const kind = closes(PAREN, CONDITION, AWAITED);
        operand = kind === PAREN ? YES : kind === CONDITION ? NO : MAYBE;
        break;
      }
      case K.OpenBracketToken:
        open.push(BRACKET);
        operand = NO;
        break;
      case K.CloseBracketToken:
        closes(BRACKET);
        operand = YES;
        break;
      case K.ExclamationToken:
      case K.PlusPlusToken:
      case K.MinusMinusToken:
        // Behind an operand on the same line they belong to it (`x!`, `x++`) and it stays one.
        if (scanner.hasPrecedingLineBreak()) operand = NO;
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
      before = K.SemicolonToken;
      isStanding = false;
      complained = false;
      scanner.setLanguageVariant(jsx ? ts.LanguageVariant.JSX : ts.LanguageVariant.Standard);
      scanner.setText(text);
    },
    next: () => {
      const token = isStanding ? scanner.getToken() : scanner.scan();
      isStanding = false;
      // Unterminated strings and unknown characters: the text is half typed or not what it seems.
      if (complained) unsure();
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
    isName,
    isBinding: token => token === K.Identifier || (token > K.LastReservedWord && token <= K.LastKeyword),
    finish: () => scanner.setText(''),
  };
}
