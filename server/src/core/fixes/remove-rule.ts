import { factsOf } from '../facts/state.ts';
import type { Finding, Fix } from '../rules/finding.ts';
import type { FixContext } from '../rules/rule.ts';
import { textPositions, wholeLines } from './text-positions.ts';

/** Removes the line of a CODEOWNERS rule; comments above it stay, because nobody can tell what else they are about. */
export function removeRule(
  place: Finding['place'],
  { model, text }: FixContext,
  title: string,
): readonly Fix[] {
  const source = text(place.path);
  const rules = factsOf(model.facts.ownership)?.rules ?? [];
  const rule = rules.find(known => known.place.path === place.path && known.line === place.range.start.line);
  if (source === undefined || !rule) return [];
  const lines = textPositions(source);
  return [
    {
      title,
      edits: [{ path: place.path, range: wholeLines(lines, rule.line, rule.line), newText: '' }],
      preferred: true,
    },
  ];
}
