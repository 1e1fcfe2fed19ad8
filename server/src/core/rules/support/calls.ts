import type { Place } from '../../facts/place.ts';
import { factsOf } from '../../facts/state.ts';
import {
  type CallGraph,
  type GraphCall,
  type GraphService,
  waysOf,
} from '../../measures/runtime/call-graph.ts';
import type { Model } from '../../model/model.ts';
import type { FindingPlace } from '../finding.ts';
import { startOf } from './places.ts';
import { repositoryPlace } from './repository-place.ts';

/** Why nothing can be said about calls: neither is a service declared, nor is there a trace. */
export function withoutCalls(model: Model): string | undefined {
  const { declared, runtime } = model.facts;
  if ((factsOf(declared)?.services.length ?? 0) > 0 || runtime.state !== 'absent') return undefined;
  return `no service is declared, and ${runtime.reason}`;
}

/** Where to say what is about a service: its name, else the manifest of what it runs, else the repository. */
export function servicePlace(model: Model, service: GraphService | undefined): Place {
  if (service?.declared) return service.declared.at;
  const manifest = service?.modules
    .flatMap(name => model.module(name)?.packages ?? [])
    .map(({ manifest: path }) => path)[0];
  return manifest === undefined ? repositoryPlace(model) : startOf(manifest);
}

/** Why calls cannot be held against what is declared: nobody wrote any down. */
export function nobodyDeclaresCalls(model: Model): string | undefined {
  const services = factsOf(model.facts.declared)?.services ?? [];
  return services.some(({ calls, publishes }) => calls.length > 0 || publishes.length > 0)
    ? undefined
    : 'no service declares what it calls';
}

/** A database, cache or broker that only its callers tell of. */
export function isStore({ seen }: GraphCall, callee: GraphService | undefined): boolean {
  const silent = callee?.declared === undefined && !callee?.seen.some(({ instrumented }) => instrumented);
  return silent && (seen?.systems ?? []).some(system => /^(db|messaging)\b/.test(system));
}

/** What a service is known to wait for. */
export function waitsOf(graph: CallGraph, name: string): readonly GraphCall[] {
  return graph.calls.filter(call => call.from === name && call.mode === 'sync');
}

/** Where it says so. */
export function waitsClauses(graph: CallGraph, name: string): readonly FindingPlace[] {
  return waitsOf(graph, name).flatMap(call =>
    call.declared ? [{ place: call.declared.at, message: `waits for ${waysOf(call).join(' or ')}` }] : [],
  );
}
