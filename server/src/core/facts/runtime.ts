/**
 * What recorded traces tell: which service called which, how often, whether it waited, how long it took and how it ended.
 * Summed over all records, so that nothing of a single request or person is kept. The same records in any order give the
 * same facts. What a sample does not hold is unknown, never absent.
 */

import { absent } from './state.ts';

export interface RuntimeFacts {
  /** Sorted by path. */
  readonly files: readonly TraceFile[];
  readonly sample: Sample;
  /** Sorted by name. */
  readonly services: readonly SeenService[];
  /** From one service to another, told by spans; sorted by `from`, `to`, `mode`. No call is in two of them. */
  readonly calls: readonly SeenCall[];
  /** From one service to another, told by dependency links only; sorted by `from`, `to`. Of another sample than the spans. */
  readonly links: readonly SeenLink[];
  /** What services hand to a broker and take from it; sorted by `service`, `broker`, `topic`, `way`. */
  readonly messages: readonly SeenMessages[];
  /** Where requests come in; sorted by `service`, `operation`. */
  readonly entries: readonly SeenEntry[];
  readonly damaged: Damaged;
}

/** `links`: dependency links, of Jaeger or Zipkin. */
export type TraceFormat = 'otlp' | 'jaeger' | 'zipkin' | 'links';

export interface TraceFile {
  /** From the root with `/` where it lies there, else as the user named it. */
  readonly path: string;
  /** Sorted; empty where nothing was recognised. */
  readonly formats: readonly TraceFormat[];
  /** As read, after unpacking. */
  readonly bytes: number;
  readonly spans: number;
  readonly links: number;
  readonly damaged: number;
  /** Why it, or the rest of it, was not read; a clause for the user. */
  readonly unread?: string;
}

/** How much was seen, and how far it can be trusted. Counts are of spans unless they say otherwise. */
export interface Sample {
  /** Kept: without those that were seen twice, and of one trace in `oneIn`. */
  readonly spans: number;
  readonly traces: number;
  /** The same span once more: exporters send again what was not acknowledged. Not counted in `spans`. */
  readonly repeated: number;
  /** 1: all traces. More where there were so many that only one in this number was kept, chosen by its id. */
  readonly oneIn: number;
  /** Their parent is not in the sample. */
  readonly orphans: number;
  /** They name no service. */
  readonly nameless: number;
  /** They have no kind that OpenTelemetry knows, so that their calls are told by where they lead. */
  readonly kindless: number;
  /** Their times cannot be: no start, or an end before it. They count as calls and not in any duration. */
  readonly timeless: number;
  /**
   * They seem to begin before or after the call they answer: the clocks differ, and no figure compares them. Where the caller
   * has no span for the call, its own time is not known for that request.
   */
  readonly skewed: number;
  /** Calls without kinds taken as not waited for by their times alone, although other clocks could make them look so. */
  readonly guessed: number;
  /** Calls that lead to nobody: no span answers, and no peer is named. */
  readonly callsToNobody: number;
  /** ISO times, UTC, of the first and last span; absent where none has a time. */
  readonly from?: string;
  readonly until?: string;
}

/** Milliseconds. Nearest rank: each is a duration that occurred. */
export interface Latency {
  readonly count: number;
  readonly mean: number;
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
  readonly max: number;
}

export interface SeenService {
  readonly name: string;
  /** `service.namespace`, where all its spans agree. */
  readonly namespace?: string;
  /** False where only its callers tell of it. */
  readonly instrumented: boolean;
  /** Of peers that only their callers tell of. */
  readonly system?: string;
  readonly spans: number;
  /** Calls and messages that it answered, and entries. */
  readonly requests: number;
  readonly errors: number;
  /** Of the requests it answered. */
  readonly latency?: Latency;
  /** The same, without the time in which it waited for others. */
  readonly ownTime?: Latency;
}

export interface SeenCall {
  readonly from: string;
  readonly to: string;
  readonly mode: 'sync' | 'async';
  readonly count: number;
  readonly errors: number;
  /** Of these, how many only the caller tells of: the called service recorded nothing. */
  readonly toldByCallerOnly: number;
  /** Traces in which it occurs. */
  readonly traces: number;
  /** Most calls in one trace. */
  readonly most: number;
  /** Requests of the caller in which it occurs; 0 where these were not recorded. */
  readonly requests: number;
  /** As the caller waits for it; for what it does not wait for, absent. */
  readonly latency?: Latency;
  /** What it speaks, sorted: `http`, `rpc grpc`, `db postgresql`, `messaging kafka`. */
  readonly systems: readonly string[];
  /** Through which topics or queues, sorted; empty where it is none or not told. */
  readonly topics: readonly string[];
}

export interface SeenLink {
  readonly from: string;
  readonly to: string;
  readonly count: number;
  /** Absent where the links do not tell (Jaeger's). */
  readonly errors?: number;
}

export interface SeenMessages {
  readonly service: string;
  readonly way: 'sends' | 'takes';
  /** `kafka`, or the name of the broker as a service. */
  readonly broker: string;
  readonly topic?: string;
  readonly count: number;
}

/** A kind of request that came from outside: spans without a parent, and those whose caller is not in the sample. */
export interface SeenEntry {
  readonly service: string;
  /** The span's name, with ids left out; absent where a service has too many to tell apart. */
  readonly operation?: string;
  readonly requests: number;
  readonly errors: number;
  readonly latency?: Latency;
  /** Of services that wait for each other, this one included: 1 where it calls nobody. */
  readonly depth: { readonly most: number; readonly median: number };
  /** The services of the deepest chain, from this one on; of several the first by name. */
  readonly deepest: readonly string[];
  /** Share of the waiting that each service is to blame for, most first: time on the critical path, own work only. */
  readonly critical: readonly { readonly service: string; readonly share: number }[];
  /** Everything called on behalf of these requests; sorted by `from`, `to`, `mode`. */
  readonly calls: readonly {
    readonly from: string;
    readonly to: string;
    readonly mode: 'sync' | 'async';
    readonly count: number;
    /** Requests in which it occurs. */
    readonly requests: number;
  }[];
}

/** What could not be read, counted; the first ones with their place. */
export interface Damaged {
  readonly count: number;
  readonly places: readonly DamagedPlace[];
}

export interface DamagedPlace {
  readonly path: string;
  /** Both from one; the column counts bytes. */
  readonly line: number;
  readonly column: number;
  /** A clause for the user. */
  readonly why: string;
}

/** `Damaged` names at most so many places of one file. */
export const MOST_DAMAGED_PLACES = 20;

/** What is gained by naming traces. */
export const TRACES_GAIN =
  'traces tell what calls what when it runs: write traces "FOLDER" into a .wiring file, or give --traces PATH';

/** Nobody said where traces lie. */
export const NO_TRACES = absent(
  'no traces are named, so what calls what at run time is unknown',
  TRACES_GAIN,
);
