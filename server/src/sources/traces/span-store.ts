import { type Id, readId, spread } from './ids.ts';
import { type Names, names } from './names.ts';
import type { SpanKind, SpanRecord } from './span-record.ts';

/** Kinds as numbers, in the order of OpenTelemetry. */
export const KIND = {
  none: 0,
  internal: 1,
  server: 2,
  client: 3,
  producer: 4,
  consumer: 5,
} as const satisfies Record<SpanKind, number>;

export const FLAG = { kind: 7, error: 8, pending: 16, dead: 32, follows: 64, child: 128 } as const;

/** No duration is known. Durations are microseconds, at most 71 minutes. */
export const NO_DURATION = 0xffffffff;

/**
 * Spans as columns of numbers, about fifty bytes each: a million of them fit where a few ten thousand objects would.
 * The columns may be longer than there are spans.
 */
export interface SpanColumns {
  count: number;
  traceHigh: Uint32Array;
  traceLow: Uint32Array;
  idHigh: Uint32Array;
  idLow: Uint32Array;
  /** Only where the flag `child` is set. */
  parentHigh: Uint32Array;
  parentLow: Uint32Array;
  /** Microseconds since 1970; 0 where unknown. */
  start: Float64Array;
  duration: Uint32Array;
  service: Uint16Array;
  peer: Uint16Array;
  operation: Uint16Array;
  system: Uint16Array;
  topic: Uint16Array;
  broker: Uint16Array;
  /** The kind in the lowest three bits, then `FLAG`. */
  flags: Uint8Array;
}

export interface SpanStore {
  readonly columns: SpanColumns;
  /** Span links: a span's index and the id of the span it names. */
  readonly links: readonly SpanLink[];
  /** Services, peers, systems, topics and brokers. */
  readonly names: Names;
  readonly operations: Names;
  readonly namespaces: ReadonlyMap<number, number>;
  /** One trace in so many is kept. */
  readonly oneIn: number;
  add(span: SpanRecord): void;
  /** Where the spans of a frame begin. To be given back in the order in which they were taken, the last first. */
  mark(): void;
  /** Names the services of those since the last mark that have none; by their process, where a map is given. */
  name(
    service: string | undefined,
    namespace: string | undefined,
    processes?: ReadonlyMap<string, string>,
  ): void;
  unmark(): void;
}

export interface SpanLink {
  span: number;
  readonly traceHigh: number;
  readonly traceLow: number;
  readonly idHigh: number;
  readonly idLow: number;
}

/** So many take about 50 MiB, and joining them as much again; with more, half of the traces go. */
export const MOST_SPANS = 1 << 20;
const MOST_LINKS = 400_000;
const MOST_OPERATIONS = 20_000;

