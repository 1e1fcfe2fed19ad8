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
  /** @throws for a name that the grammar does not have */
  terminal(name: string): Terminal;
}

export interface Terminal {
  readonly type: TokenType;
  /** What its text looks like, to be tried at `lastIndex`. */
  readonly pattern: RegExp;
}

/** Two for each word: one that is nothing but a keyword, and its twin that is also an ID. */
export function tokenTypes(grammar: GrammarAST.Grammar): TokenTypes {
  const all: Record<string, TokenType> = {};
  const terminals = new Map<string, Terminal>();
  const add = (type: TokenType): TokenType => {
    all[type.name] = type;
    return type;
  };
  for (const rule of grammar.rules) {
    if (!GrammarAST.isTerminalRule(rule)) continue;
    const pattern = new RegExp(GrammarUtils.terminalRegex(rule).source, 'y');
    terminals.set(rule.name, { type: add({ name: rule.name }), pattern });
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
    terminal(name) {
      const terminal = terminals.get(name);
      if (!terminal) throw new Error(`The grammar has no terminal ${name}.`);
      return terminal;
    },
  };
}

/** The name of the twin of a keyword that is also an ID. */
export function orName(word: string): string {
  return `${word} or name`;
}
