import { FLAG, KIND, NO_DURATION, type SpanColumns } from './span-store.ts';

/** What each span is within its trace. */
export interface Walked {
  /** Its service, or that of the nearest span above which has one; 0 where none has. */
  readonly service: Uint16Array;
  /** The topmost span above it, or itself. */
  readonly root: Int32Array;
  /** The span by which the request or message came into its service: the outermost one of the service on this way. */
  readonly request: Int32Array;
  /** How many services wait for each other down to this one, counted from the root or the last that nobody waited for. */
  readonly depth: Uint16Array;
  /** Whether the root waits for it. */
  readonly awaited: Uint8Array;
  /** The way of services down to it, as a node of `ways`. */
  readonly way: Uint32Array;
  readonly ways: Ways;
}

/** Chains of services that were seen to wait for each other, as a tree: node 0 is nowhere. */
export interface Ways {
  /** From the first on. */
  services(way: number): readonly number[];
  into(way: number, service: number): number;
}

/** How a span and its parent's service are joined: not at all (one service), waiting, or not waiting. */
export type Crossing = 'none' | 'sync' | 'async';

export function walkTraces(columns: SpanColumns, parent: Int32Array): Walked {
  const { count, flags } = columns;
  const service = new Uint16Array(count);
  const root = new Int32Array(count).fill(-1);
  const request = new Int32Array(count);
  const depth = new Uint16Array(count);
  const awaited = new Uint8Array(count);
  const way = new Uint32Array(count);
  const ways = growWays();
  const path: number[] = [];

  for (let from = 0; from < count; from += 1) {
    if (((flags[from] ?? 0) & FLAG.dead) !== 0 || (root[from] ?? -1) >= 0) continue;
    path.length = 0;
    for (let at = from; at >= 0 && (root[at] ?? -1) < 0; at = parent[at] ?? -1) path.push(at);
    for (let step = path.length - 1; step >= 0; step -= 1) settle(path[step] ?? 0);
  }

  function settle(at: number): void {
    const up = parent[at] ?? -1;
    const own = columns.service[at] ?? 0;
    if (up < 0) {
      service[at] = own;
      root[at] = at;
      request[at] = at;
      depth[at] = 1;
      awaited[at] = 1;
      way[at] = ways.into(0, own);
      return;
    }
    const above = service[up] ?? 0;
    service[at] = own === 0 ? above : own;
    root[at] = root[up] ?? up;
    const crossing = crossingOf(columns, at, up, above, service[at] ?? 0, request[up] ?? up);
    request[at] = crossing === 'none' ? (request[up] ?? up) : at;
    depth[at] =
      crossing === 'none'
        ? (depth[up] ?? 1)
        : crossing === 'sync'
          ? Math.min((depth[up] ?? 1) + 1, 65535)
          : 1;
    awaited[at] = crossing === 'async' ? 0 : (awaited[up] ?? 0);
    way[at] =
      crossing === 'none'
        ? (way[up] ?? 0)
        : ways.into(crossing === 'sync' ? (way[up] ?? 0) : 0, service[at] ?? 0);
  }

  return { service, root, request, depth, awaited, way, ways };
}

/**
 * From one service to another, or by a call of a service to itself: then an answering span is the child of a calling one.
 * An answering span below another of its own service is the same request once more, as frameworks record it. `request` is
 * the outermost span of the service above, on this way.
 */
export function crossingOf(
  columns: SpanColumns,
  at: number,
  up: number,
  above: number,
  own: number,
  request: number,
): Crossing {
  if (above === 0 || own === 0) return 'none';
  const flags = columns.flags[at] ?? 0;
  const kind = flags & FLAG.kind;
  const caller = (columns.flags[up] ?? 0) & FLAG.kind;
  const answering = kind === KIND.server || kind === KIND.consumer;
  const calling = caller === KIND.client || caller === KIND.producer;
  if (above === own && !(answering && calling)) return 'none';
  // A server answers, so its caller waited, even if it calls itself a producer.
  if (kind === KIND.consumer || (flags & FLAG.follows) !== 0) return 'async';
  if (caller === KIND.producer && kind !== KIND.server) return 'async';
  return answering || calling || !outlives(columns, at, up, request) ? 'sync' : 'async';
}

/**
 * Begun while the other ran, and not over when that was: nobody waited. Only asked where kinds say nothing. Where it does not
 * even begin within the other the clocks differ, and only how long each took can be compared.
 */
function outlives(columns: SpanColumns, at: number, up: number, request: number): boolean {
  const { start, duration } = columns;
  const took = duration[at] ?? NO_DURATION;
  const whole = duration[up] ?? NO_DURATION;
  if (took === NO_DURATION || whole === NO_DURATION) return false;
  if (!beginsWithin(columns, at, up)) {
    // A step that is over may still have asked: what it asked lies in the request it belongs to, or on another clock.
    return !beginsWithin(columns, at, request) && took > (duration[request] ?? NO_DURATION) + MILLISECOND;
  }
  return (start[at] ?? 0) + took > (start[up] ?? 0) + whole;
}

/** Whether an outliving span would have fitted into the other had it begun earlier: then a wrong clock looks the same. */
export function mayBeClocks({ duration }: SpanColumns, at: number, up: number): boolean {
  return (duration[at] ?? NO_DURATION) <= (duration[up] ?? NO_DURATION);
}

/** False only where both have times and these say otherwise, by a millisecond: some exporters round to that. */
export function beginsWithin({ start, duration }: SpanColumns, at: number, up: number): boolean {
  const begun = start[at] ?? 0;
  const before = start[up] ?? 0;
  const whole = duration[up] ?? NO_DURATION;
  if (begun === 0 || before === 0 || whole === NO_DURATION) return true;
  return begun > before - MILLISECOND && begun < before + whole + MILLISECOND;
}

/** In the microseconds of spans. */
const MILLISECOND = 1000;

/** Rubbish could make as many ways as spans; past the limit they lead nowhere. */
const MOST_WAYS = 100_000;

function growWays(): Ways {
  const above = [0];
  const services = [0];
  const known = new Map<number, number>();
  return {
    into: (way, service) => {
      const key = way * 65536 + service;
      const found = known.get(key);
      if (found !== undefined) return found;
      if (above.length >= MOST_WAYS) return 0;
      above.push(way);
      services.push(service);
      known.set(key, above.length - 1);
      return above.length - 1;
    },
    services: way => {
      const found: number[] = [];
      for (let at = way; at !== 0; at = above[at] ?? 0) found.unshift(services[at] ?? 0);
      return found;
    },
  };
}
