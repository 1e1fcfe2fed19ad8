import type { DeclaredFacts } from '../facts/declared.ts';
import { factsOf } from '../facts/state.ts';
import { lowestCommonGroup } from '../measures/organisation/escalation.ts';
import type { Model, TeamName } from '../model/model.ts';

/** The groups that a team lies in, from the innermost to the outermost; empty for one in no group. */
export function groupsAbove(model: Model, team: TeamName): readonly string[] {
  const declared = factsOf(model.facts.declared);
  const above: string[] = [];
  let group = model.team(team)?.declared?.group?.name;
  // Groups that lie in each other are an error at their place; here they end.
  while (group !== undefined && !above.includes(group)) {
    above.push(group);
    group = parentOf(declared, group);
  }
  return above;
}

function parentOf(declared: DeclaredFacts | undefined, group: string): string | undefined {
  return declared?.groups.find(({ name }) => name === group)?.parent?.name;
}

/** Who decides where teams disagree: the innermost group that all lie in, else the organisation, by its name. */
export function whoDecides(model: Model, teams: readonly TeamName[]): string {
  const common = lowestCommonGroup(teams.map(team => groupsAbove(model, team)));
  return common ?? factsOf(model.facts.declared)?.organization?.name ?? 'the organisation';
}

/** Whether any team lies in a group: without that nobody can tell how far a message goes. */
export function groupsDeclared(model: Model): boolean {
  return model.teams.some(({ declared }) => declared?.group !== undefined);
}
