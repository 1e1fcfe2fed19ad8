import type { Problem } from '../facts/problem.ts';
import { factsOf } from '../facts/state.ts';
import type { Model } from '../model/model.ts';
import { closestText } from '../text-distance.ts';
import { count } from '../views/words.ts';

/** Teams that a roster file names and nobody knows: each once, at its first line, with how many lines name it. */
export function rosterProblems(model: Model): readonly Problem[] {
  const people = factsOf(model.facts.declared)?.people ?? [];
  const lines = new Map<string, { readonly first: (typeof people)[number]; times: number }>();
  for (const person of people) {
    const { name } = person.team;
    if (model.team(name) !== undefined) continue;
    const known = lines.get(name);
    if (known) known.times += 1;
    else lines.set(name, { first: person, times: 1 });
  }
  const names = lines.size === 0 ? [] : model.teams.flatMap(({ name, handles }) => [name, ...handles]);
  return [...lines].map(([name, { first, times }]) => {
    const { at } = first.team;
    const closest = closestText(name, names);
    const hint = closest === undefined ? '' : ` Did you mean ${closest}?`;
    return {
      code: 'unknown-name',
      severity: 'warning',
      message: `There is no team "${name}", so ${count(times, 'line')} of this file ${times === 1 ? 'counts' : 'count'} for nobody.${hint}`,
      place: at,
      suggestions:
        closest === undefined || times > 1 || closest.includes(',')
          ? []
          : [{ title: `Write ${closest}`, edits: [{ path: at.path, range: at.range, newText: closest }] }],
    };
  });
}
