/** Facts at another place: the same in all but the lines of their ranges. */
import type { Position, Range } from '#core/facts/place';

/** A copy of plain data in which every range lies so many lines further down (further up, below zero). */
export function moved<T>(facts: T, lines: number): T {
  if (typeof facts !== 'object' || facts === null) return facts;
  const further = ({ line, character }: Position) => ({ line: line + lines, character });
  if (isRange(facts)) return { ...facts, start: further(facts.start), end: further(facts.end) };
  // A list of the same things is of the same type.
  if (Array.isArray(facts)) return facts.map(each => moved(each, lines)) as T;
  const copy = { ...facts };
  for (const name in copy) copy[name] = moved(copy[name], lines);
  return copy;
}

function isRange(value: object): value is Range {
  return 'start' in value && 'end' in value;
}
