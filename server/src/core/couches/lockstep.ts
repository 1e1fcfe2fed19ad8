import type { DeclaredService } from '../facts/declared.ts';
import type { ReleaseGroup } from '../facts/modules.ts';
import { byText } from '../facts/place.ts';
import { factsOf } from '../facts/state.ts';
import { componentsOf } from '../measures/components.ts';
import { teamsNeeded } from '../measures/fewest-teams.ts';
import { callGraphOf } from '../measures/runtime/graph-of.ts';
import type { Model, ModuleName, TeamName } from '../model/model.ts';
import { releasedTogether } from './released-together.ts';
import { teamsRunning } from './running.ts';

/** What is deployed or released together. */
export interface Lockstep {
  /** Services that say so, packages that a tool gives one version, or what tags show. */
  readonly told:
    | { readonly by: 'services'; readonly services: readonly DeclaredService[] }
    | { readonly by: 'group'; readonly group: ReleaseGroup }
    | { readonly by: 'tags'; readonly both: number; readonly either: number };
  /** Declared services, or those that run the modules; sorted. */
  readonly services: readonly string[];
  /** Sorted. */
  readonly modules: readonly ModuleName[];
  /** The smallest set of teams that has a hand in them, sorted. */
  readonly teams: readonly TeamName[];
}

/**
 * One for each cause: what services say, then what tools give one version, then what tags show and none of these says.
 */
export function locksteps(model: Model): readonly Lockstep[] {
  const decided = [...bySaying(model), ...byVersion(model)];
  return [...decided, ...byTags(model, decided)];
}

function byTags(model: Model, decided: readonly Lockstep[]): readonly Lockstep[] {
  return releasedTogether(model).flatMap(({ modules, both, either }) => {
    const told = decided.some(each => modules.every(name => each.modules.includes(name)));
    return told ? [] : matters(lockstepOf(model, { by: 'tags', both, either }, modules));
  });
}

function bySaying(model: Model): readonly Lockstep[] {
  const services = factsOf(model.facts.declared)?.services ?? [];
  const known = new Map(services.map(service => [service.name, service]));
  const pairs = services.flatMap(({ name, deploys }) =>
    deploys?.mode === 'together'
      ? deploys.with.flatMap(ref => (known.has(ref.name) ? [[name, ref.name] as const] : []))
      : [],
  );
  return componentsOf(pairs).map(names => {
    const own = names.flatMap(name => known.get(name) ?? []);
    const modules = modulesRunBy(model, names);
    return {
      told: { by: 'services', services: own },
      services: names,
      modules,
      teams: teamsOf(model, names),
    };
  });
}

/** Of packages that nobody deploys apart and one team releases, one version is nobody's trouble. */
function byVersion(model: Model): readonly Lockstep[] {
  return (factsOf(model.facts.modules)?.releaseGroups ?? []).flatMap(group => {
    const modules = [...new Set(group.packages.flatMap(name => model.module(name)?.name ?? []))].sort(byText);
    return matters(lockstepOf(model, { by: 'group', group }, modules));
  });
}

function lockstepOf(model: Model, told: Lockstep['told'], modules: readonly ModuleName[]): Lockstep {
  const held = new Set(modules);
  const services = callGraphOf(model)
    .services.filter(({ declared, modules: runs }) => declared && runs.some(name => held.has(name)))
    .map(({ name }) => name);
  const owners = modules.flatMap(name => model.module(name)?.ownership ?? []);
  return { told, services, modules, teams: teamsNeeded(model, owners) };
}

/** Two deploy units or two teams: else nobody waits for anybody. */
function matters(lockstep: Lockstep): readonly Lockstep[] {
  const { modules, services, teams } = lockstep;
  return modules.length > 1 && (services.length > 1 || teams.length > 1) ? [lockstep] : [];
}

function modulesRunBy(model: Model, names: readonly string[]): readonly ModuleName[] {
  const running = new Set(names);
  const found = callGraphOf(model)
    .services.filter(({ name }) => running.has(name))
    .flatMap(({ modules }) => modules);
  return [...new Set(found)].sort(byText);
}

function teamsOf(model: Model, services: readonly string[]): readonly TeamName[] {
  return teamsRunning(model, services)
    .teams.map(({ team }) => team)
    .sort(byText);
}
