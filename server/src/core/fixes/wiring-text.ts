import type { Position, Range, RepoPath } from '../facts/place.ts';
import type { TextEdit } from '../facts/text-edit.ts';
import { at, textPositions } from './text-positions.ts';

/** A name as the language takes it: a plain identifier, a scoped package, or in quotes. */
export function writeName(name: string): string {
  if (/^[A-Za-z_]\w*(-\w+)*$/.test(name)) return name;
  if (/^@[A-Za-z0-9_~][\w~-]*\/[A-Za-z0-9_~][\w.~]*(-+[\w.~]+)*$/.test(name) && !name.endsWith('.'))
    return name;
  return writeText(name);
}

export function writeText(text: string): string {
  return `"${text
    .replaceAll('\\', '\\\\')
    .replaceAll('"', '\\"')
    .replaceAll(/[\r\n]+/g, ' ')}"`;
}

/**
 * Adds an item behind the last one of a list, in the style of the list: on the same line, or on one of its own where
 * the list has one item a line. A trailing comma stays trailing; a comment behind the last item stays with it.
 */
export function appendItem(
  path: RepoPath,
  text: string,
  clause: Range,
  items: readonly Range[],
  item: string,
): readonly TextEdit[] {
  const last = items.at(-1);
  if (!last) return [];
  const before = items.at(-2)?.start.line ?? clause.start.line;
  if (last.start.line === before) return [{ path, range: at(last.end), newText: `, ${item}` }];
  const lines = textPositions(text);
  const line = lines.line(last.end.line);
  const indent = /^\s*/.exec(lines.line(last.start.line))?.[0] ?? '';
  const rest = line.slice(last.end.character);
  const ofLine: Position = { line: last.end.line, character: line.length };
  const added = (comma: string) => `${lines.newline}${indent}${item}${comma}`;
  // What follows on the line is a comma and a comment, or the end of the block; a new line goes behind the former only.
  const comma = /^\s*,/.test(rest);
  const quiet = /^\s*,?\s*(\/\/.*)?$/.test(rest);
  if (comma && quiet) return [{ path, range: at(ofLine), newText: added(',') }];
  if (!quiet || rest.trim() === '') return [{ path, range: at(last.end), newText: `,${added('')}` }];
  return [
    { path, range: at(last.end), newText: ',' },
    { path, range: at(ofLine), newText: added('') },
  ];
}

/** A clause of its own, perhaps over several lines, at the end of a file and with its line ends, with an empty line before it unless one of its kind stands there. */
export function appendClause(path: RepoPath, text: string, clause: string): TextEdit {
  const lines = textPositions(text);
  const end = lines.positionAt(text.length);
  const bare = text.trimEnd();
  const keyword = clause.slice(0, clause.indexOf(' ') + 1);
  const lastLine = bare.slice(bare.lastIndexOf('\n') + 1);
  const gap = bare === '' || lastLine.startsWith(keyword) ? '' : lines.newline;
  const opening = text === '' || text.endsWith('\n') ? '' : lines.newline;
  const blank = /\n\s*\n$/.test(text) ? '' : gap;
  const written = clause.replaceAll('\n', lines.newline);
  return { path, range: at(end), newText: `${opening}${blank}${written}${lines.newline}` };
}
