/**
 * Langium's parser, which can be stopped, which reads mistyped words as they were meant (see mend/mend.ts), and which keeps
 * the tree of what a stroke does not touch (see statements.ts).
 */
import {
  type AstNode,
  createLangiumParser,
  type LangiumCoreServices,
  type LangiumParser,
  type LexerResult,
  type ParseResult,
  type ParserOptions,
} from 'langium';
import { wiringWords } from './clause-words.ts';
import type { WiringLexer } from './lexer.ts';
import { findMends, type Mend, MOST_STUMBLES } from './mend/mend.ts';
import { keep, type Statements, type Stretches, stretchesOf, takeUp } from './statements.ts';
import type { BareMessages } from './syntax-errors.ts';
import { TooMuch } from './too-much.ts';

/** How a file is read that was read before. */
export interface ReadingOptions extends ParserOptions {
  /** Of the last clean text of the same file. Their trees become part of the new one. */
  readonly before?: Statements | undefined;
}

const mendsOf = new WeakMap<ParseResult, readonly Mend[]>();
const statementsOf = new WeakMap<ParseResult, Statements>();

/** The words that were read as others. */
export function mendsIn(result: ParseResult): readonly Mend[] {
  return mendsOf.get(result) ?? [];
}

/** What can be kept for the next text of the same file; undefined where this one is not clean. */
export function statementsIn(result: ParseResult): Statements | undefined {
  return statementsOf.get(result);
}

/**
 * One that was left in the middle of a rule by TooMuch is replaced by a new one.
 * @param keeps whether a text will be read again when it has changed a little, so that what it takes to keep its tree is worth it
 */
export function createParser(
  services: LangiumCoreServices,
  lexer: WiringLexer,
  messages: BareMessages,
  keeps: boolean,
): LangiumParser {
  const parser = createLangiumParser(services);
  let parseOnce = parser.parse.bind(parser);
  const renew = () => {
    const fresh = createLangiumParser(services);
    parseOnce = fresh.parse.bind(fresh);
  };

  /** The tree of a clean text, with what is left of the one before; undefined where the whole has to be parsed. */
  function readAgain(
    input: string,
    stretches: Stretches,
    before: Statements,
    lexed: LexerResult,
  ): ParseResult | undefined {
    const again = takeUp(input, stretches, before, (tokens, hidden) => {
      try {
        const some = { ...lexed, tokens: [...tokens], hidden: [...hidden] };
        const result = lexer.given(some, () => parseOnce(input));
        return result.parserErrors.length === 0 ? result : undefined;
      } catch (error) {
        renew();
        if (error instanceof TooMuch) return undefined;
        throw error;
      }
    });
    if (again) statementsOf.set(again.result, again.statements);
    // It may have used up what is said of mistakes.
    else messages.begin(input.length);
    return again?.result;
  }

  function read<T extends AstNode>(input: string, options?: ReadingOptions): ParseResult<T> {
    const lexed = lexer.tokenize(input);
    const { metUnknown } = lexer;
    const clean = keeps && !metUnknown && lexed.errors.length === 0;
    const stretches = clean ? stretchesOf(lexed, wiringWords()) : undefined;
    const again = stretches && options?.before && readAgain(input, stretches, options.before, lexed);
    // The text has one rule to begin with, so the tree is that of a file.
    if (again) return again as ParseResult<T>;
    const whole = { ...lexed, hidden: [...lexed.hidden] };
    const result = lexer.given(whole, () => parseOnce<T>(input, options));
    const { length } = result.parserErrors;
    if (length === 0 && stretches) {
      const statements = keep(input, stretches, result);
      if (statements) statementsOf.set(result, statements);
    }
    if (length > MOST_STUMBLES || (length === 0 && !metUnknown)) return result;
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
  }

  parser.parse = <T extends AstNode>(input: string, options?: ReadingOptions): ParseResult<T> => {
    try {
      return read<T>(input, options);
    } catch (error) {
      renew();
      throw error;
    }
  };
  return parser;
}
