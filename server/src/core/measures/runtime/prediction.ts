import { onceFor } from '../../once-for.ts';
import { fromBelow } from './along-calls.ts';
import { chanceOf } from './alternatives.ts';
import { inSeries } from './availability.ts';
import { waitedFor } from './blocking.ts';
import { type CallGraph, type GraphCall, mostlySeen, serviceIn, waysOf } from './call-graph.ts';
import { longestChain } from './longest-chain.ts';
import { neededBy } from './works.ts';

/**
 * What a request to an entry point may expect, from what each service promises of itself. Assumes that services fail and
 * are slow independently of each other, and that calls of one service are made one after the other (`INDEPENDENCE`).
 */
export interface Prediction {
  readonly entry: string;
  /** Services it waits for, itself included; sorted. */
  readonly services: readonly string[];
  /** The longest chain of services that wait for each other, the entry first. Its length is the blocking depth. */
  readonly chain: readonly string[];
  /** Answers that a request waits for, its own included: each call as often as it is made. */
  readonly calls: number;
  /** Absent where no service that it waits for promises one. */
  readonly availability?: Known;
  /** Milliseconds; absent where nothing is known. */
  readonly latency?: Known;
  /** The chance that every one of the calls stays within its own 99th percentile: 0.99 to the power of calls. */
  readonly allWithinP99: number;
  /** Calls that lead back to who waits already; each was followed once. */
  readonly circular: boolean;
  /**
   * Some call may be answered by any one of several. Then `chain`, `calls` and `latency` are those of the worst of them, for
   * whoever waits has to reckon with that one; `availability` is that of having them all.
   */
  readonly alternatives: boolean;
  /** Some of the calls were seen and not declared: one request need not make them all, so this is the worst case. */
  readonly seenOnly: boolean;
}

export interface Known {
  readonly value: number;
  /** Of the services it waits for, those whose figure is not known: as if they never failed, or took no time. Sorted. */
  readonly unknown: readonly string[];
  /** Those whose figure was measured and not promised; sorted. */
  readonly measured: readonly string[];
  /** There were too many cases to count them all: it may be less. */
  readonly atMost?: true;
}

export const INDEPENDENCE =
  'assuming that services fail and are slow independently of each other, and that one call is made after the other';

/** What stands beside depth, time and number of answers where there are alternatives. */
export const WORST_OF_SEVERAL =
  'where one of several is enough, depth, time and answers are those of the worst of them';

/** Worked out once for each graph and entry: rules, couches and hovers ask for the same. */
export function predict(graph: CallGraph, entry: string): Prediction {
  const known = predictions(graph);
  const prediction = known.get(entry) ?? predicted(graph, entry);
  known.set(entry, prediction);
  return prediction;
}

const predictions = onceFor((_graph: CallGraph) => new Map<string, Prediction>());

function predicted(graph: CallGraph, entry: string): Prediction {
  const services = waitedFor(graph, entry);
  const shares = new Map<string, number>();
  const times = new Map<string, number>();
  const measured: string[] = [];
  for (const name of services) {
    const service = serviceIn(graph, name);
    const share = service?.declared?.availability?.share;
    if (share !== undefined) shares.set(name, share);
    const promised = service?.declared?.latency?.ms;
    const seen = mostlySeen(service, 'ownTime')?.ownTime?.p50 ?? callersTime(graph, name);
    if (promised !== undefined) times.set(name, promised);
    else if (seen !== undefined) {
      times.set(name, seen);
      measured.push(name);
    }
  }
  const { calls, time, circular, alternatives } = alongCalls(graph, entry, name => times.get(name) ?? 0);
  const missing = (figures: ReadonlyMap<string, number>) => services.filter(name => !figures.has(name));
  return {
    entry,
    services,
    chain: longestChain(graph, entry),
    calls,
    ...(shares.size === 0
      ? {}
      : {
          availability: {
            ...availabilityOf(graph, entry, services, shares),
            unknown: missing(shares),
            measured: [],
          },
        }),
    ...(times.size === 0 ? {} : { latency: { value: time, unknown: missing(times), measured } }),
    allWithinP99: 0.99 ** calls,
    circular,
    alternatives,
    seenOnly: graph.calls.some(
      call => call.mode === 'sync' && call.declared === undefined && services.includes(call.from),
    ),
  };
}

/** How long callers wait for a service that records nothing itself. */
function callersTime(graph: CallGraph, name: string): number | undefined {
  const seen = graph.calls.filter(
    call => call.mode === 'sync' && call.seen?.latency && waysOf(call).includes(name),
  );
  const most = seen.sort((a, b) => (b.seen?.count ?? 0) - (a.seen?.count ?? 0))[0];
  return most?.seen?.latency?.p50;
}

/**
 * A service is there for the whole of a request or is not, so each counts once, however often it is called. What is needed
 * in every case is multiplied; where one of several is enough, all cases are counted.
 */
function availabilityOf(
  graph: CallGraph,
  entry: string,
  services: readonly string[],
  shares: ReadonlyMap<string, number>,
): { readonly value: number; readonly atMost?: true } {
  const needed = neededBy(graph, entry);
  const certainly = new Set(needed);
  const others = services.filter(name => !certainly.has(name) && (shares.get(name) ?? 1) < 1);
  const certain = inSeries(needed.map(name => shares.get(name) ?? 1));
  if (others.length === 0) return { value: certain };
  const { value, atMost } = chanceOf(
    graph,
    entry,
    new Map(others.map(name => [name, shares.get(name) ?? 1])),
  );
  return { value: certain * value, ...(atMost && { atMost }) };
}

/** How often a request makes a call: as somebody wrote, else as it was seen on average, and once at least. */
export function timesOf({ declared, seen }: GraphCall): number {
  if (declared?.stated) return declared.times;
  return Math.max(declared?.times ?? 1, seen?.perRequest ?? seen?.perTrace ?? 1);
}

type AlongCalls = Pick<Prediction, 'calls' | 'circular' | 'alternatives'> & { readonly time: number };

function alongCalls(graph: CallGraph, entry: string, ownTime: (name: string) => number): AlongCalls {
  return fromBelow<AlongCalls>(graph, entry, (name, asked) =>
    asked.reduce<AlongCalls>(
      (sum, { call, answers, circular }) => ({
        calls: sum.calls + timesOf(call) * Math.max(0, ...answers.map(({ calls }) => calls)),
        time: sum.time + timesOf(call) * Math.max(0, ...answers.map(({ time }) => time)),
        circular: sum.circular || circular || answers.some(answer => answer.circular),
        alternatives: sum.alternatives || call.or.length > 0 || answers.some(answer => answer.alternatives),
      }),
      { calls: 1, time: ownTime(name), circular: false, alternatives: false },
    ),
  );
}
