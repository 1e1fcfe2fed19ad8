/** The lexer: Langium's own, with keywords that can be names (see words.ts). */
import { DefaultLexer, DefaultTokenBuilder, type GrammarAST, type LexerResult } from 'langium';
import { wiringWords } from './clause-words.ts';
import type { Mend } from './mend/mend.ts';
import { TooMuch } from './too-much.ts';
import { type Token, type WordRole, wordRoles } from './words.ts';

type TokenType = Token['tokenType'];

/** A token type that is handed out here and never by a pattern. The hint keeps the lexer from trying it at every character. */
const NEVER_LEXED = { PATTERN: () => null, LINE_BREAKS: false, START_CHARS_HINT: ['\u0000'] };

const BLOCK_COMMENT = { PATTERN: blockComment, LINE_BREAKS: true, START_CHARS_HINT: ['/'] };

/** The twin of a keyword that is also an ID. */
const EITHER = ' or name';

/** About ten thousand modules. */
const MOST_TOKENS = 250_000;

/** Langium spreads comments into one call, which has room for about a hundred thousand. */
const MOST_COMMENTS = 50_000;

export class WiringTokenBuilder extends DefaultTokenBuilder {
  override buildTokens(grammar: GrammarAST.Grammar): TokenType[] {
    const built = super.buildTokens(grammar);
    const tokens = Array.isArray(built) ? [...built] : [];
    const id = tokens.find(token => token.name === 'ID');
    for (const token of [...tokens]) {
      if (token.name === 'UNKNOWN' || token.name === 'JUNK') Object.assign(token, NEVER_LEXED);
      // An unclosed comment hides the rest of the file, as it does in TypeScript; syntax-errors.ts says so.
      if (token.name === 'BLOCK_COMMENT') Object.assign(token, BLOCK_COMMENT);
      if (id && isWord(token)) {
        // Every word is lexed as an ID and told apart afterwards: trying eighty keywords at each took half the time.
        Object.assign(token, NEVER_LEXED);
        tokens.push({ name: token.name + EITHER, CATEGORIES: [token, id], ...NEVER_LEXED });
      }
    }
    return tokens;
  }

  /** Words are never lexed as such, so nobody asks what else they might begin; finding out takes longer than all the rest. */
  override findLongerAlt(keyword: GrammarAST.Keyword, terminals: TokenType[]): TokenType[] {
    return isWordText(keyword.value) ? [] : super.findLongerAlt(keyword, terminals);
  }
}

export class WiringLexer extends DefaultLexer {
  /** Whether the text last lexed has words that begin nothing known. */
  metUnknown = false;
  private mends: readonly Mend[] = [];
  private words: LexerResult | undefined;

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
  override tokenize(text: string): LexerResult {
    if (this.words) return this.words;
    const result = this.mended(super.tokenize(text));
    if (result.tokens.length > MOST_TOKENS || result.hidden.length > MOST_COMMENTS)
      throw new TooMuch('words');
    const words = wiringWords();
    const roles = wordRoles(result.tokens, words);
    this.metUnknown = roles.includes('unknown');
    for (const [i, token] of result.tokens.entries()) {
      const type = this.typeOf(token, roles[i], words.keywords);
      if (type === undefined) continue;
      token.tokenType = type;
      if (type.tokenTypeIdx !== undefined) token.tokenTypeIdx = type.tokenTypeIdx;
    }
    return result;
  }

  private mended(result: LexerResult): LexerResult {
    if (this.mends.length === 0) return result;
    const byOffset = new Map(this.mends.map(mend => [mend.offset, mend]));
    const tokens = result.tokens.filter(token => {
      const mend = byOffset.get(token.startOffset);
      if (mend?.meant !== undefined) token.image = mend.meant;
      return mend === undefined || mend.meant !== undefined;
    });
    return { ...result, tokens };
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
    return this.definition[role === 'first' ? token.image : token.image + EITHER];
  }
}

function isWord(token: TokenType): boolean {
  return typeof token.PATTERN === 'string' && isWordText(token.PATTERN);
}

function isWordText(text: string): boolean {
  return /^[a-z]/.test(text);
}

/** As a custom pattern: the grammar's expression would leave an unclosed comment to be lexed as words. */
function blockComment(text: string, offset: number): [string] | null {
  if (!text.startsWith('/*', offset)) return null;
  const end = text.indexOf('*/', offset + 2);
  return [end < 0 ? text.slice(offset) : text.slice(offset, end + 2)];
}
