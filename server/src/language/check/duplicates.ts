/** One name, one thing: per kind, over all files of a root. */
import type { DeclaredFacts, Ref } from '#core/facts/declared';
import type { Problem } from '#core/facts/problem';
import { withArticle } from '../names.ts';

export function duplicateProblems(facts: DeclaredFacts): Problem[] {
  return [
    ...duplicates('group', facts.groups),
    ...duplicates('team', facts.teams),
    ...duplicates('module', facts.modules),
    ...duplicates('service', facts.services),
    ...duplicates('couch', facts.couches),
    ...duplicates('queue', facts.queues),
    ...duplicates('initiative', facts.initiatives),
    ...duplicates('flow', facts.flows),
    ...duplicates('capability', facts.capabilities),
    ...duplicateInteractions(facts),
    ...duplicateHandles(facts),
    ...duplicateAliases(facts),
  ];
}

function duplicates(kind: string, things: readonly Ref[]): Problem[] {
  return repeated(things, ({ name }) => name).map(({ first, again }) =>
    problem(
      again,
      `There is already ${withArticle(kind)} "${again.name}" in ${where(first)}; give one of the two another name.`,
    ),
  );
}

/** A handle leads to one team, or nobody can tell who owns what it owns. */
function duplicateHandles(facts: DeclaredFacts): Problem[] {
  const handles = facts.teams.flatMap(team => team.handles.map(handle => ({ ...handle, team: team.name })));
  return repeated(handles, ({ name }) => name.toLowerCase()).map(({ first, again }) =>
    problem(
      again,
      first.team === again.team
        ? `${again.team} has the handle ${again.name} twice; handles are compared without case.`
        : `${again.name} is already a handle of ${first.team} in ${where(first)}; a handle leads to one team.`,
    ),
  );
}

/** One way of working together a direction, or nobody can tell what to expect. */
function duplicateInteractions({ interactions }: DeclaredFacts): Problem[] {
  const ways = interactions.flatMap(({ from, to, both, mode, at }) => [
    { name: `${from.name} works with ${to.name}`, mode, at },
    ...(both ? [{ name: `${to.name} works with ${from.name}`, mode, at }] : []),
  ]);
  const again = repeated(ways, ({ name }) => name);
  return again
    .filter(({ again: { at } }, i) => again[i - 1]?.again.at !== at)
    .map(({ first, again: other }) =>
      problem(
        other,
        `How ${other.name} is already said in ${where(first)} (${first.mode}); keep one of the two.`,
      ),
    );
}

/** Names seen in traces: one name leads to one service. */
function duplicateAliases(facts: DeclaredFacts): Problem[] {
  const names = facts.services.flatMap(service => [
    { name: service.name, at: service.at, service: service.name, alias: false },
    ...service.aliases.map(name => ({ name, at: service.at, service: service.name, alias: true })),
  ]);
  return repeated(names, ({ name }) => name)
    .filter(({ first, again }) => first.alias || again.alias)
    .map(({ first, again }) =>
      first.service === again.service
        ? problem(again, `${again.service} has the name "${again.name}" already; it counts once.`, 'warning')
        : problem(
            again,
            `"${again.name}" is already a name of the service ${first.service} in ${where(first)}; a name in traces leads to one service.`,
          ),
    );
}

function repeated<T extends Ref>(
  things: readonly T[],
  keyOf: (thing: T) => string,
): { first: T; again: T }[] {
  const seen = new Map<string, T>();
  const found: { first: T; again: T }[] = [];
  for (const thing of things) {
    const first = seen.get(keyOf(thing));
    if (first) found.push({ first, again: thing });
    else seen.set(keyOf(thing), thing);
  }
  return found;
}

function where({ at }: Ref): string {
  return `${at.path}, line ${at.range.start.line + 1}`;
}

function problem({ at }: Ref, message: string, severity: Problem['severity'] = 'error'): Problem {
  return { code: 'duplicate-name', severity, message, place: at, suggestions: [] };
}
