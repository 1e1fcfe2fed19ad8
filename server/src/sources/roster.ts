import type { DeclaredFacts, DeclaredPerson, DeclaredTeam } from '#core/facts/declared';
import { type Place, type RepoPath, tryRepoPath } from '#core/facts/place';
import type { Problem } from '#core/facts/problem';
import type { FileSystem } from '#platform/file-system';
import { rosterLines } from './roster-lines.ts';

/**
 * What was declared together with the people of the roster files that it names: those of declared teams as their
 * members, those of other teams (owners in CODEOWNERS) apart. Files are data, read through the file system and nothing
 * else. While neither the declarations nor the files change, the same object comes back.
 */
export function readRosters(fs: FileSystem, declared: DeclaredFacts): DeclaredFacts {
  if (!declared.rosters) return declared;
  const files = declared.rosters.map(({ path, at }) => readOne(fs, path, at));
  const texts = files.map(({ text }) => text);
  const known = memory.get(declared);
  if (known?.texts.every((text, index) => text === texts[index])) return known.value;
  const people: DeclaredPerson[] = [];
  const problems: Problem[] = [...declared.problems];
  const seen = new Set<RepoPath>();
  for (const file of files) {
    if (file.problem) problems.push(file.problem);
    if (file.text === undefined || seen.has(file.path)) continue;
    seen.add(file.path);
    const lines = rosterLines(file.path, file.text);
    people.push(...lines.people);
    problems.push(...lines.problems);
  }
  const value = withPeople({ ...declared, problems }, people);
  memory.set(declared, { texts, value });
  return value;
}

interface Read {
  readonly texts: readonly (string | undefined)[];
  readonly value: DeclaredFacts;
}

const memory = new WeakMap<DeclaredFacts, Read>();

/** Somebody's list of everybody: 20,000 people take about a megabyte. */
const LARGEST_FILE = 4_000_000;

interface RosterFile {
  readonly path: RepoPath;
  readonly text?: string;
  readonly problem?: Problem;
}

function readOne(fs: FileSystem, written: string, at: Place): RosterFile {
  const path = tryRepoPath(written);
  const failed = (message: string): RosterFile => ({
    path: path ?? at.path,
    problem: { code: 'unreadable-file', severity: 'error', message, place: at, suggestions: [] },
  });
  if (path === undefined || path === '') {
    return failed('This is no path below the root of the repository; a roster is a file in it.');
  }
  const read = fs.read(path);
  if (!read.ok) return failed(UNREAD[read.reason] ?? `This file was not read (${read.reason}).`);
  if (read.text.length > LARGEST_FILE)
    return failed('This file is too large to be a roster, so nobody in it counts.');
  return { path, text: read.text };
}

const UNREAD: Readonly<Record<string, string>> = {
  missing: 'There is no such file; write its path from the root of the repository.',
  'link-outside': 'This file was not read, because it is a link that leaves the repository.',
  'not-regular': 'This is no regular file, so it was not read.',
};

function withPeople(declared: DeclaredFacts, people: readonly DeclaredPerson[]): DeclaredFacts {
  const teamNamed = new Map<string, DeclaredTeam>();
  for (const team of declared.teams)
    for (const { name } of team.handles) teamNamed.set(name.toLowerCase(), team);
  for (const team of declared.teams) teamNamed.set(team.name, team);
  const members = new Map<DeclaredTeam, DeclaredTeam['members'][number][]>();
  const others: DeclaredPerson[] = [];
  for (const person of people) {
    const { team: ref, ...stay } = person;
    const team = teamNamed.get(ref.name) ?? teamNamed.get(ref.name.toLowerCase());
    if (!team) others.push(person);
    else {
      const known = members.get(team) ?? [];
      known.push({ ...stay, at: ref.at });
      members.set(team, known);
    }
  }
  return {
    ...declared,
    teams: declared.teams.map(team => {
      const more = members.get(team);
      return more ? { ...team, members: [...team.members, ...more] } : team;
    }),
    ...(others.length > 0 && { people: others }),
  };
}
