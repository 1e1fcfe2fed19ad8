import { byText } from '../../facts/place.ts';
import type { Model, ModuleName, TeamName } from '../../model/model.ts';
import { type CallGraph, type GraphCall, waysOf } from './call-graph.ts';

/** Calls between modules or teams: those of the services that run them. */
export interface CallsBetween<Name extends string> {
  readonly from: Name;
  readonly to: Name;
  readonly calls: readonly GraphCall[];
}

/**
 * Calls between modules. A service that runs several modules says nothing of which of them calls, so only services that run
 * one count; how many calls are left out for that is told.
 */
export function callsBetweenModules(graph: CallGraph): {
  readonly pairs: readonly CallsBetween<ModuleName>[];
  readonly untold: number;
} {
  const only = new Map(graph.services.map(({ name, modules }) => [name, modules] as const));
  const one = (service: string): ModuleName | undefined => {
    const modules = only.get(service) ?? [];
    return modules.length === 1 ? modules[0] : undefined;
  };
  let untold = 0;
  const pairs = pairUp<ModuleName>(graph, call => {
    const from = one(call.from);
    const several = [call.from, ...waysOf(call)].some(name => (only.get(name)?.length ?? 0) > 1);
    if (several) untold += 1;
    const called = new Set(waysOf(call).map(one));
    return [...called].flatMap(to =>
      from !== undefined && to !== undefined && from !== to ? [[from, to] as const] : [],
    );
  });
  return { pairs, untold };
}

/** Calls between teams: of the teams that built the services, as declared, else of those that own what they run. */
export function callsBetweenTeams(graph: CallGraph, model: Model): readonly CallsBetween<TeamName>[] {
  const teams = new Map(graph.services.map(service => [service.name, teamsOf(service, model)] as const));
  return pairUp<TeamName>(graph, call => {
    const called = new Set(waysOf(call).flatMap(name => teams.get(name) ?? []));
    return (teams.get(call.from) ?? []).flatMap(from =>
      [...called].flatMap(to => (from === to ? [] : [[from, to] as const])),
    );
  });
}

/** The team that built a service, else the owners of what it runs; sorted. */
export function teamsOf(service: CallGraph['services'][number], model: Model): readonly TeamName[] {
  const built = service.declared?.builtBy && model.team(service.declared.builtBy.name);
  if (built) return [built.name];
  return [...new Set(service.modules.flatMap(module => model.module(module)?.ownership.teams ?? []))].sort(
    byText,
  );
}

function pairUp<Name extends string>(
  graph: CallGraph,
  endsOf: (call: GraphCall) => readonly (readonly [Name, Name])[],
): readonly CallsBetween<Name>[] {
  const pairs = new Map<string, { from: Name; to: Name; calls: GraphCall[] }>();
  for (const call of graph.calls) {
    for (const [from, to] of endsOf(call)) {
      const key = JSON.stringify([from, to]);
      const pair = pairs.get(key) ?? { from, to, calls: [] };
      pair.calls.push(call);
      pairs.set(key, pair);
    }
  }
  return [...pairs.values()].sort((a, b) => byText(a.from, b.from) || byText(a.to, b.to));
}
