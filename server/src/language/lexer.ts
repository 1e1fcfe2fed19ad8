/**
 * The lexer: text to tokens, and keywords that can be names told apart (see words.ts). Chevrotain's own takes a tenth of the
 * time of a command to get ready and five times as long to read (docs/performance.md); ours has to agree with it on every text
 * (test/language/lexer.test.ts).
 */
import type { GrammarAST, Lexer, LexerResult } from 'langium';
import { wiringWords } from './clause-words.ts';
import type { Mend } from './mend/mend.ts';
import { type TextReader, textReader } from './text-reader.ts';
import { orName, type TokenType, tokenTypes } from './tokens.ts';
import { TooMuch } from './too-much.ts';
import { type Token, type WordRole, wordRoles } from './words.ts';

/** About ten thousand modules. */
const MOST_TOKENS = 250_000;

/** Langium spreads comments into one call, which has room for about a hundred thousand. */
const MOST_COMMENTS = 50_000;

export class WiringLexer implements Lexer {
  readonly definition: Record<string, TokenType>;
  /** Whether the text last lexed has words that begin nothing known. */
  metUnknown = false;
  private readonly read: TextReader;
  private mends: readonly Mend[] = [];
  private words: LexerResult | undefined;

  constructor(grammar: GrammarAST.Grammar) {
    const types = tokenTypes(grammar);
    this.definition = { ...types.all };
    this.read = textReader(types);
  }

  /** What is lexed meanwhile has some of its words read as others, at the places of those that are written. */
  reading<T>(mends: readonly Mend[], parse: () => T): T {
    this.mends = mends;
    try {
      return parse();
    } finally {
      this.mends = [];
    }
  }

  /** Whoever lexes meanwhile gets these words: all of a text that was lexed already, or some of them. */
  given<T>(words: LexerResult, parse: () => T): T {
    this.words = words;
    try {
      return parse();
    } finally {
      this.words = undefined;
    }
  }

  /** @throws TooMuch for what nobody wrote by hand. */
  tokenize(text: string): LexerResult {
    if (this.words) return this.words;
    const { tokens: written, hidden, errors } = this.read(text);
    const tokens = this.mended(written);
    if (tokens.length > MOST_TOKENS || hidden.length > MOST_COMMENTS) throw new TooMuch('words');
    const words = wiringWords();
    const roles = wordRoles(tokens, words);
    this.metUnknown = roles.includes('unknown');
    for (const [i, token] of tokens.entries()) {
      const type = this.typeOf(token, roles[i], words.keywords);
      if (type === undefined) continue;
      token.tokenType = type;
      if (type.tokenTypeIdx !== undefined) token.tokenTypeIdx = type.tokenTypeIdx;
    }
    return { tokens, hidden, errors, report: { diagnostics: [] } };
  }

  private mended(written: Token[]): Token[] {
    if (this.mends.length === 0) return written;
    const byOffset = new Map(this.mends.map(mend => [mend.offset, mend]));
    return written.filter(token => {
      const mend = byOffset.get(token.startOffset);
      if (mend?.meant !== undefined) token.image = mend.meant;
      return mend === undefined || mend.meant !== undefined;
    });
  }

  /** The type to give a token; undefined where it has the right one. */
  private typeOf(
    token: Token,
    role: WordRole | undefined,
    keywords: ReadonlySet<string>,
  ): TokenType | undefined {
    if (role === 'unknown') return this.definition.UNKNOWN;
    if (role === 'junk') return this.definition.JUNK;
    if (role === 'other' || !keywords.has(token.image)) return undefined;
    return this.definition[role === 'first' ? token.image : orName(token.image)];
  }
}
