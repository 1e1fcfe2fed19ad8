import { byCall, type CallGraph, type GraphCall, waysOf } from './call-graph.ts';

/** The graph without a service: nobody calls it and it calls nobody. Where others can answer instead, they do. */
export function withoutService(graph: CallGraph, name: string): CallGraph {
  const calls = graph.calls.flatMap((call): readonly GraphCall[] => {
    if (call.from === name) return [];
    const [to, ...or] = waysOf(call).filter(way => way !== name);
    return to === undefined ? [] : [{ ...call, to, or }];
  });
  return Object.freeze({
    services: graph.services.filter(service => service.name !== name),
    calls: calls.sort(byCall),
    entries: graph.entries.filter(entry => entry !== name),
  });
}

/** The graph in which nobody waits for these calls any more: by an event, a queue, a copy that is kept up to date. */
export function withoutWaiting(graph: CallGraph, calls: readonly GraphCall[]): CallGraph {
  const chosen = new Set(calls);
  const changed = graph.calls.map(
    (call): GraphCall => (chosen.has(call) && call.mode !== 'async' ? { ...call, mode: 'async' } : call),
  );
  return Object.freeze({ ...graph, calls: changed.sort(byCall) });
}
