import type { DeclaredService } from '../facts/declared.ts';
import type { TextEdit } from '../facts/text-edit.ts';
import { at, textPositions } from './text-positions.ts';

/** Adds a clause at the end of a service's block; makes the block where there is none. */
export function addServiceClause(
  { whole, block }: DeclaredService,
  source: string,
  clause: string,
): readonly TextEdit[] {
  const { path } = whole;
  const lines = textPositions(source);
  if (!block) {
    const edit = `${lines.newline}  ${clause}${lines.newline}`;
    return [{ path, range: at(whole.range.end), newText: ` {${edit}}` }];
  }
  const { start, end } = block.range;
  const before = { line: end.line, character: end.character - 1 };
  const line = lines.line(end.line).slice(0, before.character);
  // The closing brace on a line of its own: the clause gets one too.
  if (start.line !== end.line && line.trim() === '')
    return [
      {
        path,
        range: at({ line: end.line, character: 0 }),
        newText: `${line}  ${clause}${lines.newline}`,
      },
    ];
  // A block on one line becomes one with a line for the new clause, since clauses do not share lines by a comma.
  const gap = line.endsWith(' ') ? { line: end.line, character: line.trimEnd().length } : before;
  return [
    {
      path,
      range: { start: gap, end: before },
      newText: `${lines.newline}  ${clause}${lines.newline}`,
    },
  ];
}
