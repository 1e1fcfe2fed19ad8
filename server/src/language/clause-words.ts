/** Which words begin what, read from the grammar: a new clause is told apart without anybody listing it again. */
import { AstUtils, GrammarAST, GrammarUtils } from 'langium';
import { WiringGrammar } from './generated/grammar.ts';
import type { ClauseWords } from './words.ts';

let known: ClauseWords | undefined;

/** The words of this language. Read once: the grammar does not change while the program runs. */
export function wiringWords(): ClauseWords {
  known ??= clauseWords(WiringGrammar());
  return known;
}

/** A rule `XClause` holds the clauses in the block of `X`; `Element` holds what stands at the top of a file. */
function clauseWords(grammar: GrammarAST.Grammar): ClauseWords {
  const rules = grammar.rules.filter(GrammarAST.isParserRule);
  const inBlock = new Map<string, ReadonlySet<string>>();
  const openers = new Set<string>();
  const leading = new Set<string>();
  const later = new Set<string>();
  const element = rules.find(rule => rule.name === 'Element');
  const top = new Set(element ? firstWords(element.definition) : []);
  for (const rule of rules) {
    const clauseRule = rules.find(other => other.name === `${rule.name}Clause`);
    const opensBlock = AstUtils.streamAllContents(rule).some(
      node => GrammarAST.isKeyword(node) && node.value === '{',
    );
    if (opensBlock) for (const word of wordsOf(rule)) if (top.has(word)) openers.add(word);
    if (clauseRule && opensBlock) {
      const clauses = new Set(firstWords(clauseRule.definition));
      for (const word of wordsOf(rule).filter(word => top.has(word))) inBlock.set(word, clauses);
      for (const word of clauses) leading.add(word);
    }
  }
  for (const word of top) leading.add(word);
  for (const rule of rules) {
    const firsts = new Set(firstWords(rule.definition));
    for (const word of wordsOf(rule)) if (!firsts.has(word) || !leading.has(word)) later.add(word);
  }
  const onlyFirst = new Set([...leading].filter(word => !later.has(word)));
  return { top, inBlock, openers, onlyFirst, keywords: new Set(keywordsOf(grammar)) };
}

/** Every keyword of the grammar that is made of letters. */
export function keywordsOf(grammar: GrammarAST.Grammar): string[] {
  return [...new Set(grammar.rules.filter(GrammarAST.isParserRule).flatMap(wordsOf))].sort();
}

function wordsOf(rule: GrammarAST.ParserRule): string[] {
  return AstUtils.streamAllContents(rule)
    .filter(GrammarAST.isKeyword)
    .map(keyword => keyword.value)
    .filter(value => /^[a-z]/.test(value))
    .toArray();
}

function firstWords(element: GrammarAST.AbstractElement): string[] {
  if (GrammarAST.isKeyword(element)) return [element.value];
  if (GrammarAST.isAlternatives(element)) return element.elements.flatMap(firstWords);
  if (GrammarAST.isAssignment(element)) return firstWords(element.terminal);
  if (GrammarAST.isRuleCall(element)) {
    const rule = element.rule.ref;
    return rule && GrammarAST.isParserRule(rule) ? firstWords(rule.definition) : [];
  }
  if (GrammarAST.isGroup(element)) {
    const words: string[] = [];
    for (const part of element.elements) {
      words.push(...firstWords(part));
      if (!GrammarUtils.isOptionalCardinality(part.cardinality) && !GrammarAST.isAction(part)) break;
    }
    return words;
  }
  return [];
}
