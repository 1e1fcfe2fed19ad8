import type { Finding, Fix } from '../rules/finding.ts';
import type { FixContext } from '../rules/rule.ts';
import { textPositions, wholeLines } from './text-positions.ts';

/** Removes the clause, with its lines where nothing else stands on them. */
export function removeAccept(place: Finding['place'], { text }: FixContext): readonly Fix[] {
  const source = text(place.path);
  if (source === undefined) return [];
  const lines = textPositions(source);
  const { start, end } = place.range;
  const before = lines.line(start.line).slice(0, start.character).trim();
  const after = lines.line(end.line).slice(end.character).trim();
  const alone = before === '' && (after === '' || after.startsWith('//'));
  const range = alone ? wholeLines(lines, start.line, end.line) : place.range;
  return [{ title: 'Remove the accept', edits: [{ path: place.path, range, newText: '' }], preferred: true }];
}

/** Writes the smaller number behind `at most`. */
export function lowerAccept(place: Finding['place'], { text }: FixContext, number: string): readonly Fix[] {
  const source = text(place.path);
  if (source === undefined) return [];
  const lines = textPositions(source);
  const written = /\bat\s+most\s+(\d+)/.exec(lines.slice(place.range));
  const old = written?.[1];
  if (!written || old === undefined) return [];
  const end = lines.offsetAt(place.range.start) + written.index + written[0].length;
  const range = { start: lines.positionAt(end - old.length), end: lines.positionAt(end) };
  const edits = [{ path: place.path, range, newText: number }];
  return [
    {
      title: `Write at most ${number}`,
      edits,
      preferred: true,
      note: `what is accepted falls from ${old} to ${number}`,
    },
  ];
}

/** Leaves `at most` out, with the blank before it, where what is accepted counts nothing. */
export function acceptAnyNumber(place: Finding['place'], { text }: FixContext): readonly Fix[] {
  const source = text(place.path);
  if (source === undefined) return [];
  const lines = textPositions(source);
  const written = /\s+at\s+most\s+\d+/.exec(lines.slice(place.range));
  if (!written) return [];
  const start = lines.offsetAt(place.range.start) + written.index;
  const range = { start: lines.positionAt(start), end: lines.positionAt(start + written[0].length) };
  return [
    {
      title: 'Leave the number out',
      edits: [{ path: place.path, range, newText: '' }],
      preferred: true,
      note: 'then it is accepted as it is',
    },
  ];
}
