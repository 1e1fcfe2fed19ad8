/**
 * The grammar as a graph: every place where it takes one word, and the places that may come next. No rule of the grammar
 * contains itself, so that the graph is finite. It is made when the first mistake is met, and never for a file without one.
 */
import { GrammarAST } from 'langium';
import { WiringGrammar } from '../generated/grammar.ts';

export interface Spot {
  /** The word or sign that stands here; undefined where a terminal does. */
  readonly keyword: string | undefined;
  /** The name of the terminal that stands here. */
  readonly terminal: string | undefined;
  /** What may come next. */
  readonly next: Set<Spot>;
  /** Begins a declaration or a clause. */
  begins: boolean;
  /** A declaration may end here. */
  ends: boolean;
}

interface Part {
  readonly optional: boolean;
  readonly first: readonly Spot[];
  readonly last: readonly Spot[];
}

const NOTHING: Part = { optional: true, first: [], last: [] };

let start: Spot | undefined;

/** Before the first word of a declaration. */
export function startSpot(): Spot {
  start ??= spotsOf(WiringGrammar());
  return start;
}

function spotsOf(grammar: GrammarAST.Grammar): Spot {
  const element = grammar.rules.filter(GrammarAST.isParserRule).find(({ name }) => name === 'Element');
  if (!element) throw new Error('The grammar has no rule Element');
  const { first, last } = ruleOf(element);
  for (const spot of last) spot.ends = true;
  follow(last, first);
  const before = spot(undefined, undefined);
  for (const each of first) before.next.add(each);
  return before;
}

function spot(keyword: string | undefined, terminal: string | undefined): Spot {
  return { keyword, terminal, next: new Set(), begins: false, ends: false };
}

function ruleOf(rule: GrammarAST.ParserRule): Part {
  const part = partOf(rule.definition);
  // The clauses of an accept go on in its line, and begin nothing.
  const begins = rule.name === 'Element' || (rule.name.endsWith('Clause') && rule.name !== 'AcceptClause');
  if (begins) for (const each of part.first) each.begins = true;
  return part;
}

function partOf(element: GrammarAST.AbstractElement): Part {
  const part = bare(element);
  const { cardinality } = element;
  if (cardinality === '*' || cardinality === '+') follow(part.last, part.first);
  return cardinality === '*' || cardinality === '?' ? { ...part, optional: true } : part;
}

function bare(element: GrammarAST.AbstractElement): Part {
  if (GrammarAST.isKeyword(element)) return single(spot(element.value, undefined));
  if (GrammarAST.isAssignment(element)) return partOf(element.terminal);
  if (GrammarAST.isCrossReference(element)) return element.terminal ? partOf(element.terminal) : NOTHING;
  if (GrammarAST.isGroup(element)) return element.elements.map(partOf).reduce(sequence, NOTHING);
  if (GrammarAST.isAlternatives(element)) {
    const parts = element.elements.map(partOf);
    return {
      optional: parts.some(({ optional }) => optional),
      first: parts.flatMap(({ first }) => first),
      last: parts.flatMap(({ last }) => last),
    };
  }
  if (GrammarAST.isRuleCall(element)) {
    const rule = element.rule.ref;
    if (rule && GrammarAST.isParserRule(rule)) return ruleOf(rule);
    return single(spot(undefined, element.rule.$refText));
  }
  return NOTHING;
}

function single(only: Spot): Part {
  return { optional: false, first: [only], last: [only] };
}

function sequence(a: Part, b: Part): Part {
  follow(a.last, b.first);
  return {
    optional: a.optional && b.optional,
    first: a.optional ? [...a.first, ...b.first] : a.first,
    last: b.optional ? [...a.last, ...b.last] : b.last,
  };
}

function follow(last: readonly Spot[], first: readonly Spot[]): void {
  for (const before of last) for (const after of first) before.next.add(after);
}
