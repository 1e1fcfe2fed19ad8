import type { DeclaredService } from '../../facts/declared.ts';
import { byText, type Place } from '../../facts/place.ts';
import type { RuntimeFacts, SeenService } from '../../facts/runtime.ts';
import type { Module, ModuleName } from '../../model/model.ts';
import { onceFor } from '../../once-for.ts';
import { entriesOf } from './entries.ts';
import { type MatchedBy, serviceMatcher } from './service-match.ts';

/** What calls what, declared and seen together. Frozen data: a what-if is another graph. */
export interface CallGraph {
  /** Sorted by name. */
  readonly services: readonly GraphService[];
  /** Sorted by `from`, `to`, `mode`; none from a service to itself. */
  readonly calls: readonly GraphCall[];
  /** Services where requests or messages come in, sorted; `entries.ts` says which. */
  readonly entries: readonly string[];
}

export interface GraphService {
  readonly name: string;
  readonly declared?: DeclaredService;
  /** Under each name it has in traces. */
  readonly seen: readonly SeenService[];
  readonly matchedBy?: MatchedBy;
  /** What of this repository it runs, sorted. */
  readonly modules: readonly ModuleName[];
  /** Declared as external, or known by its callers only. */
  readonly external: boolean;
}

export interface GraphCall {
  readonly from: string;
  readonly to: string;
  /** Any one of these is enough in place of `to`. All ways are sorted: which one was written first means nothing. */
  readonly or: readonly string[];
  /** Links tell of a call and not whether anybody waits. */
  readonly mode: 'sync' | 'async' | 'unknown';
  readonly declared?: {
    readonly times: number;
    /** Somebody wrote how often; else it is once, unless it was seen more often. */
    readonly stated: boolean;
    readonly at: Place;
  };
  readonly seen?: SeenFigures;
  /** Dependency links only. */
  readonly linked?: { readonly count: number; readonly errors?: number };
}

export interface SeenFigures {
  readonly count: number;
  readonly errors: number;
  /** Per trace in which it occurs. */
  readonly perTrace: number;
  readonly most: number;
  /**
   * Per request of the caller that makes it at all: what others do, health checks above all, must not thin it out. Absent
   * where the caller's requests were not seen.
   */
  readonly perRequest?: number;
  /** Milliseconds; absent for what nobody waits for. Where several names were one service: of the most frequent. */
  readonly latency?: { readonly p50: number; readonly p90: number; readonly p99: number };
  readonly systems: readonly string[];
  readonly topics: readonly string[];
}

export interface GraphInput {
  readonly declared: readonly DeclaredService[];
  readonly modules: readonly Module[];
  readonly runtime: RuntimeFacts | undefined;
}

export function callGraph({ declared, modules, runtime }: GraphInput): CallGraph {
  const match = serviceMatcher(declared, modules);
  const nameOf = nameResolver(runtime, match);
  const services = new Map<string, GraphService>();
  for (const service of declared) {
    const { modules: runs } = match(service.name);
    services.set(service.name, {
      name: service.name,
      declared: service,
      seen: [],
      modules: runs,
      external: service.external,
    });
  }
  for (const seen of runtime?.services ?? []) {
    const found = match(seen.name, seen.namespace);
    const known = services.get(found.service);
    services.set(found.service, {
      name: found.service,
      ...(found.declared ? { declared: found.declared } : {}),
      seen: [...(known?.seen ?? []), seen],
      ...(found.by === undefined ? {} : { matchedBy: known?.matchedBy ?? found.by }),
      modules: found.modules,
      external: found.declared?.external ?? (!seen.instrumented && (known?.external ?? true)),
    });
  }
  for (const { from, to } of runtime?.links ?? []) {
    for (const name of [from, to]) {
      const { service, modules: runs, declared: own, by } = match(name);
      if (services.has(service)) continue;
      services.set(service, {
        name: service,
        ...(own ? { declared: own } : {}),
        seen: [],
        ...(by === undefined ? {} : { matchedBy: by }),
        modules: runs,
        external: own?.external ?? false,
      });
    }
  }
  const calls = [...joined(declared, runtime, nameOf)].sort(byCall);
  return Object.freeze({
    services: [...services.values()].sort((a, b) => byText(a.name, b.name)),
    calls,
    entries: entriesOf(
      [...services.values()],
      calls,
      (runtime?.entries ?? []).map(({ service }) => nameOf(service)),
    ),
  });
}

export function byCall(a: GraphCall, b: GraphCall): number {
  return byText(a.from, b.from) || byText(a.to, b.to) || byText(a.mode, b.mode);
}

function nameResolver(
  runtime: RuntimeFacts | undefined,
  match: ReturnType<typeof serviceMatcher>,
): (seen: string) => string {
  const names = new Map(
    (runtime?.services ?? []).map(({ name, namespace }) => [name, match(name, namespace).service]),
  );
  return seen => names.get(seen) ?? match(seen).service;
}

