import type { Position } from '#core/facts/place';
import type { TextEdit } from '#core/facts/text-edit';

/**
 * The edits that were asked for and those that go with the moves, as one list. One string is replaced once, whoever found
 * it; what lies within a text that the former take away is not rewritten again.
 */
export function together(
  asked: readonly TextEdit[],
  own: readonly TextEdit[],
): { readonly edits: readonly TextEdit[]; readonly reasons: readonly string[] } {
  const edits: TextEdit[] = [...asked];
  const reasons: string[] = [];
  const seen = new Set<string>();
  for (const edit of own) {
    const { path, range } = edit;
    const key = `${path}:${range.start.line}:${range.start.character}:${range.end.line}:${range.end.character}:${edit.newText}`;
    if (seen.has(key)) continue;
    seen.add(key);
    const others = asked.filter(each => each.path === path && overlaps(each, edit));
    if (others.some(each => holds(each, edit))) continue;
    if (others.length > 0)
      reasons.push(`${path} would be edited twice on line ${range.start.line + 1}, in two ways.`);
    else edits.push(edit);
  }
  return { edits, reasons };
}

function holds({ range: outer }: TextEdit, { range: inner }: TextEdit): boolean {
  return compare(outer.start, inner.start) <= 0 && compare(outer.end, inner.end) >= 0;
}

/** Whether both change the same text; two insertions at one place are made one behind the other. */
function overlaps({ range: a }: TextEdit, { range: b }: TextEdit): boolean {
  return compare(a.start, b.end) < 0 && compare(b.start, a.end) < 0;
}

function compare(a: Position, b: Position): number {
  return a.line - b.line || a.character - b.character;
}
