import type { TeamName } from '../model/model.ts';
import type { Carried } from './effective-teams.ts';
import { handsFor, handsOf, type Shared } from './fewest-teams.ts';
import type { Need } from './lifters.ts';

/** Teams of which one hand can do all that is asked of each are told by one of them; every other team stands for itself. */
export function standIns(
  needs: Iterable<Need>,
  shared: Shared,
  of?: (team: TeamName) => number,
): (team: TeamName) => TeamName {
  const asked = [...needs];
  const hands = handsFor(asked, shared, of);
  const found = new Map<TeamName, TeamName>();
  return team => {
    const known = found.get(team) ?? handsOf(team, shared).flatMap(hand => hands.get(hand) ?? [])[0] ?? team;
    found.set(team, known);
    return known;
  };
}

/**
 * One carry is told by one of the sets of people that somebody stands in and the next by another, though the same hand can
 * lift both: those are told as one team, save in a carry that needed two of them.
 */
export function toldAsOne<Told extends Carried<TeamName>>(
  lifted: readonly Told[],
  shared: Shared,
): readonly Told[] {
  const weights = new Map<TeamName, number>();
  for (const { teams, weight } of lifted)
    for (const team of teams) weights.set(team, (weights.get(team) ?? 0) + weight / teams.length);
  const needs = [...weights.keys()].map(team => ({ mode: 'any' as const, teams: [team] }));
  const standIn = standIns(needs, shared, team => weights.get(team) ?? 0);
  return lifted.map(told => {
    const teams = [...new Set(told.teams.map(standIn))];
    return teams.length === told.teams.length ? { ...told, teams } : told;
  });
}