function joined(
  declared: readonly DeclaredService[],
  runtime: RuntimeFacts | undefined,
  nameOf: (seen: string) => string,
): Iterable<GraphCall> {
  const calls = new Map<string, GraphCall>();
  const keyOf = (from: string, to: string, mode: string) => JSON.stringify([from, to, mode]);
  /** The declared call that leads to a service: what was seen belongs there. Of several, one without another way. */
  const leadsTo = new Map<string, string>();
  /** The declared call in which a service stands in for another: what was seen of it belongs there. */
  const standsIn = new Map<string, string>();
  for (const service of declared) {
    for (const { service: first, or, times, async, at } of service.calls) {
      const mode = async ? 'async' : 'sync';
      // Nobody is coupled to itself; whoever says so is told where the clause is read.
      const ways = new Set(
        [first, ...(or ?? [])].map(({ name }) => name).filter(name => name !== service.name),
      );
      const [to, ...others] = [...ways].sort(byText);
      if (to === undefined) continue;
      const plain = keyOf(service.name, to, mode);
      // "a or b" and "a or c" are two needs, and so are "a" and "a or b": none stands for the other.
      const key = JSON.stringify([plain, others]);
      const known = calls.get(key)?.declared;
      const stated = known?.stated === true || times !== undefined;
      if (others.length === 0 || !leadsTo.has(plain)) leadsTo.set(plain, key);
      for (const other of others) standsIn.set(keyOf(service.name, other, mode), key);
      calls.set(key, {
        from: service.name,
        to,
        or: others,
        mode,
        declared: { times: (times ?? 1) + (known?.times ?? 0), stated, at: known?.at ?? at },
      });
    }
  }
  for (const seen of runtime?.calls ?? []) {
    const from = nameOf(seen.from);
    const to = nameOf(seen.to);
    // A service that calls itself is coupled to nobody.
    if (from === to) continue;
    const own = keyOf(from, to, seen.mode);
    const key = leadsTo.get(own) ?? standsIn.get(own) ?? own;
    const known = calls.get(key);
    const before = known?.seen;
    const requests = seen.requests + (before?.perRequest ? before.count / before.perRequest : 0);
    const count = seen.count + (before?.count ?? 0);
    const traces = seen.traces + (before ? before.count / before.perTrace : 0);
    const latency = before && before.count > seen.count ? before.latency : (seen.latency ?? before?.latency);
    calls.set(key, {
      ...(known ?? { from, to, or: [], mode: seen.mode }),
      seen: {
        count,
        errors: seen.errors + (before?.errors ?? 0),
        perTrace: count / Math.max(1, traces),
        most: Math.max(seen.most, before?.most ?? 0),
        ...(requests > 0 ? { perRequest: count / requests } : {}),
        ...(latency ? { latency: { p50: latency.p50, p90: latency.p90, p99: latency.p99 } } : {}),
        systems: [...new Set([...seen.systems, ...(before?.systems ?? [])])].sort(byText),
        topics: [...new Set([...seen.topics, ...(before?.topics ?? [])])].sort(byText),
      },
    });
  }
  for (const { from: caller, to: called, count, errors } of runtime?.links ?? []) {
    const from = nameOf(caller);
    const to = nameOf(called);
    if (from === to) continue;
    // What spans or people tell is told better; the same call is not told twice.
    const own = ['sync', 'async']
      .map(mode => keyOf(from, to, mode))
      .map(plain => leadsTo.get(plain) ?? standsIn.get(plain) ?? plain)
      .map(key => ({ key, call: calls.get(key) }));
    if (own.some(({ call }) => call?.seen)) continue;
    const declaredAt = own.find(({ call }) => call?.declared);
    const declaredCall = declaredAt?.call;
    const key = declaredAt?.key ?? keyOf(from, to, 'unknown');
    const known = calls.get(key)?.linked;
    const failed = errors === undefined ? known?.errors : errors + (known?.errors ?? 0);
    calls.set(key, {
      ...(declaredCall ?? { from, to, or: [], mode: 'unknown' }),
      linked: { count: count + (known?.count ?? 0), ...(failed === undefined ? {} : { errors: failed }) },
    });
  }
  return calls.values();
}

/** The service's name in the graph for a name in traces. */
export function nameInGraph(graph: CallGraph): (seen: string) => string {
  const names = new Map(
    graph.services.flatMap(({ name, seen }) => seen.map(one => [one.name, name] as const)),
  );
  return seen => names.get(seen) ?? seen;
}

/**
 * Of the names that a service has in traces the one that answered most requests, among those with this figure: percentiles
 * of several names cannot be put together, and an old name that hardly anybody uses must not speak for all.
 */
export function mostlySeen(
  service: Pick<GraphService, 'seen'> | undefined,
  figure: 'latency' | 'ownTime',
): SeenService | undefined {
  return [...(service?.seen ?? [])]
    .filter(seen => seen[figure] !== undefined)
    .sort((a, b) => b.requests - a.requests)[0];
}

/** Who may answer a call: any one of them is enough. */
export function waysOf({ to, or }: GraphCall): readonly string[] {
  return [to, ...or];
}

/** Of the services by their name in the graph. */
export function serviceIn(graph: CallGraph, name: string): GraphService | undefined {
  return byName(graph.services).get(name);
}

const byName = onceFor(
  (services: readonly GraphService[]) => new Map(services.map(service => [service.name, service] as const)),
);