export function spanStore(most = MOST_SPANS): SpanStore {
  const columns = emptyColumns(1024);
  let capacity = 1024;
  let links: SpanLink[] = [];
  const all = names();
  const operations = names(MOST_OPERATIONS);
  const processes = names();
  /** The namespace of each service; 0 where its spans do not agree. */
  const namespaces = new Map<number, number>();
  const marks: number[] = [];
  let oneIn = 1;
  const id: Id = { high: 0, low: 0 };

  function grow(): void {
    capacity = Math.min(capacity * 2, Math.max(most, 1024) + 1);
    const grown = <T extends Uint32Array | Uint16Array | Uint8Array | Float64Array>(old: T, fresh: T): T => {
      fresh.set(old);
      return fresh;
    };
    columns.traceHigh = grown(columns.traceHigh, new Uint32Array(capacity));
    columns.traceLow = grown(columns.traceLow, new Uint32Array(capacity));
    columns.idHigh = grown(columns.idHigh, new Uint32Array(capacity));
    columns.idLow = grown(columns.idLow, new Uint32Array(capacity));
    columns.parentHigh = grown(columns.parentHigh, new Uint32Array(capacity));
    columns.parentLow = grown(columns.parentLow, new Uint32Array(capacity));
    columns.start = grown(columns.start, new Float64Array(capacity));
    columns.duration = grown(columns.duration, new Uint32Array(capacity));
    columns.service = grown(columns.service, new Uint16Array(capacity));
    columns.peer = grown(columns.peer, new Uint16Array(capacity));
    columns.operation = grown(columns.operation, new Uint16Array(capacity));
    columns.system = grown(columns.system, new Uint16Array(capacity));
    columns.topic = grown(columns.topic, new Uint16Array(capacity));
    columns.broker = grown(columns.broker, new Uint16Array(capacity));
    columns.flags = grown(columns.flags, new Uint8Array(capacity));
  }

  const isKept = (high: number, low: number): boolean => (spread(high, low) & (oneIn - 1)) === 0;

  /** Keeps every second of the traces that were kept. Which ones does not depend on the order in which they came. */
  function thin(): void {
    oneIn *= 2;
    const moved = new Map<number, number>(links.map(({ span }) => [span, -1]));
    let to = 0;
    let mark = 0;
    for (let at = 0; at <= columns.count; at += 1) {
      while (mark < marks.length && marks[mark] === at) {
        marks[mark] = to;
        mark += 1;
      }
      if (at === columns.count || !isKept(columns.traceHigh[at] ?? 0, columns.traceLow[at] ?? 0)) continue;
      if (moved.has(at)) moved.set(at, to);
      for (const column of Object.values(columns))
        if (typeof column !== 'number') column[to] = column[at] ?? 0;
      to += 1;
    }
    columns.count = to;
    links = links.flatMap(link => {
      const span = moved.get(link.span) ?? -1;
      return span < 0 ? [] : [{ ...link, span }];
    });
  }

  function add(span: SpanRecord): void {
    readId(span.trace, id);
    const { high, low } = id;
    if (oneIn > 1 && !isKept(high, low)) return;
    while ((columns.count >= most || links.length >= MOST_LINKS) && oneIn < 1 << 20) thin();
    if (columns.count >= most || (oneIn > 1 && !isKept(high, low))) return;
    if (columns.count >= capacity) grow();
    const at = columns.count;
    columns.count += 1;
    columns.traceHigh[at] = high;
    columns.traceLow[at] = low;
    readId(span.id, id);
    columns.idHigh[at] = id.high;
    columns.idLow[at] = id.low;
    let flags = KIND[span.kind] | (span.error ? FLAG.error : 0) | (span.follows ? FLAG.follows : 0);
    columns.parentHigh[at] = 0;
    columns.parentLow[at] = 0;
    if (span.parent !== undefined) {
      readId(span.parent, id);
      flags |= FLAG.child;
      columns.parentHigh[at] = id.high;
      columns.parentLow[at] = id.low;
    }
    columns.start[at] = span.start ?? 0;
    columns.duration[at] =
      span.start === undefined || span.duration === undefined
        ? NO_DURATION
        : Math.min(span.duration, NO_DURATION - 1);
    if (span.service === undefined && marks.length > 0) {
      flags |= FLAG.pending;
      columns.service[at] = processes.number(span.process);
    } else columns.service[at] = all.number(span.service);
    columns.peer[at] = all.number(span.peer);
    columns.system[at] = all.number(span.system);
    columns.topic[at] = all.number(span.topic);
    columns.broker[at] = all.number(span.broker);
    columns.operation[at] = 0;
    columns.flags[at] = flags;
    if (span.name !== undefined && mayBeEntry(span.kind, flags))
      columns.operation[at] = operations.number(withoutIds(span.name));
    for (const link of span.links) {
      readId(link.trace, id);
      const traceHigh = id.high;
      const traceLow = id.low;
      readId(link.id, id);
      links.push({ span: at, traceHigh, traceLow, idHigh: id.high, idLow: id.low });
    }
  }

  function name(
    service: string | undefined,
    namespace: string | undefined,
    byProcess?: ReadonlyMap<string, string>,
  ): void {
    const number = all.number(service);
    if (number > 0) {
      const space = all.number(namespace);
      const known = namespaces.get(number);
      namespaces.set(number, known === undefined || known === space ? space : 0);
    }
    for (let at = marks[marks.length - 1] ?? 0; at < columns.count; at += 1) {
      const flags = columns.flags[at] ?? 0;
      if ((flags & FLAG.pending) === 0) continue;
      const process = byProcess?.get(processes.text(columns.service[at] ?? 0) ?? '');
      if (byProcess && process === undefined) continue;
      columns.service[at] = byProcess ? all.number(process) : number;
      columns.flags[at] = flags & ~FLAG.pending;
    }
  }

  function unmark(): void {
    const from = marks.pop();
    if (marks.length > 0 || from === undefined) return;
    // Nobody is left who could name them.
    for (let at = from; at < columns.count; at += 1) {
      const flags = columns.flags[at] ?? 0;
      if ((flags & FLAG.pending) === 0) continue;
      columns.service[at] = 0;
      columns.flags[at] = flags & ~FLAG.pending;
    }
  }

  return {
    columns,
    get links() {
      return links;
    },
    names: all,
    namespaces,
    get oneIn() {
      return oneIn;
    },
    add,
    mark: () => {
      marks.push(columns.count);
    },
    name,
    unmark,
    operations,
  };
}

/** A request that comes from outside has no parent, or one that is not in the sample: then it is a server's or consumer's. */
function mayBeEntry(kind: SpanKind, flags: number): boolean {
  return (flags & FLAG.child) === 0 || kind === 'server' || kind === 'consumer';
}

/** `GET /orders/4711` and `GET /orders/4712` are one operation. */
function withoutIds(name: string): string {
  return name.length > 200
    ? `${name.slice(0, 199)}…`
    : name.replace(/[0-9a-f]{8}-[0-9a-f-]{20,40}|\b(?=[0-9a-f]{0,15}\d)[0-9a-f]{8,64}\b|\d+/gi, '#');
}

function emptyColumns(capacity: number): SpanColumns {
  return {
    count: 0,
    traceHigh: new Uint32Array(capacity),
    traceLow: new Uint32Array(capacity),
    idHigh: new Uint32Array(capacity),
    idLow: new Uint32Array(capacity),
    parentHigh: new Uint32Array(capacity),
    parentLow: new Uint32Array(capacity),
    start: new Float64Array(capacity),
    duration: new Uint32Array(capacity),
    service: new Uint16Array(capacity),
    peer: new Uint16Array(capacity),
    operation: new Uint16Array(capacity),
    system: new Uint16Array(capacity),
    topic: new Uint16Array(capacity),
    broker: new Uint16Array(capacity),
    flags: new Uint8Array(capacity),
  };
}
