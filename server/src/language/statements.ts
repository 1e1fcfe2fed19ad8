/**
 * The syntax tree of a text that was read before is kept statement by statement: what a stroke does not touch keeps its
 * tree, and only the statements around it are parsed. The words are told apart over the whole text each time, because
 * what a word is may depend on words far above it; so a statement is the same if its text and the types of its words are.
 * That each can be parsed alone follows from the grammar: no word that begins a statement can go on with the one before.
 * Whatever is not clean (a mistake of syntax, a mend, a word that is not known) is parsed as a whole, as if nothing were kept.
 */
import {
  type AstNode,
  AstUtils,
  type CompositeCstNode,
  type CstNode,
  isCompositeCstNode,
  type LexerResult,
  type ParseResult,
  type Reference,
  type RootCstNode,
} from 'langium';
import type * as ast from './generated/ast.ts';
import type { ClauseWords, Token } from './words.ts';

/** Where a statement stands, comments before it included, and what its words are. */
interface Stretch {
  readonly from: number;
  readonly end: number;
  /** Its first word, or the comment before that. */
  readonly first: Token;
  readonly tokens: readonly Token[];
  readonly hidden: readonly Token[];
}

/** The statements of a text, and the comments behind the last of them. */
export interface Stretches {
  readonly all: readonly Stretch[];
  readonly tail: readonly Token[];
}

interface Kept {
  readonly from: number;
  readonly end: number;
  readonly line: number;
  readonly column: number;
  readonly types: readonly (number | undefined)[];
  readonly element: ast.Element;
  /** The comments before it and its own tree, as they lie in the tree of the file. */
  readonly nodes: readonly CstNode[];
  readonly references: readonly Reference[];
}

/** The statements of a clean text that was parsed. Their trees go over to the next text that takes them up. */
export interface Statements {
  readonly text: string;
  readonly all: readonly Kept[];
}

/** The statements of a text by its words; undefined where its first word begins none. */
export function stretchesOf({ tokens, hidden }: LexerResult, words: ClauseWords): Stretches | undefined {
  const starts: number[] = [];
  let depth = 0;
  for (const [i, { image, tokenType }] of tokens.entries()) {
    if (image === '{') depth++;
    else if (image === '}') depth--;
    else if (depth === 0 && tokenType.name === image && words.top.has(image)) starts.push(i);
  }
  if (depth !== 0 || (tokens.length > 0 && starts[0] !== 0)) return undefined;
  let comment = 0;
  const all = starts.flatMap((start, i): Stretch[] => {
    const own = tokens.slice(start, starts[i + 1]);
    const last = own.at(-1);
    if (!last) return [];
    const end = endOf(last);
    const firstComment = comment;
    while ((hidden[comment]?.startOffset ?? end) < end) comment++;
    const comments = hidden.slice(firstComment, comment);
    const [firstToken = last] = own;
    const [firstHidden = firstToken] = comments;
    const first = firstHidden.startOffset < firstToken.startOffset ? firstHidden : firstToken;
    return [{ from: first.startOffset, end, first, tokens: own, hidden: comments }];
  });
  return { all, tail: hidden.slice(comment) };
}

/** What is kept of a parsed text; undefined where its tree is not made of its statements, one after the other. */
export function keep(text: string, { all }: Stretches, result: ParseResult): Statements | undefined {
  const root = rootOf(result);
  const groups = root && groupsOf(root);
  const { elements } = result.value as ast.WiringFile;
  if (!groups || groups.length !== all.length || elements.length !== all.length) return undefined;
  return {
    text,
    all: all.flatMap((stretch, i) => {
      const element = elements[i];
      const nodes = groups[i];
      return element && nodes ? [toKept(stretch, element, nodes)] : [];
    }),
  };
}

/**
 * The tree of a text, of which what stayed is taken from the tree before, which is lost by that.
 * @param parse the parser, over some of the words
 * @returns undefined where the whole has to be parsed; then nothing is lost
 */
