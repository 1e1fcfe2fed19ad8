import type { Place } from '#core/facts/place';
import { plain } from '../terminal/plain.ts';

/** `path:line:column`, counted from one, as terminals make clickable. A space would end the link, so it stays visible. */
export function at(place: Place): string {
  const { line, character } = place.range.start;
  return plain(`${place.path}:${line + 1}:${character + 1}`);
}
