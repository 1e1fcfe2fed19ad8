import { blockingCalls } from './blocking.ts';
import { type CallGraph, type GraphCall, waysOf } from './call-graph.ts';

/** A call that is waited for, and what came out for those who may answer it. */
export interface Asked<T> {
  readonly call: GraphCall;
  readonly answers: readonly T[];
  /** Some way leads back to who waits already: it was followed once, and is not among the answers. */
  readonly circular: boolean;
}

/** Works something out for `entry` from what comes out for those it waits for, each service once, the deepest first. */
export function fromBelow<T>(
  graph: CallGraph,
  entry: string,
  work: (name: string, asked: readonly Asked<T>[]) => T,
): T {
  const from = blockingCalls(graph);
  const known = new Map<string, T>();
  const open = new Set<string>();
  // A stack of its own: chains are as long as somebody makes them.
  const steps: { readonly name: string; readonly left: GraphCall[]; readonly asked: Asked<T>[] }[] = [];
  const enter = (name: string) => {
    open.add(name);
    steps.push({ name, left: [...(from.get(name) ?? [])].reverse(), asked: [] });
  };
  enter(entry);
  for (let step = steps.at(-1); step !== undefined; step = steps.at(-1)) {
    const call = step.left.at(-1);
    if (call === undefined) {
      known.set(step.name, work(step.name, step.asked));
      open.delete(step.name);
      steps.pop();
      continue;
    }
    const ways = waysOf(call);
    const next = ways.find(way => !known.has(way) && !open.has(way));
    if (next !== undefined) {
      enter(next);
      continue;
    }
    step.left.pop();
    const answered = ways.filter(way => known.has(way));
    step.asked.push({
      call,
      answers: answered.map(way => known.get(way) as T),
      circular: answered.length < ways.length,
    });
  }
  return known.get(entry) ?? work(entry, []);
}
