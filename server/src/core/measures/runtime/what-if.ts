import { byCall, type CallGraph, type GraphCall } from './call-graph.ts';

/** The graph without a service: nobody calls it and it calls nobody. Where others can answer instead, they do. */
export function withoutService(graph: CallGraph, name: string): CallGraph {
  const calls = graph.calls.flatMap((call): readonly GraphCall[] => {
    if (call.from === name) return [];
    const left = [call.to, ...call.or].filter(to => to !== name);
    const [to, ...or] = left;
    return to === undefined ? [] : [{ ...call, to, or }];
  });
  return Object.freeze({
    services: graph.services.filter(service => service.name !== name),
    calls: calls.sort(byCall),
    entries: graph.entries.filter(entry => entry !== name),
  });
}

/** The graph in which nobody waits for these calls any more: by an event, a queue, a copy that is kept up to date. */
export function withoutWaiting(
  graph: CallGraph,
  calls: readonly { readonly from: string; readonly to: string }[],
): CallGraph {
  const changed = graph.calls.map(
    (call): GraphCall =>
      call.mode !== 'async' && calls.some(({ from, to }) => call.from === from && call.to === to)
        ? { ...call, mode: 'async' }
        : call,
  );
  return Object.freeze({ ...graph, calls: changed.sort(byCall) });
}
