import { byText, type Place } from '../facts/place.ts';
import { factsOf } from '../facts/state.ts';
import { effectiveTeams, type TeamShares } from '../measures/effective-teams.ts';
import { sharedIn } from '../measures/fewest-teams.ts';
import { type Need, smallestTeams } from '../measures/lifters.ts';
import { waitedFor } from '../measures/runtime/blocking.ts';
import { type CallGraph, type GraphService, serviceIn } from '../measures/runtime/call-graph.ts';
import { callGraphOf } from '../measures/runtime/graph-of.ts';
import { byCause, missedPromise } from '../measures/runtime/promise.ts';
import { missedTail } from '../measures/runtime/tail.ts';
import { trainsOf } from '../measures/runtime/trains.ts';
import { standIns } from '../measures/stand-ins.ts';
import type { Model, ModuleName, TeamName } from '../model/model.ts';
import type { Couch } from './couch.ts';

/** The couches that are one only while they run: blocking call chains, then trains; each sorted by name. */
export function runningCouches(model: Model): readonly Couch[] {
  const graph = callGraphOf(model);
  if (graph.services.length === 0) return [];
  return [...chainsAsCouches(model, graph), ...trainsAsCouches(model, graph)];
}

/**
 * From each entry point, and from each other service whose promise is missed for a cause of its own, the services that a
 * request waits for. Those that run fewer than two modules of this repository have no history of their own to be judged by:
 * they are a couch only where a promise is missed.
 */
function chainsAsCouches(model: Model, graph: CallGraph): readonly Couch[] {
  // Without slack: however large it is, what is promised and not missed at all makes no couch.
  const left = graph.services.flatMap(service => missedPromise(graph, service, 0) ?? []);
  const late = graph.services.flatMap(service => missedTail(graph, service, 0) ?? []);
  const missing = new Set([...left, ...late].map(({ service }) => service.name));
  const causes = [...byCause(graph, left), ...byCause(graph, late)].map(({ missed }) => missed.service.name);
  return [...new Set([...graph.entries, ...causes])].sort(byText).flatMap((entry): readonly Couch[] => {
    const services = waitedFor(graph, entry);
    const service = serviceIn(graph, entry);
    if (services.length < 2 || !service) return [];
    const members = modulesRunBy(graph, services);
    if (members.length < 2 && !missing.has(entry)) return [];
    const at = placeOf(model, service, members);
    return at ? [runningCouch('chain', entry, services, members, at)] : [];
  });
}

function trainsAsCouches(model: Model, graph: CallGraph): readonly Couch[] {
  return trainsOf(factsOf(model.facts.declared)?.services ?? []).flatMap(({ name = 'train', services }) => {
    const names = services.map(service => service.name);
    const at = services[0]?.deploys?.at;
    return at ? [runningCouch('train', name, names, modulesRunBy(graph, names), at)] : [];
  });
}

function runningCouch(
  kind: 'chain' | 'train',
  subject: string,
  services: readonly string[],
  members: readonly ModuleName[],
  at: Place,
): Couch {
  const id = `${kind}:${subject}`;
  return { id, kind, name: id, members, running: { subject, services }, at };
}

function modulesRunBy(graph: CallGraph, services: readonly string[]): readonly ModuleName[] {
  return [...new Set(services.flatMap(name => serviceIn(graph, name)?.modules ?? []))].sort(byText);
}

function placeOf(
  model: Model,
  { declared, modules }: GraphService,
  members: readonly ModuleName[],
): Place | undefined {
  const [first] = [...modules, ...members];
  return declared?.at ?? (first === undefined ? undefined : model.module(first)?.at);
}

/**
 * The smallest set of teams that has a hand in some services, each service counting the same: whoever built it, else the
 * owners of what it runs. Services whose team is not known count nowhere; external ones are nobody's here.
 */
export function teamsRunning(model: Model, names: readonly string[]): TeamShares<TeamName> {
  const graph = callGraphOf(model);
  const asked = names.map((name): readonly Need[] => {
    const service = serviceIn(graph, name);
    if (!service || service.external) return [];
    const built = service.declared?.builtBy && model.team(service.declared.builtBy.name);
    if (built) return [{ mode: 'all', teams: [built.name] }];
    return service.modules.flatMap(module => model.module(module)?.ownership ?? []);
  });
  const shared = sharedIn(model);
  const standIn = shared && standIns(asked.flat(), shared);
  const needs = standIn
    ? asked.map(own => own.map(({ mode, teams }) => ({ mode, teams: teams.map(standIn) })))
    : asked;
  const all = new Set(smallestTeams(needs.flat()));
  return effectiveTeams(
    needs.map(own => {
      const teams = smallestTeams(
        own.map(({ mode, teams: any }) => ({ mode, teams: any.filter(team => all.has(team)) })),
      );
      return { teams, weight: 1 };
    }),
  );
}
