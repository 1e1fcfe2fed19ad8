/** The kinds of token, from the grammar: what its parser is made of, and what the lexer goes by. */
import { GrammarAST, GrammarUtils } from 'langium';
import { wiringWords } from './clause-words.ts';
import type { Token } from './words.ts';

export type TokenType = Token['tokenType'];

export interface TokenTypes {
  /** By name: keywords, their twins and terminals. */
  readonly all: Readonly<Record<string, TokenType>>;
  /** Keywords without letters (`->`), longest first. */
  readonly symbols: readonly TokenType[];
  /** What a terminal's text looks like, to be tried at `lastIndex`. */
  pattern(terminal: string): RegExp;
}

/** Two for each word: one that is nothing but a keyword, and its twin that is also an ID. */
export function tokenTypes(grammar: GrammarAST.Grammar): TokenTypes {
  const all: Record<string, TokenType> = {};
  const patterns = new Map<string, RegExp>();
  const add = (type: TokenType): TokenType => {
    all[type.name] = type;
    return type;
  };
  for (const rule of grammar.rules) {
    if (!GrammarAST.isTerminalRule(rule)) continue;
    patterns.set(rule.name, new RegExp(GrammarUtils.terminalRegex(rule).source, 'y'));
    add({ name: rule.name });
  }
  const { keywords, symbols } = wiringWords();
  const id = all.ID;
  // Filled in by the parser, which asks beforehand whether there is anything to fill in.
  if (id) id.categoryMatches = [0];
  for (const word of keywords) {
    const keyword = add({ name: word });
    if (id) add({ name: orName(word), CATEGORIES: [keyword, id] });
  }
  return {
    all,
    symbols: symbols.map(symbol => add({ name: symbol })),
    pattern(terminal) {
      const pattern = patterns.get(terminal);
      if (!pattern) throw new Error(`The grammar has no terminal ${terminal}.`);
      return pattern;
    },
  };
}

/** The name of the twin of a keyword that is also an ID. */
export function orName(word: string): string {
  return `${word} or name`;
}
