import type { DeclaredTeam } from '../facts/declared.ts';
import type { OwnerRule } from '../facts/ownership.ts';
import { byText } from '../facts/place.ts';
import type { Team, TeamName } from './model.ts';
import { sharedPeople } from './shared-people.ts';

/** Who is a team, and which teams stand behind an owner rule. */
export interface Teams {
  /** Sorted by name. */
  readonly all: readonly Team[];
  /** By its name, or by a handle in any case, with or without `@`. */
  find(nameOrHandle: string): Team | undefined;
  /** Sorted; empty for a rule that takes ownership away. */
  behind(rule: OwnerRule): readonly TeamName[];
}

/** Declared teams and the owners in CODEOWNERS, which a declared handle makes one. */
export function gatherTeams(declared: readonly DeclaredTeam[], rules: readonly OwnerRule[]): Teams {
  const byName = new Map<string, Team>();
  const byHandle = new Map<string, Team>();
  const roster = placeMembers(declared);

  for (const team of declared) {
    if (byName.has(team.name)) continue;
    const made: Team = {
      name: team.name as TeamName,
      declared: team,
      handles: team.handles.map(handle => handle.name),
      unnamed: false,
      shared: [],
    };
    byName.set(team.name, made);
    const handles = team.name.startsWith('@') ? [team.name, ...made.handles] : made.handles;
    for (const handle of handles) {
      const key = handleKey(handle);
      if (!byHandle.has(key)) byHandle.set(key, made);
    }
  }

  const widest = widestPatterns(rules);
  const personSets = new Map<string, Team>();
  let shares: ReturnType<typeof sharedPeople> | undefined;
  const behind = new Map<OwnerRule, readonly TeamName[]>();
  for (const rule of rules) {
    const names = new Set<TeamName>();
    let persons = false;
    for (const owner of rule.owners) {
      const key = handleKey(owner.handle);
      const known = byHandle.get(key);
      if (known) names.add(known.name);
      else if (owner.kind === 'team') names.add(inferTeam(owner.handle, key).name);
      else {
        const places = roster.get(key);
        if (places) names.add(places as TeamName);
        else persons = true;
      }
    }
    // Persons beside a team are alternatives of whom nobody says where they belong; the team is what is known.
    if (names.size === 0 && persons) names.add(unnamedTeam(rule, personsKey(rule)).name);
    behind.set(rule, [...names].sort(byText));
  }

  function inferTeam(handle: string, key: string): Team {
    const made: Team = { name: freeName(handle), handles: [handle], unnamed: false, shared: [] };
    byName.set(made.name, made);
    byHandle.set(key, made);
    return made;
  }

  function unnamedTeam(rule: OwnerRule, persons: string): Team {
    const known = personSets.get(persons);
    if (known) return known;
    // Named after a pattern, never after a person.
    const name = freeName(`owners of ${widest.get(persons) ?? rule.pattern}`);
    const made: Team = {
      name,
      handles: [],
      unnamed: true,
      get shared() {
        shares ??= sharedPeople(personSets);
        return shares(made.name);
      },
    };
    byName.set(made.name, made);
    personSets.set(persons, made);
    return made;
  }

  function freeName(wanted: string): TeamName {
    let name = wanted;
    for (let n = 2; byName.has(name); n++) name = `${wanted} (${n})`;
    return name as TeamName;
  }

  return {
    all: [...byName.values()].sort((a, b) => byText(a.name, b.name)),
    find: name => byName.get(name) ?? byHandle.get(handleKey(name)),
    behind: rule => behind.get(rule) ?? [],
  };
}

/** The same people in whatever order, by their handles. */
function personsKey(rule: OwnerRule): string {
  const persons = rule.owners.filter(owner => owner.kind === 'person').map(owner => handleKey(owner.handle));
  return [...new Set(persons)].sort(byText).join(' ');
}

/**
 * For each set of persons the pattern to call it by. A set that stands in many rules is known by the widest of them,
 * not by the first, which is often a single file: a pattern for many files before one for a single file, then the
 * fewest literal folders, then the order of the file.
 */
function widestPatterns(rules: readonly OwnerRule[]): ReadonlyMap<string, string> {
  const widest = new Map<string, { readonly pattern: string; readonly rank: number }>();
  for (const rule of rules) {
    const key = personsKey(rule);
    const many = /\*|\/$/.test(rule.pattern);
    const folders = rule.pattern
      .split('/')
      .filter(segment => segment !== '' && !segment.includes('*')).length;
    const rank = (many ? 0 : 1000) + folders;
    const known = widest.get(key);
    if (!known || rank < known.rank) widest.set(key, { pattern: rule.pattern, rank });
  }
  return new Map([...widest].map(([key, { pattern }]) => [key, pattern]));
}

/** The form in which two handles are the same: GitHub compares them without case. */
export function handleKey(handle: string): string {
  return (handle.startsWith('@') ? handle.slice(1) : handle).toLowerCase();
}

/** Each member's team: where no end is known, else where the end is latest. */
function placeMembers(declared: readonly DeclaredTeam[]): ReadonlyMap<string, string> {
  const placed = new Map<string, { team: string; until: string }>();
  for (const team of declared) {
    for (const member of team.members) {
      const key = handleKey(member.email);
      const until = member.until ?? '9999-12-31';
      const known = placed.get(key);
      if (!known || known.until < until) placed.set(key, { team: team.name, until });
    }
  }
  return new Map([...placed].map(([key, { team }]) => [key, team]));
}
