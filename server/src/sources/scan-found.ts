import type { ImportedName, ImportFact, ImportKind } from '#core/facts/imports';
import type { Position, Range } from '#core/facts/place';
import { intern } from './scan-strings.ts';

/** An import as both scanners find it: offsets into the text, no resolution yet. */
export interface Found {
  readonly kind: ImportKind;
  /** Escapes read; empty where it is not a literal. */
  readonly specifier: string;
  readonly literal: boolean;
  readonly typeOnly: boolean;
  readonly names: readonly ImportedName[];
  /** The specifier without its quotes. */
  readonly specifierStart: number;
  readonly specifierEnd: number;
  readonly start: number;
  readonly end: number;
}

/**
 * An import of one file. What it leads to is put in by the first who resolves it, so that it becomes the fact itself: another
 * object for each import is a tenth of what a cold check holds in memory. Nobody changes it after that.
 */
export interface ScannedImport extends Omit<ImportFact, 'resolution'> {
  resolution: ImportFact['resolution'] | undefined;
}

/** What `import(expression)` and its like lead to: nothing to resolve, known from the start. */
export const NOT_A_LITERAL: ImportFact['resolution'] = { to: 'unresolved', reason: 'not-a-literal' };

export function isLiteral({ resolution }: ScannedImport): boolean {
  return resolution !== NOT_A_LITERAL;
}

/** One object for all imports of a name: a repository has far fewer names than imports. */
export function importedName(name: string, typeOnly: boolean): ImportedName {
  const known = typeOnly ? TYPES : VALUES;
  const old = known.get(name);
  if (old) return old;
  const made: ImportedName = { name: intern(name), typeOnly };
  known.set(made.name, made);
  return made;
}

const TYPES = new Map<string, ImportedName>();
const VALUES = new Map<string, ImportedName>();

/**
 * The same names in no more memory than they need: a list that grew keeps room for sixteen, and most imports take one name.
 */
export function keptNames(names: readonly ImportedName[]): readonly ImportedName[] {
  const [only] = names;
  if (only === undefined) return NO_NAMES;
  if (names.length > 1) return names.slice();
  const known = ALONE.get(only);
  if (known) return known;
  const made = [only];
  ALONE.set(only, made);
  return made;
}

const NO_NAMES: readonly ImportedName[] = [];
const ALONE = new Map<ImportedName, readonly ImportedName[]>();

/** What `import()`, `require()` and `import * as` take. */
export const WHOLE_MODULE: readonly ImportedName[] = [importedName('*', false)];

/** Puts line and character to what was found. */
export function placed(text: string, found: readonly Found[]): readonly ScannedImport[] {
  if (found.length === 0) return [];
  const position = positionsIn(
    text,
    found.reduce((most, { end }) => Math.max(most, end), 0),
  );
  const range = (start: number, end: number): Range => sharedRange(position(start), position(end));
  return found.map(one => ({
    specifier: one.specifier,
    kind: one.kind,
    typeOnly: one.typeOnly,
    names: keptNames(one.names),
    range: range(one.specifierStart, one.specifierEnd),
    statement: range(one.start, one.end),
    resolution: one.literal ? undefined : NOT_A_LITERAL,
  }));
}

/**
 * Offsets to positions, for offsets up to `limit`. Lines end as the Language Server Protocol says (`\n`, `\r\n`, `\r`),
 * which is not what ECMAScript says: U+2028 ends no line in an editor.
 */
export function positionsIn(text: string, limit: number): (offset: number) => Position {
  const starts = text.includes('\r') ? anyLineStarts(text, limit) : lineStarts(text, limit);
  let last = 0;
  return offset => {
    // Most questions are about the line of the last one or a few lines further on.
    if ((starts[last] ?? 0) > offset) last = 0;
    let low = last;
    let high = Math.min(last + 1, starts.length - 1);
    while (high < starts.length - 1 && (starts[high] ?? 0) <= offset) {
      low = high;
      high = Math.min(2 * high - last + 1, starts.length - 1);
    }
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    last = low;
    return sharedPosition(low, offset - (starts[low] ?? 0));
  };
}

/** Imports stand at the top of files and begin at few columns: nearly all share a few thousand positions. */
export function sharedPosition(line: number, character: number): Position {
  if (line >= NEAR || character >= NEAR) return { line, character };
  const key = line * NEAR + character;
  let position = POSITIONS[key];
  if (!position) {
    position = { line, character };
    POSITIONS[key] = position;
  }
  return position;
}

/** Most imports stand alone on a line near the top, so that a few thousand ranges serve all of them. */
export function sharedRange(start: Position, end: Position): Range {
  if (start.line !== end.line || start.line >= NEAR || end.character >= NEAR) return { start, end };
  const key = (start.line * NEAR + start.character) * NEAR + end.character;
  let range = RANGES.get(key);
  if (!range) {
    range = { start, end };
    RANGES.set(key, range);
  }
  return range;
}

const RANGES = new Map<number, Range>();

const NEAR = 128;
const POSITIONS: (Position | undefined)[] = new Array(NEAR * NEAR).fill(undefined);

/** Where each line begins that has a place before `limit`, for a text whose lines end with `\n` only. */
function lineStarts(text: string, limit: number): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0 && at < limit; at = text.indexOf('\n', at + 1))
    starts.push(at + 1);
  return starts;
}

function anyLineStarts(text: string, limit: number): number[] {
  const starts = [0];
  for (let at = 0; at < limit; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 10 || (code === 13 && text.charCodeAt(at + 1) !== 10)) starts.push(at + 1);
  }
  return starts;
}
