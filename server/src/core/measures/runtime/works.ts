import { blockingCalls, waitedFor } from './blocking.ts';
import { type CallGraph, waysOf } from './call-graph.ts';

/**
 * Whether requests to `entry` are answered while only the services in `up` are there: every call that it waits for has
 * somebody to answer it, and so on down. Services in a circle hold each other up, until one of them is gone.
 */
export function worksWith(graph: CallGraph, entry: string): (up: ReadonlySet<string>) => boolean {
  const calls = blockingCalls(graph);
  const callers = new Map<string, Set<string>>();
  for (const [from, made] of calls) {
    for (const call of made) {
      for (const name of waysOf(call)) callers.set(name, (callers.get(name) ?? new Set()).add(from));
    }
  }
  const needed = waitedFor(graph, entry);
  const alternatives = needed.some(name => calls.get(name)?.some(({ or }) => or.length > 0));
  // Without any, everything that is waited for is needed.
  if (!alternatives) return up => needed.every(name => up.has(name));
  return up => {
    const down = new Set(needed.filter(name => !up.has(name)));
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
    return !down.has(entry);
  };
}

/** Of the services that `entry` may wait for, those without which it cannot answer, itself included. */
export function neededBy(graph: CallGraph, entry: string): readonly string[] {
  const services = waitedFor(graph, entry);
  const calls = blockingCalls(graph);
  if (!services.some(name => calls.get(name)?.some(({ or }) => or.length > 0))) return services;
  const works = worksWith(graph, entry);
  return services.filter(gone => !works(new Set(services.filter(name => name !== gone))));
}
