import { type AstNode, type CstNode, isCompositeCstNode } from 'langium';
import type { Place } from '#core/facts/place';
import { type Context, place, placeOf, say, textOf } from './context.ts';

export interface NamedPlaces {
  readonly name: string;
  readonly at: Place;
  readonly whole: Place;
  readonly block?: Place;
}

/** The name of a declaration with its places; undefined while it has none yet. */
export function nameOf(context: Context, node: AstNode): NamedPlaces | undefined {
  const name = textOf(context, node, 'name');
  if (!name) return undefined;
  if (name.text === '') {
    say(context, 'empty-name', 'A name needs at least one character.', name.at);
    return undefined;
  }
  // The braces are direct parts of the declaration; Langium's search for keywords would go through every clause.
  const parts = partsOf(node.$cstNode);
  const open = parts.find(part => part.text === '{');
  const close = parts.findLast(part => part.text === '}');
  const block = open && close && place(context, { start: open.range.start, end: close.range.end });
  return { name: name.text, at: name.at, whole: placeOf(context, node), ...(block && { block }) };
}

/** The parts of a node, through the rules that only pass it on (an Element is a Module and nothing more). */
function partsOf(cst: CstNode | undefined): readonly CstNode[] {
  if (!isCompositeCstNode(cst)) return [];
  const parts = cst.content.filter(part => !part.hidden);
  const [only] = parts;
  return parts.length === 1 && isCompositeCstNode(only) ? partsOf(only) : parts;
}
