import type { Place } from '../../facts/place.ts';
import { factsOf } from '../../facts/state.ts';
import type { Model, Team } from '../../model/model.ts';
import { handleKey } from '../../model/teams.ts';
import { repositoryPlace } from './repository-place.ts';

/** Its declaration, or where CODEOWNERS first names it. */
export function teamPlace(model: Model, team: Team): Place {
  if (team.declared) return team.declared.at;
  const handles = new Set(team.handles.map(handleKey));
  for (const rule of factsOf(model.facts.ownership)?.rules ?? []) {
    for (const owner of rule.owners) if (handles.has(handleKey(owner.handle))) return owner.place;
    if (model.teamsOf(rule).includes(team.name)) return rule.place;
  }
  return repositoryPlace(model);
}
