/** The lexer: Langium's own, with keywords that can be names (see words.ts). */
import { DefaultLexer, DefaultTokenBuilder, type GrammarAST, type LexerResult } from 'langium';
import { wiringWords } from './clause-words.ts';
import { type Token, wordRoles } from './words.ts';

type TokenType = Token['tokenType'];

/** A token type that only words.ts hands out. The hint keeps the lexer from trying it at every character. */
const NEVER_LEXED = { PATTERN: () => null, LINE_BREAKS: false, start_chars_hint: ['\u0000'] };

const BLOCK_COMMENT = { PATTERN: blockComment, LINE_BREAKS: true, start_chars_hint: ['/'] };

/** The twin of a keyword that is also an ID. */
const EITHER = ' or name';

export class WiringTokenBuilder extends DefaultTokenBuilder {
  override buildTokens(grammar: GrammarAST.Grammar): TokenType[] {
    const built = super.buildTokens(grammar);
    const tokens = Array.isArray(built) ? [...built] : [];
    const id = tokens.find(token => token.name === 'ID');
    for (const token of [...tokens]) {
      if (token.name === 'UNKNOWN' || token.name === 'JUNK') Object.assign(token, NEVER_LEXED);
      // An unclosed comment hides the rest of the file, as it does in TypeScript; errors.ts says so.
      if (token.name === 'BLOCK_COMMENT') Object.assign(token, BLOCK_COMMENT);
      if (id && isWord(token)) {
        tokens.push({ name: token.name + EITHER, CATEGORIES: [token, id], ...NEVER_LEXED });
      }
    }
    return tokens;
  }
}

export class WiringLexer extends DefaultLexer {
  override tokenize(text: string): LexerResult {
    const result = super.tokenize(text);
    const roles = wordRoles(result.tokens, wiringWords());
    for (const [i, token] of result.tokens.entries()) this.retag(token, roles[i]);
    return result;
  }

  private retag(token: Token, role: string | undefined): void {
    if (role === 'first' || role === 'other') return;
    const name = role === 'unknown' ? 'UNKNOWN' : role === 'junk' ? 'JUNK' : token.image + EITHER;
    const type = this.definition[name];
    if (type === undefined) return;
    token.tokenType = type;
    if (type.tokenTypeIdx !== undefined) token.tokenTypeIdx = type.tokenTypeIdx;
  }
}

function isWord(token: TokenType): boolean {
  return typeof token.PATTERN === 'string' && /^[a-z]/.test(token.PATTERN);
}

/** As a custom pattern: the grammar's expression would leave an unclosed comment to be lexed as words. */
function blockComment(text: string, offset: number): [string] | null {
  if (!text.startsWith('/*', offset)) return null;
  const end = text.indexOf('*/', offset + 2);
  return [end < 0 ? text.slice(offset) : text.slice(offset, end + 2)];
}
