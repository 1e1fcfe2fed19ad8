import type { CallGraph, GraphService } from './call-graph.ts';
import { type Prediction, predict } from './prediction.ts';

/** A promise of an entry point that those it waits for do not leave room for. */
export interface MissedPromise {
  /** The availability promised, and what is left of it; shares. */
  readonly promised: number;
  readonly left: number;
  readonly prediction: Prediction;
}

/**
 * Whether what an entry point promises is missed, by the declared calls alone or else by all that were seen. `slack` is how
 * much longer than promised it may be away, as a share of that.
 */
export function missedPromise(
  graph: CallGraph,
  service: GraphService,
  slack: number,
): MissedPromise | undefined {
  const promised = service.declared?.availability?.share;
  if (promised === undefined) return undefined;
  for (const each of [declaredOnly(graph), graph]) {
    const prediction = predict(each, service.name);
    const left = prediction.availability?.value;
    if (left !== undefined && misses(left, promised, slack)) return { promised, left, prediction };
  }
  return undefined;
}

/** A little less is let pass: a single service that is ten times as good takes a tenth. */
export function misses(value: number, promised: number, slack: number): boolean {
  // Figures of many factors are not exact in their last digits.
  return 1 - value > (1 - promised) * (1 + slack) + 1e-12;
}

/** The graph of what people declared alone: what was only seen need not be in one request. */
export function declaredOnly(graph: CallGraph): CallGraph {
  return { ...graph, calls: graph.calls.filter(call => call.declared !== undefined) };
}
