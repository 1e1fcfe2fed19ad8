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

/**
 * The longest chain of services that wait for each other, from `entry` on; of several the first by name. A circle is
 * followed once: how often it turns is not known. Its length is the blocking depth, 1 where nobody is called.
 */
export function longestChain(graph: CallGraph, entry: string): readonly string[] {
  const calls = blockingCalls(graph);
  /** Of each service how long the longest chain from it is, and how it goes on. */
  const known = new Map<string, { readonly length: number; readonly next: string | undefined }>();
  const open = new Set<string>();
  // A stack of its own: chains are as long as somebody makes them.
  const steps: {
    readonly name: string;
    length: number;
    next: string | undefined;
    readonly left: string[];
  }[] = [];
  const enter = (name: string) => {
    open.add(name);
    const next = [...new Set((calls.get(name) ?? []).flatMap(waysOf))].sort(byText);
    steps.push({ name, length: 1, next: undefined, left: next.reverse() });
  };
  enter(entry);
  for (let step = steps.at(-1); step !== undefined; step = steps.at(-1)) {
    const next = step.left.at(-1);
    if (next === undefined) {
      known.set(step.name, { length: step.length, next: step.next });
      open.delete(step.name);
      steps.pop();
      continue;
    }
    const chain = known.get(next);
    if (chain === undefined && !open.has(next)) {
      enter(next);
      continue;
    }
    step.left.pop();
    if (chain === undefined || chain.length < step.length) continue;
    step.length = chain.length + 1;
    step.next = next;
  }
  const chain: string[] = [];
  for (let name: string | undefined = entry; name !== undefined; name = known.get(name)?.next)
    chain.push(name);
  return chain;
}
