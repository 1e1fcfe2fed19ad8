import type { Place } from '#core/facts/place';
import { factsOf } from '#core/facts/state';
import { flowLine, initiativeLine, queueLine } from '#core/views/coordination-lines';
import { count } from '#core/views/words';
import type { Lens, LensGiver } from './lens.ts';

/** Above each queue, initiative, flow and capability the figures that matter; they need no history. */
export const coordinationLenses: LensGiver = {
  kind: 'verdicts',
  lenses({ snapshot, path }) {
    const { model, facts } = snapshot;
    const declared = factsOf(facts.declared);
    if (!declared) return [];
    const lens = (
      kind: string,
      { name, at }: { readonly name: string; readonly at: Place },
      title: string | undefined,
    ): readonly Lens[] =>
      at.path === path && title !== undefined
        ? [{ range: at.range, title, explains: `${kind}:${name}` }]
        : [];
    return [
      ...declared.queues.flatMap(each => lens('queue', each, queueLine(each))),
      ...declared.initiatives.flatMap(each => lens('initiative', each, initiativeLine(model, each))),
      ...declared.flows.flatMap(each => lens('flow', each, flowLine(model, each))),
      ...declared.capabilities.flatMap(each =>
        lens('capability', each, count(each.providers.length, 'provider')),
      ),
    ];
  },
};
