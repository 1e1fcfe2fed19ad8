// Which words begin what, read from the grammar: a new clause is told apart without anybody listing it again. Found out
// when the parser is generated, because at the start of a program it took three times as long as to load the grammar.
import { AstUtils, EmptyFileSystem, GrammarAST, GrammarUtils, URI } from 'langium';
import { createLangiumGrammarServices } from 'langium/grammar';

/** @param {string} text the grammar @returns {Promise<string>} the source of `generated/words.ts` */
export async function wordsSource(text) {
  const { shared } = createLangiumGrammarServices(EmptyFileSystem);
  const document = shared.workspace.LangiumDocumentFactory.fromString(
    text,
    URI.parse('file:///wiring.langium'),
  );
  await shared.workspace.DocumentBuilder.build([document], { validation: false });
  const { top, inBlock, openers, onlyFirst, keywords, symbols } = clauseWords(document.parseResult.value);
  const set = words => `new Set([${[...words].map(word => `'${word}'`).join(', ')}])`;
  return [
    '// Made by scripts/grammar.mjs from wiring.langium; not edited by hand.',
    "import type { ClauseWords } from '../words.ts';",
    '',
    'export const WIRING_WORDS: ClauseWords = {',
    `  top: ${set(top)},`,
    '  inBlock: new Map([',
    ...[...inBlock].map(([opener, clauses]) => `    ['${opener}', ${set(clauses)}],`),
    '  ]),',
    `  openers: ${set(openers)},`,
    `  onlyFirst: ${set(onlyFirst)},`,
    `  keywords: ${set(keywords)},`,
    `  symbols: [${symbols.map(symbol => `'${symbol}'`).join(', ')}],`,
    '};',
    '',
  ].join('\n');
}

/** A rule `XClause` holds the clauses in the block of `X`; `Element` holds what stands at the top of a file. */
function clauseWords(grammar) {
  const rules = grammar.rules.filter(GrammarAST.isParserRule);
  const inBlock = new Map();
  const openers = new Set();
  const leading = new Set();
  const later = new Set();
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
  const all = keywordsOf(grammar);
  return {
    top,
    inBlock,
    openers,
    onlyFirst,
    keywords: new Set(all.filter(isWord)),
    symbols: all.filter(keyword => !isWord(keyword)).sort((a, b) => b.length - a.length),
  };
}

function keywordsOf(grammar) {
  return [...new Set(grammar.rules.filter(GrammarAST.isParserRule).flatMap(keywordsIn))].sort();
}

function keywordsIn(rule) {
  return AstUtils.streamAllContents(rule)
    .filter(GrammarAST.isKeyword)
    .map(keyword => keyword.value)
    .toArray();
}

function wordsOf(rule) {
  return keywordsIn(rule).filter(isWord);
}

function isWord(keyword) {
  return /^[a-z]/.test(keyword);
}

function firstWords(element) {
  if (GrammarAST.isKeyword(element)) return [element.value];
  if (GrammarAST.isAlternatives(element)) return element.elements.flatMap(firstWords);
  if (GrammarAST.isAssignment(element)) return firstWords(element.terminal);
  if (GrammarAST.isRuleCall(element)) {
    const rule = element.rule.ref;
    return rule && GrammarAST.isParserRule(rule) ? firstWords(rule.definition) : [];
  }
  if (GrammarAST.isGroup(element)) {
    const words = [];
    for (const part of element.elements) {
      words.push(...firstWords(part));
      if (!GrammarUtils.isOptionalCardinality(part.cardinality) && !GrammarAST.isAction(part)) break;
    }
    return words;
  }
  return [];
}
