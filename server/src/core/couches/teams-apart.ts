import type { Model } from '../model/model.ts';

/**
 * How many teams are known that could have to wait for each other. Where of every two sets of people one holds the other,
 * the smaller can carry whatever the larger can: that is one team, however many rules list it, and one team lifts
 * everything alone by definition.
 */
export function teamsApart({ teams }: Pick<Model, 'teams'>): number {
  if (teams.length < 2) return teams.length;
  const apart = teams.some((one, i) =>
    teams.slice(i + 1).some(other => !one.within.includes(other.name) && !other.within.includes(one.name)),
  );
  return apart ? teams.length : 1;
}
