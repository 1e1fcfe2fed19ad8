/** A place as texts name it, `path:line` or `path:line:column`, both counted from 1. */
export interface NamedPlace {
  readonly start: number;
  readonly end: number;
  readonly path: string;
  readonly line: string;
  readonly column: string;
}

/**
 * No spaces in the path: where a sentence ends and such a path begins nobody can tell. What routers call their files
 * (`+page.ts`, `$id.tsx`, `[slug].ts`, `(group)/page.tsx`) counts, and a parenthesis around the whole place does not.
 */
const PART = String.raw`(?:[\w@.+$~-]|\([\w.~-]*\)|\[[\w.~-]*\]|\[\[[\w.~-]*\]\])`;
const PLACE = new RegExp(String.raw`(?<![\w/.@+$~-])((?:${PART}+/)*${PART}*\w):(\d+)(?::(\d+))?`, 'g');

export function placesIn(text: string): NamedPlace[] {
  return [...text.matchAll(PLACE)].map(
    ({ 0: whole, 1: path = '', 2: line = '1', 3: column = '1', index }) => ({
      start: index,
      end: index + whole.length,
      path,
      line,
      column,
    }),
  );
}
