import { callGraphOf } from '#core/measures/runtime/graph-of';
import { serviceLine } from '#core/views/service-glance';
import type { LensGiver } from './lens.ts';

/** Above each service what to expect of it against its promise, and how many entry points fall with it. */
export const serviceLenses: LensGiver = {
  kind: 'verdicts',
  lenses({ snapshot, path }) {
    const graph = callGraphOf(snapshot.model);
    return graph.services.flatMap(service => {
      const { declared } = service;
      const title = declared?.at.path === path ? serviceLine(graph, service) : undefined;
      return declared && title !== undefined
        ? [{ range: declared.at.range, title, explains: `service:${declared.name}` }]
        : [];
    });
  },
};
