/** What every part of the converter needs: places, texts, references, and a way to say what is wrong. */
import {
  type AstNode,
  AstUtils,
  type CompositeCstNode,
  type CstNode,
  CstUtils,
  GrammarAST,
  isCompositeCstNode,
  type Reference,
} from 'langium';
import type { GlobClause, Ref } from '#core/facts/declared';
import type { Place, Position, Range, RepoPath } from '#core/facts/place';
import type { Problem } from '#core/facts/problem';
import type { TextEdit } from '#core/facts/text-edit';
import { compileGlob } from '#core/globs';
import { onceFor } from '#core/once-for';
import { dateProblem, nearestDate } from '#core/quantities';
import { closestText } from '#core/text-distance';
import type { Word } from '#core/vocabulary';
import { isClosed, unquoted } from '../names.ts';

export interface Context {
  readonly path: RepoPath;
  readonly problems: Problem[];
}

export interface Text {
  readonly text: string;
  readonly at: Place;
}

/** A parsed node may lack any of its properties where the text is half typed, whatever the generated types say. */
export type HalfTyped<T> = { readonly [K in keyof T]: T[K] | undefined };

export function half<T extends AstNode>(node: T): HalfTyped<T> {
  return node;
}

export function place(context: Context, { start, end }: Range): Place {
  return { path: context.path, range: { start: whole(start), end: whole(end) } };
}

/** As whole numbers also for V8, which keeps a number that once was a fraction as an object, in every place of that form. */
function whole({ line, character }: Position): Position {
  return { line: line | 0, character: character | 0 };
}

/** The place of a whole node; the start of the file for one that recovery made up. */
export function placeOf(context: Context, node: AstNode): Place {
  const range = node.$cstNode?.range ?? { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
  return place(context, range);
}

/** The one text of a property, without quotes, with its place. */
export function textOf(context: Context, node: AstNode, property: string): Text | undefined {
  const [cst] = partsFor(node, property);
  return cst && { text: writtenText(cst), at: place(context, cst.range) };
}

export function textsOf(context: Context, node: AstNode, property: string): Text[] {
  return partsFor(node, property).map(cst => ({ text: writtenText(cst), at: place(context, cst.range) }));
}

/**
 * The parts of a node's text that make a property, as Langium's own search finds them. That one makes a list at every step
 * and climbs the grammar at every part, and this is asked some thousand times for each stroke.
 */
function partsFor({ $cstNode: whole }: AstNode, property: string): readonly CstNode[] {
  const found: CstNode[] = [];
  if (whole && isCompositeCstNode(whole)) addParts(whole, property, whole.astNode, found);
  return found;
}

function addParts(node: CompositeCstNode, property: string, element: AstNode, found: CstNode[]): void {
  for (const part of node.content) {
    if (part.grammarSource && featureOf(part.grammarSource) === property) found.push(part);
    else if (isCompositeCstNode(part) && part.astNode === element) addParts(part, property, element, found);
  }
}

/** The property that a part of the grammar is assigned to. */
const featureOf = onceFor(
  (source: GrammarAST.AbstractElement) =>
    AstUtils.getContainerOfType(source, GrammarAST.isAssignment)?.feature,
);

/** Without quotes, and without the comments that somebody may put between a number and its unit. */
function writtenText(cst: CstNode): string {
  if (!isCompositeCstNode(cst) || cst.content.length < 2) return unquoted(cst.text);
  const leaves = CstUtils.flattenCst(cst).toArray();
  if (!leaves.some(({ hidden }) => hidden)) return unquoted(cst.text);
  return leaves.flatMap(({ hidden, text }) => (hidden ? [] : text)).join(' ');
}

export function refOf(context: Context, reference: Reference | undefined): Ref | undefined {
  if (!reference?.$refNode) return undefined;
  return { name: reference.$refText, at: place(context, reference.$refNode.range) };
}

export function refsOf(context: Context, references: readonly Reference[] | undefined): Ref[] {
  return (references ?? []).flatMap(reference => refOf(context, reference) ?? []);
}

/** The texts of a property as references to things that Langium does not link (rules, handles, trains). */
export function namesOf(context: Context, node: AstNode, property: string): Ref[] {
  return textsOf(context, node, property).map(({ text, at }) => ({ name: text, at }));
}

/** Globs, each checked; one with a problem is reported and left out. */
export function globsOf(context: Context, node: AstNode, property: string): GlobClause[] {
  return partsFor(node, property).flatMap((cst): GlobClause[] => {
    const glob = writtenText(cst);
    const at = place(context, cst.range);
    const problem = compileGlob(glob).problem;
    const unfinished = cst.text.startsWith('"') && !isClosed(cst.text);
    if (problem === undefined) return [{ glob, at, ...(unfinished && { unfinished }) }];
    say(context, 'bad-glob', problem, at);
    return [];
  });
}

/** A day that exists, or a problem. */
export function dateOf(
  context: Context,
  node: AstNode,
  property: string,
): { date: string; at: Place } | undefined {
  const written = textOf(context, node, property);
  if (!written) return undefined;
  const wrong = dateProblem(written.text);
  if (wrong === undefined) return { date: written.text, at: written.at };
  const nearest = nearestDate(written.text);
  say(
    context,
    'bad-date',
    `${written.text} ${wrong}.`,
    written.at,
    nearest ? [replacement(written.at, nearest)] : [],
  );
  return undefined;
}

/** A word of a fixed vocabulary, or a problem with the closest one as its fix. */
export function wordOf(
  context: Context,
  node: AstNode,
  property: string,
  what: string,
  vocabulary: readonly Word[],
): Text | undefined {
  const written = textOf(context, node, property);
  if (!written) return undefined;
  const words = vocabulary.map(({ word }) => word);
  if (words.includes(written.text)) return written;
  const closest = closestText(written.text, words);
  say(
    context,
    'unknown-word',
    `"${written.text}" is no ${what}; ${words.length === 1 ? 'known is' : 'known are'} ${listed(words)}.${closest ? ` Did you mean ${closest}?` : ''}`,
    written.at,
    (closest ? [closest] : []).map(word => replacement(written.at, word)),
  );
  return undefined;
}

/** The only clause of its sort; a second one is a problem, because it would silently win or lose. */
export function onlyClause<T extends AstNode>(
  context: Context,
  clauses: readonly AstNode[] | undefined,
  is: (node: unknown) => node is T,
  what: string,
): T | undefined {
  const [first, ...others] = (clauses ?? []).filter(is);
  for (const other of others) {
    const line = (first?.$cstNode?.range.start.line ?? 0) + 1;
    say(
      context,
      'repeated-clause',
      `${what} is already said in line ${line}; keep one of the two.`,
      placeOf(context, other),
    );
  }
  return first;
}

export function say(
  context: Context,
  code: string,
  message: string,
  at: Place,
  suggestions: Problem['suggestions'] = [],
  severity: Problem['severity'] = 'error',
): void {
  context.problems.push({ code, severity, message, place: at, suggestions });
}

export function replacement(at: Place, newText: string): Problem['suggestions'][number] {
  const edit: TextEdit = { path: at.path, range: at.range, newText };
  return { title: `Write ${newText}`, edits: [edit] };
}

/** From the start of a clause to the end of its last name: without a comma that may follow. */
export function placeUpTo(context: Context, node: AstNode, last: CstNode | undefined): Place {
  const whole = placeOf(context, node);
  return last ? place(context, { start: whole.range.start, end: last.range.end }) : whole;
}

/** `a`, `a or b`, `a, b or c`. */
export function listed(words: readonly string[], joiner = 'or'): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} ${joiner} ${words[words.length - 1]}`;
}
