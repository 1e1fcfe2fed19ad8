import { blockingCalls, waitedFor } from './blocking.ts';
import { type CallGraph, waysOf } from './call-graph.ts';

/**
 * Of some services those that cannot answer while others are away: every call that they wait for needs somebody to answer
 * it, and so on up. Services in a circle hold each other up, until one of them is gone. What is away is among the answer.
 */
export function fallenWith(
  graph: CallGraph,
  services: readonly string[],
): (away: ReadonlySet<string>) => ReadonlySet<string> {
  const calls = blockingCalls(graph);
  const callers = new Map<string, Set<string>>();
  for (const from of services) {
    for (const call of calls.get(from) ?? [])
      for (const name of waysOf(call)) callers.set(name, (callers.get(name) ?? new Set()).add(from));
  }
  return away => {
    const down = new Set(away);
    const waiting = [...down];
    for (let gone = waiting.pop(); gone !== undefined; gone = waiting.pop()) {
      for (const caller of callers.get(gone) ?? []) {
        if (down.has(caller)) continue;
        const stuck = (calls.get(caller) ?? []).some(call => waysOf(call).every(name => down.has(name)));
        if (!stuck) continue;
        down.add(caller);
        waiting.push(caller);
      }
    }
    return down;
  };
}

/** Of the services that `entry` may wait for, those without which it cannot answer, itself included. */
export function neededBy(graph: CallGraph, entry: string): readonly string[] {
  const services = waitedFor(graph, entry);
  const calls = blockingCalls(graph);
  if (!services.some(name => calls.get(name)?.some(({ or }) => or.length > 0))) return services;
  const fallen = fallenWith(graph, services);
  return services.filter(gone => fallen(new Set([gone])).has(entry));
}
