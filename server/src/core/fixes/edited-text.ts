import type { TextEdit } from '../facts/text-edit.ts';
import { textPositions } from './text-positions.ts';

/** A text after edits of it, all told by their positions in the text from before; insertions at one place keep their order. */
export function editedText(before: string, edits: readonly TextEdit[]): string {
  const positions = textPositions(before);
  const spans = edits
    .map(({ range, newText }, order) => ({
      start: positions.offsetAt(range.start),
      end: positions.offsetAt(range.end),
      newText,
      order,
    }))
    .sort((a, b) => b.start - a.start || b.end - a.end || b.order - a.order);
  let text = before;
  for (const { start, end, newText } of spans) text = text.slice(0, start) + newText + text.slice(end);
  return text;
}
