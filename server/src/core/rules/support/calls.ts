import type { Place } from '../../facts/place.ts';
import { factsOf } from '../../facts/state.ts';
import type { CallGraph, GraphService } from '../../measures/runtime/call-graph.ts';
import type { Model } from '../../model/model.ts';
import { startOf } from './places.ts';
import { repositoryPlace } from './repository-place.ts';

/** Why nothing can be said about calls: neither is a service declared, nor is there a trace. */
export function withoutCalls(model: Model): string | undefined {
  const { declared, runtime } = model.facts;
  if ((factsOf(declared)?.services.length ?? 0) > 0 || runtime.state !== 'absent') return undefined;
  return `no service is declared, and ${runtime.reason}`;
}

/** The graph of what people declared alone: what was only seen need not be in one request. */
export function declaredOnly(graph: CallGraph): CallGraph {
  return { ...graph, calls: graph.calls.filter(call => call.declared !== undefined) };
}

/** Where to say what is about a service: its name, else the manifest of what it runs, else the repository. */
export function servicePlace(model: Model, service: GraphService | undefined): Place {
  if (service?.declared) return service.declared.at;
  const manifest = service?.modules
    .flatMap(name => model.module(name)?.packages ?? [])
    .map(({ manifest: path }) => path)[0];
  return manifest === undefined ? repositoryPlace(model) : startOf(manifest);
}

/** Of the services by their name in the graph. */
export function serviceIn(graph: CallGraph, name: string): GraphService | undefined {
  return graph.services.find(service => service.name === name);
}

/** The service's name in the graph for a name in traces. */
export function nameInGraph(graph: CallGraph): (seen: string) => string {
  const names = new Map(
    graph.services.flatMap(({ name, seen }) => seen.map(one => [one.name, name] as const)),
  );
  return seen => names.get(seen) ?? seen;
}

/** Why calls cannot be held against what is declared: nobody wrote any down. */
export function nobodyDeclaresCalls(model: Model): string | undefined {
  const services = factsOf(model.facts.declared)?.services ?? [];
  return services.some(({ calls, publishes }) => calls.length > 0 || publishes.length > 0)
    ? undefined
    : 'no service declares what it calls';
}
