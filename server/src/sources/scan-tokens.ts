import type { ImportedName, ImportKind } from '#core/facts/imports';
import { type Found, importedName, WHOLE_MODULE } from './scan-found.ts';
import { createLexer, MAYBE, NO, YES } from './scan-lexer.ts';
import { intern } from './scan-strings.ts';
import * as T from './scan-words.ts';
import { Unsure, unsure } from './scanner.ts';

/**
 * The light path: imports from the tokens of a file, without a syntax tree, as far as the last place that could hold one.
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

/** A place behind which no import can begin; -1 when there is none at all. */
function lastCandidate(text: string): number {
  let last = -1;
  CANDIDATE.lastIndex = 0;
  while (CANDIDATE.test(text)) last = CANDIDATE.lastIndex;
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

export function createTokenScan(): TokenScan {
  const lexer = createLexer();
  const { scanner } = lexer;
  let found: Found[] = [];

  const expect = (token: T.Token, wanted: T.Token): void => {
    if (token !== wanted) unsure();
  };
  /** Whether one of these tokens follows the one the scanner stands on. */
  const follows = (...wanted: readonly T.Token[]): boolean =>
    scanner.lookAhead(() => wanted.includes(scanner.scan()));

  interface Literal {
    readonly value: string;
    readonly start: number;
    readonly end: number;
  }
  const literal = (): Literal => ({
    value: intern(scanner.value()),
    start: scanner.start + 1,
    end: scanner.end - 1,
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
  function finished(statement: Statement, end: number, specifier: Literal, token: T.Token): void {
    // `declare export * from 'x'`: the word before may be a modifier, with which the statement would begin.
    if (T.isName(lexer.before)) unsure();
    const closed = token === T.SEMICOLON;
    add(statement, closed ? scanner.end : end, specifier);
    if (closed) lexer.consumed(T.SEMICOLON, NO);
    else lexer.standing(T.SEMICOLON, NO);
  }

  /** From the specifier of a declaration on: attributes may follow. */
  function declaration(statement: Statement): void {
    const specifier = literal();
    let end = scanner.end;
    let token = scanner.scan();
    const sameLine = !scanner.onNewLine;
    const attributes =
      (token === T.WITH && (sameLine || statement.kind !== 're-export')) || (token === T.ASSERT && sameLine);
    if (attributes) {
      expect(scanner.scan(), T.OPEN_BRACE);
      for (token = scanner.scan(); token !== T.CLOSE_BRACE; token = scanner.scan()) {
        const plain = T.isName(token) || token === T.STRING || token === T.COLON || token === T.COMMA;
        if (!plain) unsure();
      }
      end = scanner.end;
      token = scanner.scan();
    }
    finished(statement, end, specifier, token);
  }

  /** From `from` on. */
  function from(token: T.Token, statement: Statement): void {
    expect(token, T.FROM);
    expect(scanner.scan(), T.STRING);
    declaration(statement);
  }

  /**
   * `{ a, type b as c }`, from behind the opening brace to the closing one. `type` may be the modifier or the name, and so
   * may `as`: the number of words tells.
   */
  function braces(typeOnly: boolean, names: ImportedName[]): void {
    for (;;) {
      let count = 0;
      let typed = false;
      let as = 0;
      let first = '';
      let second = '';
      let token = scanner.scan();
      while (T.isName(token) || token === T.STRING) {
        if (count === 0) {
          typed = token === T.TYPE;
          first = scanner.value();
        } else if (count === 1) second = scanner.value();
        if (token === T.AS) as |= 1 << count;
        count += 1;
        token = scanner.scan();
      }
      if (token !== T.COMMA && token !== T.CLOSE_BRACE) unsure();
      if (count === 1 || (count === 3 && (as & 2) !== 0)) names.push(importedName(first, typeOnly));
      else if (typed && (count === 2 || (count === 4 && (as & 4) !== 0)))
        names.push(importedName(second, true));
      else if (count > 0 || token === T.COMMA) unsure();
      if (token === T.CLOSE_BRACE) return;
    }
  }

  function importKeyword(start: number): void {
    const { before } = lexer;
    const token = scanner.scan();
    if (token === T.STRING) declaration({ kind: 'side-effect', start, names: [], typeOnly: false });
    else if (token === T.OPEN_PAREN) importCall(start, before);
    else if (token === T.DOT) {
      // `import.meta` is a value; `import.defer()` and `import.source()` are rare enough for the tree.
      scanner.scan();
      if (scanner.value() !== 'meta') unsure();
      lexer.consumed(T.IDENTIFIER, YES);
    } else if (T.isBinding(token)) importWord(token, start);
    else if (token === T.ASTERISK || token === T.OPEN_BRACE) importRest(token, start, [], false);
    // A property that is called `import`.
    else lexer.standing(T.IDENTIFIER, YES);
  }

  /** `import` and a word. The order of questions is the one of TypeScript's parser. */
  function importWord(word: T.Token, start: number): void {
    let token = scanner.scan();
    let named = true;
    const isType =
      word === T.TYPE &&
      ((T.isBinding(token) && (token !== T.FROM || follows(T.FROM, T.EQUALS))) ||
        token === T.OPEN_BRACE ||
        token === T.ASTERISK);
    const isDefer =
      word === T.DEFER && (token === T.FROM ? !follows(T.STRING) : token !== T.COMMA && token !== T.EQUALS);
    if (isType || isDefer) {
      named = T.isBinding(token);
      if (named) token = scanner.scan();
    }
    if (token === T.EQUALS) importEquals(start, isType);
    else {
      const names = named ? [importedName('default', isType)] : [];
      importRest(token === T.COMMA ? scanner.scan() : token, start, names, isType);
    }
  }

  /** From `*`, `{` or `from` on. */
  function importRest(first: T.Token, start: number, names: ImportedName[], typeOnly: boolean): void {
    let token = first;
    if (token === T.ASTERISK) {
      expect(scanner.scan(), T.AS);
      if (!T.isBinding(scanner.scan())) unsure();
      names.push(importedName('*', typeOnly));
      token = scanner.scan();
    } else if (token === T.OPEN_BRACE) {
      braces(typeOnly, names);
      token = scanner.scan();
    }
    from(token, { kind: 'static', start, names, typeOnly });
  }

  function importEquals(start: number, typeOnly: boolean): void {
    if (scanner.scan() !== T.REQUIRE) lexer.standing(T.EQUALS, NO);
    else if (scanner.scan() !== T.OPEN_PAREN) lexer.standing(T.IDENTIFIER, YES);
    else {
      expect(scanner.scan(), T.STRING);
      const specifier = literal();
      expect(scanner.scan(), T.CLOSE_PAREN);
      const end = scanner.end;
      const names = [importedName('*', typeOnly)];
      finished({ kind: 'import-equals', start, names, typeOnly }, end, specifier, scanner.scan());
    }
  }

  function importCall(start: number, before: T.Token): void {
    const specifier = literalArgument();
    const end = scanner.end;
    scanner.scan();
    if (!isExpression(before, start)) unsure();
    add({ kind: 'dynamic', start, names: WHOLE_MODULE, typeOnly: false }, end, specifier);
    lexer.standing(T.CLOSE_PAREN, YES);
  }

  /** Whether `import(…)`, behind which the scanner stands, is surely a call and not `import('x').T`. */
  function isExpression(before: T.Token, start: number): boolean {
    if (before === T.AWAIT || before === T.RETURN || before === T.VOID) return true;
    if (before === T.ARROW && isLater(scanner.text.slice(Math.max(0, start - 200), start))) {
      return true;
    }
    if (scanner.token !== T.DOT) return false;
    return scanner.lookAhead(() => {
      scanner.scan();
      return scanner.value() === 'then' && scanner.scan() === T.OPEN_PAREN;
    });
  }

  /** The only argument of a call, from behind its parenthesis; the scanner then stands on the closing one. */
  function literalArgument(): Literal {
    const token = scanner.scan();
    if (token !== T.STRING && token !== T.PLAIN_TEMPLATE) unsure();
    const argument = literal();
    const behind = scanner.scan();
    expect(behind === T.COMMA ? scanner.scan() : behind, T.CLOSE_PAREN);
    return argument;
  }

  function exportKeyword(start: number): void {
    const token = scanner.scan();
    if (token === T.IMPORT) importKeyword(start);
    else if (token === T.ASTERISK || token === T.OPEN_BRACE) exportRest(token, start, false);
    else if (token === T.TYPE) {
      const behind = scanner.scan();
      if (behind === T.ASTERISK || behind === T.OPEN_BRACE) exportRest(behind, start, true);
      else lexer.standing(T.TYPE, NO);
    } else lexer.standing(T.EXPORT, NO);
  }

  /** From `*` or `{` on. */
  function exportRest(first: T.Token, start: number, typeOnly: boolean): void {
    if (first === T.OPEN_BRACE) {
      const names: ImportedName[] = [];
      braces(typeOnly, names);
      const token = scanner.scan();
      if (token === T.FROM) from(token, { kind: 're-export', start, names, typeOnly });
      else lexer.standing(T.CLOSE_BRACE, MAYBE);
      return;
    }
    let token = scanner.scan();
    if (token === T.AS) {
      token = scanner.scan();
      if (!T.isName(token) && token !== T.STRING) unsure();
      token = scanner.scan();
    }
    from(token, { kind: 're-export', start, names: [importedName('*', typeOnly)], typeOnly });
  }

  function requireKeyword(start: number): void {
    const { before } = lexer;
    let token = scanner.scan();
    let names = WHOLE_MODULE;
    if (token === T.DOT) {
      scanner.scan();
      if (scanner.value() !== 'resolve') {
        lexer.consumed(T.IDENTIFIER, YES);
        return;
      }
      names = [];
      token = scanner.scan();
    }
    if (token === T.QUESTION_DOT || token === T.LESS) unsure();
    if (token !== T.OPEN_PAREN || before === T.FUNCTION) {
      lexer.standing(T.IDENTIFIER, YES);
      return;
    }
    if (before === T.NEW) unsure();
    const specifier = literalArgument();
    add({ kind: 'require', start, names, typeOnly: false }, scanner.end, specifier);
    lexer.consumed(T.CLOSE_PAREN, YES);
  }

  function run(last: number): void {
    for (;;) {
      const token = lexer.next();
      const start = scanner.start;
      if (start > last || token === T.END) return;
      if (token === T.IMPORT && !lexer.afterDot()) importKeyword(start);
      else if (token === T.EXPORT && !lexer.afterDot()) exportKeyword(start);
      else if (token === T.REQUIRE && !lexer.afterDot()) requireKeyword(start);
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
