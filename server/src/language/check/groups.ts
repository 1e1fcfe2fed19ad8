/** A group that lies in itself, however far around. */
import type { DeclaredFacts, DeclaredGroup } from '#core/facts/declared';
import type { Problem } from '#core/facts/problem';

/** One problem a cycle, at the parent of its first group in file order. */
export function groupCycleProblems(facts: DeclaredFacts): Problem[] {
  const byName = new Map<string, DeclaredGroup>();
  for (const group of facts.groups) if (!byName.has(group.name)) byName.set(group.name, group);
  const done = new Set<string>();
  const problems: Problem[] = [];
  for (const start of facts.groups) {
    const path: string[] = [];
    let group: DeclaredGroup | undefined = byName.get(start.name);
    while (group && !done.has(group.name) && !path.includes(group.name)) {
      path.push(group.name);
      group = group.parent && byName.get(group.parent.name);
    }
    const from = group ? path.indexOf(group.name) : -1;
    if (from >= 0) problems.push(...cycleProblem(path.slice(from), byName));
    for (const name of path) done.add(name);
  }
  return problems;
}

function cycleProblem(cycle: readonly string[], byName: ReadonlyMap<string, DeclaredGroup>): Problem[] {
  const [name] = cycle;
  const parent = name === undefined ? undefined : byName.get(name)?.parent;
  if (name === undefined || !parent) return [];
  const message =
    cycle.length === 1
      ? `The group ${name} cannot lie in itself; name another group or none.`
      : `These groups lie in each other: ${[...cycle, name].join(' in ')}. One of them has to stand outside.`;
  const whole = byName.get(name)?.at.range.end;
  // From the end of the group's own name to the end of the parent's: " in Commerce".
  const range = whole && { start: whole, end: parent.at.range.end };
  const suggestions = range
    ? [{ title: `Take ${name} out of ${parent.name}`, edits: [{ path: parent.at.path, range, newText: '' }] }]
    : [];
  return [{ code: 'cyclic-groups', severity: 'error', message, place: parent.at, suggestions }];
}
