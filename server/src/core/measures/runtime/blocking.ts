import { byText } from '../../facts/place.ts';
import { onceFor } from '../../once-for.ts';
import { type CallGraph, type GraphCall, waysOf } from './call-graph.ts';

/** What a service waits for: the calls that are known to block. */
export function blockingCalls(graph: CallGraph): ReadonlyMap<string, readonly GraphCall[]> {
  return blocking(graph.calls);
}

const blocking = onceFor((calls: readonly GraphCall[]): ReadonlyMap<string, readonly GraphCall[]> => {
  const from = new Map<string, GraphCall[]>();
  for (const call of calls) {
    if (call.mode !== 'sync') continue;
    const known = from.get(call.from) ?? [];
    known.push(call);
    from.set(call.from, known);
  }
  return from;
});

/** Every service that a request to `entry` may wait for, itself included; sorted. */
export function waitedFor(graph: CallGraph, entry: string): readonly string[] {
  const calls = blockingCalls(graph);
  const found = new Set([entry]);
  for (const name of found) {
    for (const call of calls.get(name) ?? []) for (const next of waysOf(call)) found.add(next);
  }
  return [...found].sort(byText);
}
