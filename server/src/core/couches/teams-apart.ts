import type { Model } from '../model/model.ts';

/**
 * How many teams are known that could have to wait for each other. Where somebody stands in all sets of people there are,
 * that one can carry everything: that is one team, whoever else a rule lists, and one team lifts everything alone by
 * definition.
 */
export function teamsApart({ teams }: Pick<Model, 'teams'>): number {
  // Only unnamed teams share people, so that whoever stands in as many as there are stands in all.
  const inAll = teams[0]?.shared.some(sets => sets.length === teams.length);
  return inAll ? 1 : teams.length;
}
