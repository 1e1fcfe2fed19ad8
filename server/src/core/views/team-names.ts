import type { Team } from '../model/model.ts';

/**
 * A name in words for each team, unique without regard to case: `@northwind/build-tools` becomes `BuildTools`.
 * Two organisations with a team of one name keep their own apart: `AcmeCore`, `GlobexCore`.
 */
export function teamNames(teams: readonly Team[]): ReadonlyMap<string, string> {
  const short = teams.map(team => inWords(lastPart(team.handles[0] ?? team.name)));
  const seen = new Map<string, number>();
  for (const name of short) seen.set(name.toLowerCase(), (seen.get(name.toLowerCase()) ?? 0) + 1);
  const taken = new Set<string>();
  const names = new Map<string, string>();
  for (const [index, team] of teams.entries()) {
    const own = short[index] ?? '';
    const wanted = (seen.get(own.toLowerCase()) ?? 0) > 1 ? inWords(team.handles[0] ?? team.name) : own;
    let name = wanted === '' ? 'Team' : wanted;
    for (let n = 2; taken.has(name.toLowerCase()); n++) name = `${wanted}${n}`;
    taken.add(name.toLowerCase());
    names.set(team.name, name);
  }
  return names;
}

function lastPart(handle: string): string {
  return handle.slice(handle.lastIndexOf('/') + 1);
}

/** Words with capitals, without what separates them; a name never begins with a digit. */
function inWords(text: string): string {
  const words = text.replace(/^@/, '').split(/[^\p{L}\p{N}]+/u);
  const name = words.map(word => word.slice(0, 1).toUpperCase() + word.slice(1)).join('');
  return /^\p{N}/u.test(name) ? `Team${name}` : name;
}
