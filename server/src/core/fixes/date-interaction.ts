import type { Place } from '../facts/place.ts';
import { factsOf } from '../facts/state.ts';
import type { Fix } from '../rules/finding.ts';
import type { FixContext } from '../rules/rule.ts';
import { dayAfter } from './accept-finding.ts';
import { writeName } from './wiring-text.ts';

/** Long enough to find the interface, short enough to be remembered. */
const DAYS = 90;

/** Dates the interaction at a place anew, or makes it a service. */
export function dateInteraction(place: Place, { model, today, text }: FixContext): readonly Fix[] {
  const interaction = factsOf(model.facts.declared)?.interactions.find(({ at }) => at === place);
  if (!interaction || text(place.path) === undefined) return [];
  const { from, to, both, mode } = interaction;
  const until = dayAfter(today, DAYS);
  const ends = (arrow: string) => `interaction ${writeName(from.name)} ${arrow} ${writeName(to.name)}`;
  const edit = { path: place.path, range: place.range };
  const sofar = interaction.until === undefined ? 'without end → until' : `until ${interaction.until} →`;
  const arrow = both ? '<->' : '->';
  const fixes: Fix[] = [
    {
      title: `Date it: ${mode} ${sofar} ${until}, ${DAYS} days from now`,
      edits: [{ ...edit, newText: `${ends(arrow)} ${mode} until ${until}` }],
      preferred: true,
      note: `From the day after, it is asked about again`,
    },
  ];
  if (mode === 'collaboration')
    fixes.push({
      title: `Say that ${to.name} offers a service to ${from.name}`,
      edits: [{ ...edit, newText: `${ends('->')} as-a-service` }],
      preferred: false,
      note: 'Then the two should no longer have to change things together, and that is checked',
    });
  return fixes;
}
