/** Langium's parser, which can be stopped, and which reads mistyped words as they were meant (see mend/mend.ts). */
import {
  type AstNode,
  createLangiumParser,
  type LangiumCoreServices,
  type LangiumParser,
  type ParseResult,
  type ParserOptions,
} from 'langium';
import { wiringWords } from './clause-words.ts';
import type { WiringLexer } from './lexer.ts';
import { findMends, type Mend, MOST_STUMBLES } from './mend/mend.ts';
import type { BareMessages } from './syntax-errors.ts';

const mendsOf = new WeakMap<ParseResult, readonly Mend[]>();

/** The words that were read as others. */
export function mendsIn(result: ParseResult): readonly Mend[] {
  return mendsOf.get(result) ?? [];
}

/** One that was left in the middle of a rule by TooMuch is replaced by a new one. */
export function createParser(
  services: LangiumCoreServices,
  lexer: WiringLexer,
  messages: BareMessages,
): LangiumParser {
  const parser = createLangiumParser(services);
  let parseOnce = parser.parse.bind(parser);
  parser.parse = <T extends AstNode>(input: string, options?: ParserOptions): ParseResult<T> => {
    try {
      const result = parseOnce<T>(input, options);
      const { length } = result.parserErrors;
      if (length > MOST_STUMBLES || (length === 0 && !lexer.metUnknown)) return result;
      const stumbles = result.parserErrors.map(({ token }) =>
        Number.isNaN(token.startOffset) ? input.length : token.startOffset,
      );
      const mends = findMends(lexer.tokenize(input).tokens, stumbles, wiringWords());
      if (mends.length === 0) return result;
      messages.begin(input.length);
      const mended = lexer.reading(mends, () => parseOnce<T>(input, options));
      if (mended.parserErrors.length > length) return result;
      mendsOf.set(mended, mends);
      return mended;
    } catch (error) {
      const fresh = createLangiumParser(services);
      parseOnce = fresh.parse.bind(fresh);
      throw error;
    }
  };
  return parser;
}
