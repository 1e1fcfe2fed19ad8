import type { ImportFact } from '../facts/imports.ts';
import type { Place } from '../facts/place.ts';
import type { Model } from '../model/model.ts';

/** The import that a finding's place marks: at its specifier, with or without the quotes. */
export function importAt(model: Model, place: Place): ImportFact | undefined {
  const { line, character } = place.range.start;
  return model
    .importsOf(place.path)
    ?.imports.find(
      ({ range }) => range.start.line === line && Math.abs(range.start.character - character) <= 1,
    );
}
