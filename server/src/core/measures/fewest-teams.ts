import { byText } from '../facts/place.ts';
import type { Model, TeamName } from '../model/model.ts';
import { lastFor } from '../once-for.ts';
import { type Need, smallestTeams } from './lifters.ts';
import { smallestCover } from './smallest-cover.ts';

/**
 * For a team, its hands: who of it may act for other teams too. People who stand in the same teams are one hand, which goes by the
 * names of those teams and never by who they are. None for a team that speaks for itself only.
 */
export type Shared = (team: TeamName) => readonly Hand[];

export type Hand = string & { readonly __brand: 'Hand' };

/** Undefined where nobody stands in two sets of people. */
export function sharedIn(model: Pick<Model, 'teams'>): Shared | undefined {
  return sharedAmong(model.teams, [], () => {
    const called = new Map<readonly TeamName[], Hand>();
    const handBy = (teams: readonly TeamName[]): Hand => {
      // No name of a team holds a line break.
      const hand = called.get(teams) ?? (`${teams.join('\n')}\n` as Hand);
      called.set(teams, hand);
      return hand;
    };
    const hands = new Map(
      model.teams.flatMap(({ name, shared }) => (shared.length > 0 ? [[name, shared.map(handBy)]] : [])),
    );
    return hands.size === 0 ? undefined : team => hands.get(team) ?? NONE;
  });
}

const NONE: readonly Hand[] = [];

const sharedAmong = lastFor<Model['teams'], Shared | undefined>();

/**
 * The smallest set of teams that satisfies every need, where somebody who stands in several sets of people satisfies each of
 * them: a smallest set of hands, of which a hand is a whole team or whoever stands in the same sets. Each is told by one
 * team that holds it: of those that only this hand satisfies, so that no two are told by the same, the one with most `of`
 * what is touched, then by name. Sorted.
 */
export function fewestTeams(
  needs: Iterable<Need>,
  shared: Shared | undefined,
  of?: (team: TeamName) => number,
): readonly TeamName[] {
  const asked = [...needs];
  if (!shared || !asked.some(({ teams }) => teams.some(team => shared(team).length > 0)))
    return smallestTeams(asked);
  return [...handsFor(asked, shared, of).values()].sort(byText);
}

/** The same for what is asked of a whole model's teams. */
export function teamsNeeded(model: Model, needs: Iterable<Need>): readonly TeamName[] {
  return fewestTeams(needs, sharedIn(model));
}

/** Whether a team has somebody who can do what is asked of one of these. */
export function mayActFor(model: Model, team: TeamName, asked: readonly TeamName[]): boolean {
  if (asked.includes(team)) return true;
  const shared = sharedIn(model);
  const hands = shared?.(team) ?? NONE;
  return hands.length > 0 && asked.some(other => shared?.(other).some(hand => hands.includes(hand)));
}

/** The fewest hands that do all that is asked, each with the team that it is told by. */
export function handsFor(
  needs: readonly Need[],
  shared: Shared,
  of: (team: TeamName) => number = team => needs.filter(({ teams }) => teams.includes(team)).length,
): ReadonlyMap<Hand, TeamName> {
  // "A and B" asks for a hand of each, which is one where somebody stands in both.
  const asked = needs.flatMap(({ mode, teams }) =>
    mode === 'all' ? teams.map(team => [team]) : teams.length > 0 ? [teams] : [],
  );
  const hands = new Map<Hand, TeamName>();
  for (const [hand, teams] of coverOf(asked, shared)) {
    const [best] = teams.length === 1 ? teams : [...teams].sort((a, b) => of(b) - of(a) || byText(a, b));
    if (best !== undefined) hands.set(hand, best);
  }
  return hands;
}

/** The fewest hands, each with the teams it may be told by. Thousands of changes touch the same teams. */
function coverOf(asked: readonly (readonly TeamName[])[], shared: Shared): Cover {
  const known = covers.get(shared) ?? new Map<string, Cover>();
  covers.set(shared, known);
  const lists = new Map(asked.map(teams => [teams.join('\n'), teams]));
  const key = [...lists.keys()].sort(byText).join('\n\n');
  const cover = known.get(key) ?? newCover([...lists.values()], shared);
  known.set(key, cover);
  return cover;
}

type Cover = readonly (readonly [hand: Hand, teams: readonly TeamName[]])[];
const covers = new WeakMap<Shared, Map<string, Cover>>();

function newCover(lists: readonly (readonly TeamName[])[], shared: Shared): Cover {
  const asked = lists.map(teams => teams.flatMap(team => handsOf(team, shared)));
  const chosen = new Set(smallestCover(asked));
  const told = new Map<Hand, Set<TeamName>>();
  for (const [at, hands] of asked.entries()) {
    const [only, another] = new Set(hands.filter(hand => chosen.has(hand)));
    if (only === undefined || another !== undefined) continue;
    const tellable = told.get(only) ?? new Set();
    told.set(only, tellable);
    for (const team of lists[at] ?? []) if (handsOf(team, shared).includes(only)) tellable.add(team);
  }
  return [...told].map(([hand, teams]) => [hand, [...teams]] as const);
}

/** Who of a team can do what it is asked: one of those who stand in other teams too, or else the team as a whole. */
export function handsOf(team: TeamName, shared: Shared): readonly Hand[] {
  const own = shared(team);
  return own.length > 0 ? own : [team as string as Hand];
}