export function takeUp(
  text: string,
  stretches: Stretches,
  before: Statements,
  parse: (tokens: readonly Token[], hidden: readonly Token[]) => ParseResult | undefined,
): { readonly result: ParseResult; readonly statements: Statements } | undefined {
  const { all, tail } = stretches;
  const [head, back] = common(text, all, before);
  const changed = all.slice(head, all.length - back);
  const hidden = [...changed.flatMap(stretch => stretch.hidden), ...tail];
  const result = parse(
    changed.flatMap(({ tokens }) => tokens),
    hidden,
  );
  const root = result && rootOf(result);
  const groups = root && groupsOf(root);
  if (!result || !root || !groups || groups.length !== changed.length) return undefined;
  const file = result.value as ast.WiringFile;
  if (file.elements.length !== changed.length) return undefined;

  const behind = root.content.slice(groups.reduce((sum, nodes) => sum + nodes.length, 0));
  const kept = all.map((stretch, i): Kept | undefined => {
    const element = file.elements[i - head];
    const nodes = groups[i - head];
    if (i >= head && element && nodes) return toKept(stretch, element, nodes);
    const old = before.all[i < head ? i : i - all.length + before.all.length];
    return old && moved(old, stretch, root);
  });
  const statements = kept.filter(statement => statement !== undefined);
  root.content.length = 0;
  for (const { nodes } of statements) root.content.push(...nodes);
  root.content.push(...behind);
  file.elements = statements.map(({ element }, i) =>
    Object.assign(element, { $container: file, $containerProperty: 'elements', $containerIndex: i }),
  );
  return { result, statements: { text, all: statements } };
}

/** How many statements are the same at the beginning and at the end. */
function common(text: string, all: readonly Stretch[], before: Statements): [number, number] {
  const most = Math.min(all.length, before.all.length);
  const same = (a: Stretch | undefined, b: Kept | undefined) =>
    a !== undefined && b !== undefined && isSame(text, a, before.text, b);
  let head = 0;
  while (head < most && same(all[head], before.all[head])) head++;
  let back = 0;
  while (back < most - head && same(all.at(-1 - back), before.all.at(-1 - back))) back++;
  return [head, back];
}

function isSame(text: string, now: Stretch, before: string, kept: Kept): boolean {
  return (
    now.end - now.from === kept.end - kept.from &&
    now.tokens.length === kept.types.length &&
    now.first.startColumn === kept.column &&
    text.slice(now.from, now.end) === before.slice(kept.from, kept.end) &&
    now.tokens.every(({ tokenTypeIdx }, i) => tokenTypeIdx === kept.types[i])
  );
}

function toKept(
  { from, end, first, tokens }: Stretch,
  element: ast.Element,
  nodes: readonly CstNode[],
): Kept {
  return {
    from,
    end,
    line: first.startLine ?? 0,
    column: first.startColumn ?? 0,
    types: tokens.map(({ tokenTypeIdx }) => tokenTypeIdx),
    element,
    nodes,
    references: referencesIn(element),
  };
}

function referencesIn(element: AstNode): Reference[] {
  return AstUtils.streamAst(element)
    .flatMap(node => AstUtils.streamReferences(node))
    .map(({ reference }) => reference as Reference)
    .toArray();
}

/** Langium keeps these to itself, and moves nothing: a text that changed is parsed anew there. */
interface Movable extends CstNode {
  root: RootCstNode;
  _offset?: number;
  readonly content?: readonly Movable[];
}

/** A statement at its new place, in a new tree. */
function moved(kept: Kept, { from, end, first }: Stretch, root: RootCstNode): Kept {
  const by = { offset: from - kept.from, lines: (first.startLine ?? 0) - kept.line };
  for (const node of kept.nodes) move(node as Movable, by.offset, by.lines, root);
  // What a name leads to may be another thing now, or stand elsewhere; whoever links the new text finds out.
  for (const reference of kept.references)
    Object.assign(reference, { _ref: undefined, _nodeDescription: undefined });
  return { ...kept, from, end, line: first.startLine ?? 0 };
}

function move(node: Movable, offset: number, lines: number, root: RootCstNode): void {
  node.root = root;
  if (node.content) {
    // Its range is made of the very positions of its first and its last leaf.
    for (const part of node.content) move(part, offset, lines, root);
  } else if (offset !== 0 || lines !== 0) {
    node._offset = (node._offset ?? 0) + offset;
    node.range.start.line += lines;
    node.range.end.line += lines;
  }
}

/** The parts of a file's tree, one list a statement, each beginning with the comments before it. */
function groupsOf(root: CompositeCstNode): CstNode[][] {
  const groups: CstNode[][] = [];
  let open: CstNode[] = [];
  for (const node of root.content) {
    open.push(node);
    if (!isCompositeCstNode(node)) continue;
    groups.push(open);
    open = [];
  }
  return groups;
}

function rootOf(result: ParseResult): RootCstNode | undefined {
  return result.value.$cstNode?.root;
}

function endOf({ startOffset, image, endOffset }: Token): number {
  return (endOffset ?? startOffset + image.length - 1) + 1;
}
