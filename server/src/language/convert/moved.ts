/** Facts at another place: the same in all but the lines of their ranges. */
import type { Range } from '#core/facts/place';

/** A copy of plain data in which every range lies so many lines further down (further up, below zero). */
export function moved<T>(facts: T, lines: number): T {
  return typeof facts === 'object' && facts !== null ? movedObject(facts, lines) : facts;
}

function movedObject<T extends object>(facts: T, lines: number): T {
  // A list of the same things is of the same type.
  if (Array.isArray(facts)) return facts.map(each => moved(each, lines)) as T & unknown[];
  // Most of what facts are made of are places, and this is done at each new line.
  if (isPlace(facts)) return { ...facts, range: movedRange(facts.range, lines) };
  if (isRange(facts)) return { ...facts, ...movedRange(facts, lines) };
  const copy = { ...facts };
  for (const name in copy) {
    const value = copy[name];
    if (typeof value === 'object' && value !== null) copy[name] = movedObject(value, lines);
  }
  return copy;
}

function movedRange({ start, end }: Range, lines: number): Range {
  return {
    start: { line: start.line + lines, character: start.character },
    end: { line: end.line + lines, character: end.character },
  };
}

function isPlace(value: object): value is { readonly range: Range } {
  return 'range' in value;
}

function isRange(value: object): value is Range {
  return 'start' in value && 'end' in value;
}
