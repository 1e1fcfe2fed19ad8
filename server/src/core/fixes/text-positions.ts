import type { Position, Range } from '../facts/place.ts';

/** Offsets and positions in one text; positions count UTF-16 units, as the Language Server Protocol does. */
export interface TextPositions {
  offsetAt(position: Position): number;
  positionAt(offset: number): Position;
  slice(range: Range): string;
  /** The whole line without its end. */
  line(line: number): string;
  readonly lines: number;
  /** The line end that the file uses. */
  readonly newline: string;
}

export function textPositions(text: string): TextPositions {
  const starts = [0];
  for (let i = 0; i < text.length; i++) if (text[i] === '\n') starts.push(i + 1);
  const offsetAt = ({ line, character }: Position) =>
    Math.min(text.length, (starts[line] ?? text.length) + character);
  return {
    offsetAt,
    positionAt: offset => {
      let low = 0;
      let high = starts.length - 1;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if ((starts[middle] ?? 0) <= offset) low = middle;
        else high = middle - 1;
      }
      return { line: low, character: offset - (starts[low] ?? 0) };
    },
    slice: range => text.slice(offsetAt(range.start), offsetAt(range.end)),
    line: line =>
      text.slice(starts[line] ?? text.length, starts[line + 1] ?? text.length).replace(/\r?\n$/, ''),
    lines: starts.length,
    newline: text.includes('\r\n') ? '\r\n' : '\n',
  };
}

export function at(position: Position): Range {
  return { start: position, end: position };
}

/** The range of whole lines, with the line end that goes with them; of the last line the one before it. */
export function wholeLines(text: TextPositions, from: number, to: number): Range {
  if (to + 1 < text.lines)
    return { start: { line: from, character: 0 }, end: { line: to + 1, character: 0 } };
  const end = { line: to, character: text.line(to).length };
  if (from === 0) return { start: { line: 0, character: 0 }, end };
  return { start: { line: from - 1, character: text.line(from - 1).length }, end };
}
