import type { Finding, Fix } from '../rules/finding.ts';
import type { FixContext } from '../rules/rule.ts';
import { textPositions, wholeLines } from './text-positions.ts';

/** Removes the comment, with its line where it has one of its own. */
export function removeIgnore(place: Finding['place'], { text }: FixContext): readonly Fix[] {
  const source = text(place.path);
  if (source === undefined) return [];
  const lines = textPositions(source);
  const { start, end } = place.range;
  const before = lines.line(start.line).slice(0, start.character);
  const after = lines.line(end.line).slice(end.character);
  const alone = before.trim() === '' && after.trim() === '';
  const spaces = before.length - before.trimEnd().length;
  const range = alone
    ? wholeLines(lines, start.line, end.line)
    : { start: { line: start.line, character: start.character - (after.trim() === '' ? spaces : 0) }, end };
  return [{ title: 'Remove the ignore', edits: [{ path: place.path, range, newText: '' }], preferred: true }];
}
