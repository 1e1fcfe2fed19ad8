import { blockingCalls } from './blocking.ts';
import { type CallGraph, type GraphCall, waysOf } from './call-graph.ts';

/** A call that is waited for, and what came out for those who may answer it. */
export interface Asked<T> {
  readonly call: GraphCall;
  readonly answers: readonly T[];
  /** Some way leads back to who waits already: it was followed once, and is not among the answers. */
  readonly circular: boolean;
}

interface Step<T> {
  readonly name: string;
  /** How many wait for it on this way. */
  readonly depth: number;
  readonly left: GraphCall[];
  readonly asked: Asked<T>[];
  /** What came out for those it asks, with the same services waiting. */
  readonly own: Map<string, T>;
  /** The depth of the topmost that some way from here leads back to. */
  back: number;
}

/**
 * Works something out for `entry` from what comes out for those it waits for, the deepest first. What comes out within a
 * circle depends on who waits already, so it is worked out anew for each way into it; elsewhere once for each service.
 */
export function fromBelow<T>(
  graph: CallGraph,
  entry: string,
  work: (name: string, asked: readonly Asked<T>[]) => T,
): T {
  const from = blockingCalls(graph);
  const known = new Map<string, T>();
  const open = new Map<string, number>();
  // A stack of its own: chains are as long as somebody makes them.
  const steps: Step<T>[] = [];
  let entered = 0;
  const enter = (name: string) => {
    entered += 1;
    const depth = steps.length;
    open.set(name, depth);
    const left = [...(from.get(name) ?? [])].reverse();
    steps.push({ name, depth, left, asked: [], own: new Map(), back: Number.POSITIVE_INFINITY });
  };
  enter(entry);
  for (;;) {
    const step = steps[steps.length - 1] as Step<T>;
    const call = step.left.at(-1);
    if (call === undefined) {
      const value = work(step.name, step.asked);
      steps.pop();
      open.delete(step.name);
      const above = steps.at(-1);
      if (!above) return value;
      // Whoever is in no circle can be asked again by nobody whom it waits for.
      if (step.back > step.depth || entered > MOST_ENTERED) known.set(step.name, value);
      above.back = Math.min(above.back, step.back);
      above.own.set(step.name, value);
      continue;
    }
    const ways = waysOf(call);
    const next = ways.find(way => !open.has(way) && !step.own.has(way) && !known.has(way));
    if (next !== undefined) {
      enter(next);
      continue;
    }
    step.left.pop();
    const answers: T[] = [];
    for (const way of ways) {
      const depth = open.get(way);
      if (depth === undefined) answers.push((step.own.has(way) ? step.own.get(way) : known.get(way)) as T);
      else step.back = Math.min(step.back, depth);
    }
    step.asked.push({ call, answers, circular: answers.length < ways.length });
  }
}

/** Circles in which everybody calls everybody have more ways than anybody can follow: then each service counts once. */
const MOST_ENTERED = 2_000;
