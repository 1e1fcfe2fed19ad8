import { byText } from '../facts/place.ts';
import type { Team, TeamName } from './model.ts';

/**
 * Who stands in several sets of people: for each set its people, told by all the sets that hold them. Two people in the same
 * sets are told once, by the same array everywhere, and who stands in fewer than somebody beside them not at all.
 * @param sets the people of each, between spaces
 */
export function sharedPeople(
  sets: ReadonlyMap<string, Team>,
): (set: TeamName) => readonly (readonly TeamName[])[] {
  const setsOf = new Map<string, TeamName[]>();
  const peopleOf = new Map<TeamName, readonly string[]>();
  for (const [joined, { name }] of [...sets].sort(([, a], [, b]) => byText(a.name, b.name))) {
    const people = joined.split(' ');
    peopleOf.set(name, people);
    for (const one of people) {
      const theirs = setsOf.get(one);
      if (theirs) theirs.push(name);
      else setsOf.set(one, [name]);
    }
  }
  const alike = new Map<string, Alike>();
  const alikeBy = new Map<string, Alike>();
  for (const [one, held] of setsOf) {
    if (held.length < 2) continue;
    const key = held.join('\n');
    const known = alike.get(key) ?? { key, sets: held, has: new Set(held) };
    alike.set(key, known);
    alikeBy.set(one, known);
  }
  const told = new Map<TeamName, readonly (readonly TeamName[])[]>();
  return set => {
    const known = told.get(set) ?? widest((peopleOf.get(set) ?? []).flatMap(one => alikeBy.get(one) ?? []));
    told.set(set, known);
    return known;
  };
}

/** People who stand in the same sets. */
interface Alike {
  readonly key: string;
  readonly sets: readonly TeamName[];
  readonly has: ReadonlySet<TeamName>;
}

function widest(all: readonly Alike[]): readonly (readonly TeamName[])[] {
  const kept: Alike[] = [];
  for (const one of [...new Set(all)].sort((a, b) => b.sets.length - a.sets.length || byText(a.key, b.key))) {
    if (!kept.some(({ has }) => has.size > one.has.size && one.sets.every(set => has.has(set))))
      kept.push(one);
  }
  return kept.map(({ sets }) => sets);
}
