import type { Latency, RuntimeFacts } from '../facts/runtime.ts';
import { factsOf } from '../facts/state.ts';
import { mostlySeen } from '../measures/runtime/call-graph.ts';
import { callGraphOf } from '../measures/runtime/graph-of.ts';
import type { Model } from '../model/model.ts';

/** What calls what at run time, declared and seen; times in milliseconds. */
export interface FactsRuntime {
  readonly services: readonly FactsService[];
  readonly calls: readonly FactsCall[];
  /** `null` where no traces were read. */
  readonly traces: Omit<RuntimeFacts, 'services' | 'calls' | 'links'> | null;
}

export interface FactsService {
  readonly name: string;
  /** What it is called in traces. */
  readonly seenAs: readonly string[];
  readonly declared: boolean;
  readonly external: boolean;
  readonly modules: readonly string[];
  readonly requests: number;
  readonly errors: number;
  /** Of its name in traces, or of several the one that answered most requests. */
  readonly latency: Latency | null;
  readonly ownTime: Latency | null;
}

export interface FactsCall {
  readonly from: string;
  readonly to: string;
  readonly mode: 'sync' | 'async' | 'unknown';
  /** How often a request makes it, as declared. */
  readonly declared: number | null;
  /** As spans tell. */
  readonly seen: {
    readonly count: number;
    readonly errors: number;
    readonly perTrace: number;
    readonly most: number;
    readonly latency: { readonly p50: number; readonly p90: number; readonly p99: number } | null;
    readonly systems: readonly string[];
    readonly topics: readonly string[];
  } | null;
  /** As dependency links tell. */
  readonly linked: { readonly count: number; readonly errors: number | null } | null;
}

export function factsRuntime(model: Model): FactsRuntime {
  const graph = callGraphOf(model);
  const runtime = factsOf(model.facts.runtime);
  return {
    services: graph.services.map(service => {
      const { name, seen, declared, external, modules } = service;
      return {
        name,
        seenAs: seen.map(one => one.name),
        declared: declared !== undefined,
        external,
        modules,
        requests: seen.reduce((sum, one) => sum + one.requests, 0),
        errors: seen.reduce((sum, one) => sum + one.errors, 0),
        latency: mostlySeen(service, 'latency')?.latency ?? null,
        ownTime: mostlySeen(service, 'ownTime')?.ownTime ?? null,
      };
    }),
    calls: graph.calls.map(({ from, to, mode, declared, seen, linked }) => ({
      from,
      to,
      mode,
      declared: declared?.times ?? null,
      seen: seen
        ? {
            count: seen.count,
            errors: seen.errors,
            perTrace: Number(seen.perTrace.toPrecision(6)),
            most: seen.most,
            latency: seen.latency ?? null,
            systems: seen.systems,
            topics: seen.topics,
          }
        : null,
      linked: linked ? { count: linked.count, errors: linked.errors ?? null } : null,
    })),
    traces: runtime
      ? {
          files: runtime.files,
          sample: runtime.sample,
          messages: runtime.messages,
          entries: runtime.entries,
          damaged: runtime.damaged,
        }
      : null,
  };
}
