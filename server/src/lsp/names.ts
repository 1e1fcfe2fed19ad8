import { factsOf } from '#core/facts/state';
import type { Snapshot } from '#session/snapshot';

/** Whether a word is the name of something that is declared, inferred or seen in traces, of any kind that a message may begin with. */
export function isName(snapshot: Pick<Snapshot, 'facts' | 'model'> | undefined, word: string): boolean {
  if (!snapshot) return false;
  if (snapshot.model.module(word) !== undefined || snapshot.model.team(word) !== undefined) return true;
  const declared = factsOf(snapshot.facts.declared);
  const runtime = factsOf(snapshot.facts.runtime);
  if (declared?.organization?.name === word) return true;
  const named = [
    declared?.couches,
    declared?.groups,
    declared?.services,
    declared?.queues,
    declared?.initiatives,
    declared?.flows,
    declared?.capabilities,
    declared?.services.flatMap(({ publishes, consumes, deploys }) => [
      ...publishes,
      ...consumes,
      ...(deploys?.with ?? []),
    ]),
    declared?.services.flatMap(({ calls }) => calls.flatMap(({ service, or }) => [service, ...(or ?? [])])),
    declared?.initiatives.flatMap(({ waits }) => waits.map(({ on }) => on)),
    runtime?.services,
  ];
  return named.some(things => things?.some(({ name }) => name === word));
}
