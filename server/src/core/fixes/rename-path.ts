import type { Range } from '../facts/place.ts';
import { factsOf } from '../facts/state.ts';
import type { Finding, Fix } from '../rules/finding.ts';
import type { FixContext } from '../rules/rule.ts';
import { comparePlaces } from '../rules/support/places.ts';
import { similarPattern } from '../rules/support/similar-pattern.ts';
import { textPositions } from './text-positions.ts';
import { writeText } from './wiring-text.ts';

/** Writes the pattern that is there in place of one that matches nothing, in CODEOWNERS or in a `path` clause. */
export function renamePath(place: Finding['place'], { model, text }: FixContext): readonly Fix[] {
  const source = text(place.path);
  if (source === undefined) return [];
  const fix = (range: Range, before: string, after: string, written: string): readonly Fix[] =>
    textPositions(source).slice(range) === before
      ? [
          {
            title: `Change the path to ${after}`,
            edits: [{ path: place.path, range, newText: written }],
            preferred: true,
          },
        ]
      : [];
  const { start } = place.range;
  const rules = factsOf(model.facts.ownership)?.rules ?? [];
  const rule = rules.find(known => known.place.path === place.path && known.line === start.line);
  if (rule) {
    const meant = similarPattern(model, rule.pattern);
    // Where that folder has a rule already, a second one would shadow it.
    if (rules.some(({ pattern }) => pattern === meant)) return [];
    const end = { line: start.line, character: start.character + rule.pattern.length };
    return meant === undefined ? [] : fix({ start, end }, rule.pattern, meant, meant);
  }
  const clause = model.modules
    .flatMap(module => module.declared?.paths ?? [])
    .find(({ include: { at } }) => at.path === place.path && comparePlaces(at, place) === 0)?.include;
  const meant = clause && similarPattern(model, clause.glob);
  return clause && meant !== undefined
    ? fix(place.range, writeText(clause.glob), meant, writeText(meant))
    : [];
}
