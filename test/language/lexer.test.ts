import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { DefaultLexer, DefaultTokenBuilder, type GrammarAST, type LexerResult } from 'langium';
import { createServices } from '#language/services';
import { textReader } from '#language/text-reader';
import { tokenTypes } from '#language/tokens';

/** Chevrotain's lexer for the grammar as it reads words and comments here: each word an ID, comments to the end of the file. */
class PlainTokens extends DefaultTokenBuilder {
  override buildTokens(grammar: GrammarAST.Grammar) {
    const built = super.buildTokens(grammar);
    assert.ok(Array.isArray(built));
    return built
      .filter(token => !['UNKNOWN', 'JUNK'].includes(token.name) && !/^[a-z]/.test(token.name))
      .map(token =>
        token.name === 'BLOCK_COMMENT'
          ? { ...token, PATTERN: /\/\*[\s\S]*?(?:\*\/|$(?![\s\S]))/, LINE_BREAKS: true }
          : token,
      );
  }
}

const PIECES = [
  ...[
    'module',
    'a-b',
    'a--b',
    '_x',
    'x-',
    '@a/b',
    '@a/b.c-d',
    '@',
    '@a/',
    '->',
    '<->',
    '<-',
    '-',
    '%',
    '{',
    '}',
    ',',
  ],
  ...[
    '12',
    '1.5',
    '1.',
    '2026-01-02',
    '2026-01',
    '"a"',
    '"a',
    '"\\"',
    '"\\',
    '//',
    '// x',
    '/*',
    '*/',
    '/* x */',
    '/',
  ],
  ...[' ', '\t', '\n', '\r', '\r\n', '\u2028', '\uFEFF', '\u00a0', 'é', '#', '\0', '$$', '(x)'],
];

describe('the lexer', () => {
  const { langium } = createServices();
  const read = textReader(tokenTypes(langium.Grammar));
  const chevrotain = new DefaultLexer({
    ...langium,
    parser: { ...langium.parser, TokenBuilder: new PlainTokens() },
  });

  const agree = (text: string) => {
    const theirs = chevrotain.tokenize(text);
    const ours = read(text);
    const plain = (tokens: LexerResult['tokens']) =>
      tokens.map(({ tokenType, tokenTypeIdx: _, ...place }) => ({ ...place, type: tokenType.name }));
    assert.deepEqual(plain(ours.tokens), plain(theirs.tokens));
    assert.deepEqual(plain(ours.hidden), plain(theirs.hidden));
    const places = (errors: LexerResult['errors']) => errors.map(({ message: _, ...place }) => place);
    assert.deepEqual(places(ours.errors), places(theirs.errors));
  };

  it("agrees with Chevrotain's on what the documentation shows", () => {
    agree(readFileSync('docs/language.md', 'utf8'));
    agree(readFileSync('architecture.wiring', 'utf8'));
  });

  it("agrees with Chevrotain's on any text, its places, comments and unreadable characters", () => {
    const text = fc.array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ unit: 'binary', maxLength: 3 })), {
      maxLength: 40,
    });
    fc.assert(
      fc.property(text, pieces => agree(pieces.join(''))),
      { numRuns: 3000 },
    );
  });
});
