import type { ts } from 'ts-morph';
import type { ImportedName, ImportKind } from '#core/facts/imports';
import { type Found, WHOLE_MODULE } from './scan-found.ts';
import { createLexer, MAYBE, NO, Unsure, unsure, YES } from './scan-lexer.ts';
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
function lastCandidate(text: string): number {
  let last = -1;
  CANDIDATE.lastIndex = 0;
  for (let match = CANDIDATE.exec(text); match; match = CANDIDATE.exec(text)) last = match.index;
  return last;
}

/**
 * Whether a text that ends with an arrow ends with `load(() =>` or `const load = () =>`, all on one line: no type can begin like
 * that, so an `import()` behind it is a call. The arrow being a token, no part of such a line can be in a comment or a string.
 */
function isLater(text: string): boolean {
  const called = /([\w$]+)\((?:async[ \t]*)?\(\)[ \t]*=>[ \t]*$/.exec(text)?.[1];
  if (called !== undefined && !BEFORE_TYPES.has(called)) return true;
  return /\b(?:const|let|var)[ \t]+[\w$]+[ \t]*=[ \t]*(?:async[ \t]*)?\(\)[ \t]*=>[ \t]*$/.test(text);
}

/** Words behind which a parenthesis may begin a type. */
const BEFORE_TYPES: ReadonlySet<string> = new Set(
  'abstract as asserts extends implements infer is keyof new readonly satisfies typeof unique'.split(' '),
);

export function createTokenScan(ts: TypeScript): TokenScan {
  const K = ts.SyntaxKind;
  const lexer = createLexer(ts);
  const { scanner, isName, isBinding } = lexer;
  let found: Found[] = [];

  const expect = (token: ts.SyntaxKind, wanted: ts.SyntaxKind): void => {
    if (token !== wanted) unsure();
  };
  /** Whether one of these tokens follows the one the scanner stands on. */
  const follows = (...wanted: readonly ts.SyntaxKind[]): boolean =>
    scanner.lookAhead(() => wanted.includes(scanner.scan()));

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

  interface Statement {
    readonly kind: ImportKind;
    readonly start: number;
    readonly names: readonly ImportedName[];
    readonly typeOnly: boolean;
  }

  function add(statement: Statement, end: number, specifier: Literal): void {
    const { kind, start, names, typeOnly } = statement;
    found.push({
      kind,
      specifier: specifier.value,
      literal: true,
      typeOnly: typeOnly || (names.length > 0 && names.every(name => name.typeOnly)),
      names,
      specifierStart: specifier.start,
      specifierEnd: specifier.end,
      start,
      end,
    });
  }

  /** The semicolon, if the next token is one, belongs to the statement. */
  function finished(statement: Statement, end: number, specifier: Literal, token: ts.SyntaxKind): void {
    const closed = token === K.SemicolonToken;
    add(statement, closed ? scanner.getTokenEnd() : end, specifier);
    if (closed) lexer.consumed(K.SemicolonToken, NO);
    else lexer.standing(K.SemicolonToken, NO);
  }

  /** From the specifier of a declaration on: attributes may follow. */
  function declaration(statement: Statement): void {
    const specifier = literal();
    let end = scanner.getTokenEnd();
    let token = scanner.scan();
    const sameLine = !scanner.hasPrecedingLineBreak();
    const attributes =
      (token === K.WithKeyword && (sameLine || statement.kind !== 're-export')) ||
      (token === K.AssertKeyword && sameLine);
    if (attributes) {
      expect(scanner.scan(), K.OpenBraceToken);
      for (token = scanner.scan(); token !== K.CloseBraceToken; token = scanner.scan()) {
        const plain =
          isName(token) || token === K.StringLiteral || token === K.ColonToken || token === K.CommaToken;
        if (!plain) unsure();
      }
      end = scanner.getTokenEnd();
      token = scanner.scan();
    }
    finished(statement, end, specifier, token);
  }

  /** From `from` on. */
  function from(token: ts.SyntaxKind, statement: Statement): void {
    expect(token, K.FromKeyword);
    expect(scanner.scan(), K.StringLiteral);
    declaration(statement);
  }

  /** `{ a, type b as c }`, from behind the opening brace to the closing one. */
  function braces(typeOnly: boolean): ImportedName[] {
    const names: ImportedName[] = [];
    let kinds: ts.SyntaxKind[] = [];
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

  /** `type` may be the modifier or the name, and so may `as`: the number of words tells. */
  function specifier(
    kinds: readonly ts.SyntaxKind[],
    texts: readonly string[],
    typeOnly: boolean,
  ): ImportedName {
    const [first = '', second = ''] = texts;
    const typed = kinds[0] === K.TypeKeyword;
    if (kinds.length === 1) return { name: first, typeOnly };
    if (kinds.length === 2 && typed) return { name: second, typeOnly: true };
    if (kinds.length === 3 && kinds[1] === K.AsKeyword) return { name: first, typeOnly };
    if (kinds.length === 4 && typed && kinds[2] === K.AsKeyword) return { name: second, typeOnly: true };
    return unsure();
  }

  function importKeyword(start: number): void {
    const { before } = lexer;
    const token = scanner.scan();
    if (token === K.StringLiteral) declaration({ kind: 'side-effect', start, names: [], typeOnly: false });
    else if (token === K.OpenParenToken) importCall(start, before);
    else if (token === K.DotToken) {
      // `import.meta` is a value; `import.defer()` and `import.source()` are rare enough for the tree.
      scanner.scan();
      if (scanner.getTokenValue() !== 'meta') unsure();
      lexer.consumed(K.Identifier, YES);
    } else if (isBinding(token)) importWord(token, start);
    else if (token === K.AsteriskToken || token === K.OpenBraceToken) importRest(token, start, [], false);
    // A property that is called `import`.
    else lexer.standing(K.Identifier, YES);
  }

  /** `import` and a word. The order of questions is the one of TypeScript's parser. */
  function importWord(word: ts.SyntaxKind, start: number): void {
    let token = scanner.scan();
    let named = true;
    const isType =
      word === K.TypeKeyword &&
      ((isBinding(token) && (token !== K.FromKeyword || follows(K.FromKeyword, K.EqualsToken))) ||
        token === K.OpenBraceToken ||
        token === K.AsteriskToken);
    const isDefer =
      word === K.DeferKeyword &&
      (token === K.FromKeyword
        ? !follows(K.StringLiteral)
        : token !== K.CommaToken && token !== K.EqualsToken);
    if (isType || isDefer) {
      named = isBinding(token);
      if (named) token = scanner.scan();
    }
    if (token === K.EqualsToken) importEquals(start, isType);
    else {
      const names = named ? [{ name: 'default', typeOnly: isType }] : [];
      importRest(token === K.CommaToken ? scanner.scan() : token, start, names, isType);
    }
  }

  /** From `*`, `{` or `from` on. */
  function importRest(
    first: ts.SyntaxKind,
    start: number,
    before: readonly ImportedName[],
    typeOnly: boolean,
  ): void {
    let token = first;
    const names = [...before];
    if (token === K.AsteriskToken) {
      expect(scanner.scan(), K.AsKeyword);
      if (!isBinding(scanner.scan())) unsure();
      names.push({ name: '*', typeOnly });
      token = scanner.scan();
    } else if (token === K.OpenBraceToken) {
      names.push(...braces(typeOnly));
      token = scanner.scan();
    }
    from(token, { kind: 'static', start, names, typeOnly });
  }

  function importEquals(start: number, typeOnly: boolean): void {
    if (scanner.scan() !== K.RequireKeyword) lexer.standing(K.EqualsToken, NO);
    else if (scanner.scan() !== K.OpenParenToken) lexer.standing(K.Identifier, YES);
    else {
      expect(scanner.scan(), K.StringLiteral);
      const specifier = literal();
      expect(scanner.scan(), K.CloseParenToken);
      const end = scanner.getTokenEnd();
      const names = [{ name: '*', typeOnly }];
      finished({ kind: 'import-equals', start, names, typeOnly }, end, specifier, scanner.scan());
    }
  }

  function importCall(start: number, before: ts.SyntaxKind): void {
    const specifier = literalArgument();
    const end = scanner.getTokenEnd();
    scanner.scan();
    if (!isExpression(before, start)) unsure();
    add({ kind: 'dynamic', start, names: WHOLE_MODULE, typeOnly: false }, end, specifier);
    lexer.standing(K.CloseParenToken, YES);
  }

  /** Whether `import(…)`, behind which the scanner stands, is surely a call and not `import('x').T`. */
  function isExpression(before: ts.SyntaxKind, start: number): boolean {
    if (before === K.AwaitKeyword || before === K.ReturnKeyword || before === K.VoidKeyword) return true;
    if (
      before === K.EqualsGreaterThanToken &&
      isLater(scanner.getText().slice(Math.max(0, start - 200), start))
    ) {
      return true;
    }
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
    const behind = scanner.scan();
    expect(behind === K.CommaToken ? scanner.scan() : behind, K.CloseParenToken);
    return argument;
  }

  function exportKeyword(start: number): void {
    const token = scanner.scan();
    if (token === K.ImportKeyword) importKeyword(start);
    else if (token === K.AsteriskToken || token === K.OpenBraceToken) exportRest(token, start, false);
    else if (token === K.TypeKeyword) {
      const behind = scanner.scan();
      if (behind === K.AsteriskToken || behind === K.OpenBraceToken) exportRest(behind, start, true);
      else lexer.standing(K.TypeKeyword, NO);
    } else lexer.standing(K.ExportKeyword, NO);
  }

  /** From `*` or `{` on. */
  function exportRest(first: ts.SyntaxKind, start: number, typeOnly: boolean): void {
    if (first === K.OpenBraceToken) {
      const names = braces(typeOnly);
      const token = scanner.scan();
      if (token === K.FromKeyword) from(token, { kind: 're-export', start, names, typeOnly });
      else lexer.standing(K.CloseBraceToken, MAYBE);
      return;
    }
    let token = scanner.scan();
    if (token === K.AsKeyword) {
      token = scanner.scan();
      if (!isName(token) && token !== K.StringLiteral) unsure();
      token = scanner.scan();
    }
    from(token, { kind: 're-export', start, names: [{ name: '*', typeOnly }], typeOnly });
  }

  function requireKeyword(start: number): void {
    const { before } = lexer;
    let token = scanner.scan();
    let names = WHOLE_MODULE;
    if (token === K.DotToken) {
      scanner.scan();
      if (scanner.getTokenValue() !== 'resolve') {
        lexer.consumed(K.Identifier, YES);
        return;
      }
      names = [];
      token = scanner.scan();
    }
    if (token === K.QuestionDotToken || token === K.LessThanToken) unsure();
    if (token !== K.OpenParenToken || before === K.FunctionKeyword) {
      lexer.standing(K.Identifier, YES);
      return;
    }
    if (before === K.NewKeyword) unsure();
    const specifier = literalArgument();
    add({ kind: 'require', start, names, typeOnly: false }, scanner.getTokenEnd(), specifier);
    lexer.consumed(K.CloseParenToken, YES);
  }

  function run(last: number): void {
    for (;;) {
      const token = lexer.next();
      const start = scanner.getTokenStart();
      if (start > last || token === K.EndOfFileToken) return;
      if (token === K.ImportKeyword && !lexer.afterDot()) importKeyword(start);
      else if (token === K.ExportKeyword && !lexer.afterDot()) exportKeyword(start);
      else if (token === K.RequireKeyword && !lexer.afterDot()) requireKeyword(start);
      else lexer.take(token);
    }
  }

  return (text, jsx) => {
    const last = lastCandidate(text);
    if (last < 0) return [];
    found = [];
    lexer.start(text, jsx);
    try {
      run(last);
      return found;
    } catch (error) {
      if (error instanceof Unsure) return undefined;
      throw error;
    } finally {
      lexer.finish();
    }
  };
}
