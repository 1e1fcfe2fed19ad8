import type { DeclaredFacts } from '#core/facts/declared';
import type { RuntimeFacts } from '#core/facts/runtime';
import { factsOf } from '#core/facts/state';
import { onceFor } from '#core/once-for';
import type { Snapshot } from '#session/snapshot';

/** Whether a word is the name of something that is declared, inferred or seen in traces, of any kind that a message may begin with. */
export function isName(snapshot: Pick<Snapshot, 'facts' | 'model'> | undefined, word: string): boolean {
  if (!snapshot) return false;
  if (snapshot.model.module(word) !== undefined || snapshot.model.team(word) !== undefined) return true;
  const declared = factsOf(snapshot.facts.declared);
  const runtime = factsOf(snapshot.facts.runtime);
  return (
    (declared !== undefined && declaredNames(declared).has(word)) ||
    (runtime !== undefined && seenNames(runtime).has(word))
  );
}

/** Asked for each finding that is told, so gathered once. */
const declaredNames = onceFor((declared: DeclaredFacts): ReadonlySet<string> => {
  const { couches, groups, services, queues, initiatives, flows, capabilities } = declared;
  const named = [
    ...[couches, groups, services, queues, initiatives, flows, capabilities].flat(),
    ...services.flatMap(({ publishes, consumes, deploys, calls }) => [
      ...publishes,
      ...consumes,
      ...(deploys?.with ?? []),
      ...calls.flatMap(({ service, or }) => [service, ...(or ?? [])]),
    ]),
    ...initiatives.flatMap(({ waits }) => waits.map(({ on }) => on)),
  ];
  const own = declared.organization?.name;
  return new Set([...named.map(({ name }) => name), ...(own === undefined ? [] : [own])]);
});

const seenNames = onceFor(
  ({ services }: RuntimeFacts): ReadonlySet<string> => new Set(services.map(({ name }) => name)),
);
