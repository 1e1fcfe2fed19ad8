import { fromBelow } from './along-calls.ts';
import { type CallGraph, type GraphService, serviceIn } from './call-graph.ts';
import { type Prediction, predict, timesOf } from './prediction.ts';
import { declaredOnly, misses } from './promise.ts';

/** How soon requests are answered, as far as promises tell. */
export interface Tail {
  /** Milliseconds: own times, and the times promised by those that are waited for, one call after the other. */
  readonly ms: number;
  /**
   * The chance that each of those promises is kept, if they are broken independently of each other (Dean & Barroso 2013).
   * What promises no share counts as never late.
   */
  readonly share: number;
}

/** A promise to answer so many requests within a time, which those that are waited for leave no room for. */
export interface MissedTail {
  readonly service: GraphService;
  readonly promised: Tail;
  readonly prediction: Prediction;
  readonly left: Tail;
  /** By traces alone: the slowest percentile that the promise covers. */
  readonly measured?: {
    readonly percentile: 'p50' | 'p90' | 'p99';
    readonly ms: number;
    readonly requests: number;
  };
}

/**
 * What the promises of those that `entry` waits for leave of its own. A service that promises a tail includes those it waits
 * for itself; of any other its own time counts and theirs. Of several ways the slowest counts, and the least sure.
 */
export function tailOf(graph: CallGraph, entry: string): Tail {
  return fromBelow<Tail>(graph, entry, (name, asked) => {
    const declared = serviceIn(graph, name)?.declared;
    if (name !== entry && declared?.answers)
      return { ms: declared.answers.ms, share: declared.answers.share };
    return asked.reduce<Tail>(
      ({ ms, share }, { call, answers }) => ({
        ms: ms + timesOf(call) * Math.max(0, ...answers.map(answer => answer.ms)),
        share: share * Math.min(1, ...answers.map(answer => answer.share)) ** timesOf(call),
      }),
      { ms: declared?.latency?.ms ?? 0, share: 1 },
    );
  });
}

/** By the declared calls alone, else by all that were seen, else by how long requests took in traces. */
export function missedTail(graph: CallGraph, service: GraphService, slack: number): MissedTail | undefined {
  const promised = service.declared?.answers;
  if (!promised) return undefined;
  for (const each of [declaredOnly(graph), graph]) {
    const left = tailOf(each, service.name);
    if (left.ms > promised.ms || misses(left.share, promised.share, slack))
      return { service, promised, left, prediction: predict(each, service.name) };
  }
  const measured = measuredTail(service, promised);
  if (!measured) return undefined;
  const left = tailOf(graph, service.name);
  return {
    service,
    promised,
    left,
    prediction: { ...predict(graph, service.name), seenOnly: true },
    measured,
  };
}

/** The slowest percentile that is told, that the promise covers, and that so many requests can show. */
function measuredTail({ seen }: GraphService, promised: Tail): MissedTail['measured'] {
  const [most] = seen
    .filter(({ instrumented, latency }) => instrumented && latency)
    .sort((a, b) => b.requests - a.requests);
  if (!most?.latency) return undefined;
  for (const [percentile, share, enough] of PERCENTILES) {
    const ms = most.latency[percentile];
    if (promised.share >= share && most.requests >= enough && ms > promised.ms)
      return { percentile, ms, requests: most.requests };
  }
  return undefined;
}

const PERCENTILES = [
  ['p99', 0.99, 100],
  ['p90', 0.9, 10],
  ['p50', 0.5, 10],
] as const;
