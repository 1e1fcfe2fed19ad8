import type { ImportedName, ImportKind } from '#core/facts/imports';
import { type Found, WHOLE_MODULE } from './scan-found.ts';
import type { TypeScript } from './typescript.ts';

/**
 * The light path: imports from TypeScript's tokens, without a syntax tree, as far as the last place that could hold one.
 * It never guesses. Where the tokens alone cannot tell (JSX, a slash after `}`, `import()` that may be a type, anything
 * the scanner complains about) it gives `undefined`, and the caller reads the file's tree instead.
 */
export type TokenScan = (text: string, jsx: boolean) => readonly Found[] | undefined;

/**
 * Every import needs one of these: `import` before a quote or a parenthesis, `from` before a quote, `require` before
 * a parenthesis; comments may stand between. Behind the last of them no token has to be looked at.
 */
const CANDIDATE =
  /\b(?:import[\s\x85\u200b]*(?:["'(/]|\.[\s\x85\u200b]*[ds/])|from[\s\x85\u200b]*["'/]|require[\s\x85\u200b]*[(<?./])/g;

/** Where the last import could begin; -1 when there can be none. */
export function lastCandidate(text: string): number {
  let last = -1;
  CANDIDATE.lastIndex = 0;
  for (let match = CANDIDATE.exec(text); match; match = CANDIDATE.exec(text)) last = match.index;
  return last;
}

/** Thrown inside this file only, where the tokens alone cannot tell. */
const UNSURE_FILE = Symbol('unsure');

/** Whether the token before ends an operand: then `/` divides and `<` compares. */
const NO = 0;
const YES = 1;
const UNSURE = 2;
type Operand = typeof NO | typeof YES | typeof UNSURE;

/** What an open bracket was. */
const BRACE = 0;
const TEMPLATE = 1;
const PAREN = 2;
const CONDITION = 3;
const AWAITED = 4;
const BRACKET = 5;

export function createTokenScan(ts: TypeScript): TokenScan {
  const K = ts.SyntaxKind;
  const scanner = ts.createScanner(ts.ScriptTarget.Latest, true);
  scanner.setJSDocParsingMode(ts.JSDocParsingMode.ParseNone);
  let complained = false;
  scanner.setOnError(() => {
    complained = true;
  });

  let found: Found[] = [];
  let open: number[] = [];
  let operand: Operand = NO;
  /** The token before, keywords after a dot taken for names. */
  let prev: number = K.SemicolonToken;
  /** The scanner already stands on the next token. */
  let pending = false;

  const unsure = (): never => {
    throw UNSURE_FILE;
  };
  const isName = (token: number) => token >= K.Identifier && token <= K.LastKeyword;
  const isBinding = (token: number) =>
    token === K.Identifier || (token > K.LastReservedWord && token <= K.LastKeyword);
  const closes = (...kinds: readonly number[]): number => {
    const kind = open.pop();
    return kind !== undefined && kinds.includes(kind) ? kind : unsure();
  };
  const expect = (token: number, wanted: number): void => {
    if (token !== wanted) unsure();
  };
  const goOn = (before: number, next: Operand): void => {
    pending = true;
    prev = before;
    operand = next;
  };

  function add(
    kind: ImportKind,
    start: number,
    end: number,
    literal: Literal,
    names: readonly ImportedName[],
    typeOnly = false,
  ): void {
    found.push({
      kind,
      specifier: literal.value,
      literal: true,
      typeOnly,
      names,
      specifierStart: literal.start,
      specifierEnd: literal.end,
      start,
      end,
    });
  }

  interface Literal {
    readonly value: string;
    readonly start: number;
    readonly end: number;
  }
  const literal = (): Literal => ({
    value: scanner.getTokenValue(),
    start: scanner.getTokenStart() + 1,
    end: scanner.getTokenEnd() - 1,
  });

  /** Behind the specifier of a declaration: attributes and the semicolon belong to the statement. */
  function declaration(
    kind: ImportKind,
    start: number,
    names: readonly ImportedName[],
    typeOnly: boolean,
  ): void {
    const specifier = literal();
    let end = scanner.getTokenEnd();
    let token = scanner.scan();
    const sameLine = !scanner.hasPrecedingLineBreak();
    if (
      (token === K.WithKeyword && (sameLine || kind !== 're-export')) ||
      (token === K.AssertKeyword && sameLine)
    ) {
      expect(scanner.scan(), K.OpenBraceToken);
      for (token = scanner.scan(); token !== K.CloseBraceToken; token = scanner.scan()) {
        const plain =
          isName(token) || token === K.StringLiteral || token === K.ColonToken || token === K.CommaToken;
        if (!plain) unsure();
      }
      end = scanner.getTokenEnd();
      token = scanner.scan();
    }
    prev = K.SemicolonToken;
    operand = NO;
    if (token === K.SemicolonToken) end = scanner.getTokenEnd();
    else pending = true;
    add(
      kind,
      start,
      end,
      specifier,
      names,
      typeOnly || (names.length > 0 && names.every(name => name.typeOnly)),
    );
  }

  /** `{ a, type b as c }`, from behind the opening brace to the closing one. */
  function braces(typeOnly: boolean): ImportedName[] {
    const names: ImportedName[] = [];
    let kinds: number[] = [];
    let texts: string[] = [];
    for (;;) {
      const token = scanner.scan();
      if (token === K.CommaToken || token === K.CloseBraceToken) {
        if (kinds.length > 0) names.push(specifier(kinds, texts, typeOnly));
        else if (token === K.CommaToken) unsure();
        if (token === K.CloseBraceToken) return names;
        kinds = [];
        texts = [];
      } else if ((isName(token) || token === K.StringLiteral) && kinds.length < 4) {
        kinds.push(token);
        texts.push(scanner.getTokenValue());
      } else unsure();
    }
  }

  function specifier(kinds: readonly number[], texts: readonly string[], typeOnly: boolean): ImportedName {
    const [first = '', second = ''] = texts;
    const typed = kinds[0] === K.TypeKeyword;
    if (kinds.length === 1) return { name: first, typeOnly };
    if (kinds.length === 2 && typed) return { name: second, typeOnly: true };
    if (kinds.length === 3 && kinds[1] === K.AsKeyword) return { name: first, typeOnly };
    if (kinds.length === 4 && typed && kinds[2] === K.AsKeyword) return { name: second, typeOnly: true };
    return unsure();
  }

  /** `from 'x'` and the rest. */
  function from(
    token: number,
    kind: ImportKind,
    start: number,
    names: readonly ImportedName[],
    typeOnly: boolean,
  ): void {
    expect(token, K.FromKeyword);
    expect(scanner.scan(), K.StringLiteral);
    declaration(kind, start, names, typeOnly);
  }

  function importEquals(start: number, typeOnly: boolean): void {
    const token = scanner.scan();
    if (token !== K.RequireKeyword) return goOn(K.EqualsToken, NO);
    if (scanner.scan() !== K.OpenParenToken) return goOn(K.Identifier, YES);
    expect(scanner.scan(), K.StringLiteral);
    const specifier = literal();
    expect(scanner.scan(), K.CloseParenToken);
    let end = scanner.getTokenEnd();
    prev = K.SemicolonToken;
    operand = NO;
    if (scanner.scan() === K.SemicolonToken) end = scanner.getTokenEnd();
    else pending = true;
    add('import-equals', start, end, specifier, [{ name: '*', typeOnly }], typeOnly);
  }

  /** From behind `import` where a name, `*` or `{` follows. The order of questions is the one of TypeScript's parser. */
  function importClause(first: number, start: number): void {
    let token = first;
    let typeOnly = false;
    const names: ImportedName[] = [];
    if (token !== K.AsteriskToken && token !== K.OpenBraceToken) {
      if (!isBinding(token)) return goOn(K.ImportKeyword, YES);
      let named = true;
      const word = token;
      token = scanner.scan();
      const isPhase =
        word === K.TypeKeyword
          ? (isBinding(token) && (token !== K.FromKeyword || next(K.FromKeyword, K.EqualsToken))) ||
            token === K.OpenBraceToken ||
            token === K.AsteriskToken
          : word === K.DeferKeyword &&
            (token === K.FromKeyword
              ? !next(K.StringLiteral)
              : token !== K.CommaToken && token !== K.EqualsToken);
      if (isPhase) {
        typeOnly = word === K.TypeKeyword;
        named = isBinding(token);
        if (named) token = scanner.scan();
      }
      if (token === K.EqualsToken) return importEquals(start, typeOnly);
      if (named) names.push({ name: 'default', typeOnly });
      if (token === K.CommaToken) token = scanner.scan();
    }
    if (token === K.AsteriskToken) {
      expect(scanner.scan(), K.AsKeyword);
      if (!isBinding(scanner.scan())) unsure();
      names.push({ name: '*', typeOnly });
      token = scanner.scan();
    } else if (token === K.OpenBraceToken) {
      names.push(...braces(typeOnly));
      token = scanner.scan();
    }
    from(token, 'static', start, names, typeOnly);
  }

  const next = (...wanted: readonly number[]): boolean =>
    scanner.lookAhead(() => wanted.includes(scanner.scan()));

  function importKeyword(start: number): void {
    const before = prev;
    const token = scanner.scan();
    if (token === K.StringLiteral) return declaration('side-effect', start, [], false);
    if (token === K.DotToken) {
      scanner.scan();
      if (scanner.getTokenValue() !== 'meta') unsure();
      prev = K.Identifier;
      operand = YES;
      return;
    }
    if (token === K.OpenParenToken) {
      const specifier = literalArgument();
      const end = scanner.getTokenEnd();
      scanner.scan();
      if (!isExpression(before)) unsure();
      add('dynamic', start, end, specifier, WHOLE_MODULE);
      return goOn(K.CloseParenToken, YES);
    }
    if (isName(token) || token === K.AsteriskToken || token === K.OpenBraceToken)
      return importClause(token, start);
    // A property that is called `import`.
    goOn(K.Identifier, YES);
  }

  /** Whether `import(…)`, behind which the scanner stands, is surely a call and not `import('x').T`. */
  function isExpression(before: number): boolean {
    if (before === K.AwaitKeyword || before === K.ReturnKeyword || before === K.VoidKeyword) return true;
    if (scanner.getToken() !== K.DotToken) return false;
    return scanner.lookAhead(() => {
      scanner.scan();
      return scanner.getTokenValue() === 'then' && scanner.scan() === K.OpenParenToken;
    });
  }

  /** The only argument of a call, from behind its parenthesis; the scanner then stands on the closing one. */
  function literalArgument(): Literal {
    const token = scanner.scan();
    if (token !== K.StringLiteral && token !== K.NoSubstitutionTemplateLiteral) unsure();
    const argument = literal();
    expect(scanner.scan(), K.CloseParenToken);
    return argument;
  }

  function exportKeyword(start: number): void {
    let token = scanner.scan();
    let typeOnly = false;
    if (token === K.ImportKeyword) return importKeyword(start);
    if (token === K.TypeKeyword) {
      token = scanner.scan();
      typeOnly = true;
      if (token !== K.OpenBraceToken && token !== K.AsteriskToken) return goOn(K.TypeKeyword, NO);
    }
    if (token === K.AsteriskToken) {
      token = scanner.scan();
      if (token === K.AsKeyword) {
        token = scanner.scan();
        if (!isName(token) && token !== K.StringLiteral) unsure();
        token = scanner.scan();
      }
      return from(token, 're-export', start, [{ name: '*', typeOnly }], typeOnly);
    }
    if (token === K.OpenBraceToken) {
      const names = braces(typeOnly);
      token = scanner.scan();
      if (token === K.FromKeyword) return from(token, 're-export', start, names, typeOnly);
      return goOn(K.CloseBraceToken, UNSURE);
    }
    goOn(K.ExportKeyword, NO);
  }

  function requireKeyword(start: number): void {
    if (prev === K.NewKeyword) unsure();
    let token = scanner.scan();
    let names = WHOLE_MODULE;
    if (token === K.DotToken) {
      scanner.scan();
      if (scanner.getTokenValue() !== 'resolve') {
        prev = K.Identifier;
        operand = YES;
        return;
      }
      names = [];
      token = scanner.scan();
    }
    if (token === K.QuestionDotToken || token === K.LessThanToken) unsure();
    if (token !== K.OpenParenToken || prev === K.FunctionKeyword) return goOn(K.Identifier, YES);
    const specifier = literalArgument();
    add('require', start, scanner.getTokenEnd(), specifier, names);
    prev = K.CloseParenToken;
    operand = YES;
  }

  /** A word: what it says about a slash behind it. */
  function word(token: number): Operand {
    if (prev === K.DotToken || prev === K.QuestionDotToken || token === K.Identifier) return YES;
    if (token === K.AwaitKeyword || token === K.YieldKeyword || token === K.OfKeyword) return UNSURE;
    if (token > K.LastReservedWord) return YES;
    return token === K.ThisKeyword ||
      token === K.SuperKeyword ||
      token === K.NullKeyword ||
      token === K.TrueKeyword ||
      token === K.FalseKeyword
      ? YES
      : NO;
  }

  /** One token that is no import; keeps track of brackets, templates and operands. */
  function other(scanned: number, jsx: boolean): void {
    let token = scanned;
    if (isName(token)) {
      const named = prev === K.DotToken || prev === K.QuestionDotToken;
      operand = word(token);
      prev = named ? K.Identifier : token;
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
        if (operand === UNSURE) unsure();
        if (operand === NO) {
          token = scanner.reScanSlashToken();
          expect(token, K.RegularExpressionLiteral);
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
        operand = UNSURE;
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
          operand = UNSURE;
          break;
        }
        token = scanner.reScanTemplateToken(false);
        if (token === K.TemplateMiddle) open.push(TEMPLATE);
        operand = token === K.TemplateMiddle ? NO : YES;
        break;
      }
      case K.OpenParenToken:
        open.push(
          prev === K.IfKeyword || prev === K.WhileKeyword || prev === K.ForKeyword || prev === K.WithKeyword
            ? CONDITION
            : prev === K.AwaitKeyword
              ? AWAITED
              : PAREN,
        );
        operand = NO;
        break;
      case K.CloseParenToken: {
        const kind = closes(PAREN, CONDITION, AWAITED);
        operand = kind === PAREN ? YES : kind === CONDITION ? NO : UNSURE;
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
    prev = token;
  }

  function run(text: string, jsx: boolean, last: number): void {
    scanner.setLanguageVariant(jsx ? ts.LanguageVariant.JSX : ts.LanguageVariant.Standard);
    scanner.setText(text);
    for (;;) {
      const token = pending ? scanner.getToken() : scanner.scan();
      pending = false;
      const start = scanner.getTokenStart();
      if (start > last || token === K.EndOfFileToken) return;
      const named = prev === K.DotToken || prev === K.QuestionDotToken;
      if (token === K.ImportKeyword && !named) importKeyword(start);
      else if (token === K.ExportKeyword && !named) exportKeyword(start);
      else if (token === K.RequireKeyword && !named) requireKeyword(start);
      else other(token, jsx);
      if (complained) unsure();
    }
  }

  return (text, jsx) => {
    const last = lastCandidate(text);
    if (last < 0) return [];
    found = [];
    open = [];
    operand = NO;
    prev = K.SemicolonToken;
    pending = false;
    complained = false;
    try {
      run(text, jsx, last);
      return found;
    } catch (error) {
      if (error === UNSURE_FILE) return undefined;
      throw error;
    } finally {
      // The scanner would otherwise keep the last text alive.
      scanner.setText('');
    }
  };
}
