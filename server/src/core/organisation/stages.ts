import type { DeclaredInitiative, Ref } from '../facts/declared.ts';
import { fewestTeams, type Shared, sharedIn } from '../measures/fewest-teams.ts';
import type { Need } from '../measures/lifters.ts';
import { pathsBetween } from '../measures/paths.ts';
import type { Model, TeamName } from '../model/model.ts';
import { initiativeNumbers, usualLifters } from './initiatives.ts';

/** What is touched in one stage, in the order written, and how many teams that takes. */
export interface Stage {
  readonly things: readonly Ref[];
  readonly teams: number;
}

export interface Stages {
  readonly stages: readonly Stage[];
  /** Paths within the stages, against those of the whole. */
  readonly paths: number;
  readonly pathsNow: number;
}

/** With more things that need teams of their own than these, all ways to put them together are too many to look at. */
const MOST_EXACT = 10;

/**
 * The fewest stages of at most so many teams, and of those the ones with fewest paths; exact where few things need teams of
 * their own, else the best of some greedy ways. Who is in no stage together has not to agree. Undefined where that spares
 * no path, where one thing alone needs too many, or where a team that leads would be in every stage.
 */
export function stagesOf(model: Model, initiative: DeclaredInitiative, limit: number): Stages | undefined {
  if (initiative.ledBy) return undefined;
  const units = unitsOf(initiative.touches.map(ref => thingOf(model, ref)));
  if (units.length < 2 || units.some(unit => teamsOf([unit]) > limit)) return undefined;
  const found = units.length <= MOST_EXACT ? exact(units, limit) : greedy(units, limit);
  const stages = found.map((own): Stage => {
    const kept = new Set(own.flatMap(({ refs }) => refs));
    const things = initiative.touches.filter(ref => kept.has(ref));
    return { things, teams: initiativeNumbers(model, { ...initiative, touches: things }).teams.length };
  });
  const pathsNow = pathsBetween(initiativeNumbers(model, initiative).teams.length);
  const paths = stages.reduce((sum, { teams }) => sum + pathsBetween(teams), 0);
  return stages.length > 1 && paths < pathsNow ? { stages, paths, pathsNow } : undefined;
}

/** What goes into one stage together, and whom it needs: who owns it or is named, and who usually lifts along. */
interface Unit {
  readonly refs: readonly Ref[];
  readonly needs: readonly Need[];
  readonly usual: readonly TeamName[];
  readonly shared: Shared | undefined;
}

function thingOf(model: Model, ref: Ref): Unit {
  const module = model.module(ref.name);
  const team = module ? undefined : model.team(ref.name)?.name;
  return {
    refs: [ref],
    needs: module ? [module.ownership] : team ? [{ mode: 'all', teams: [team] }] : [],
    usual: module ? usualLifters(model, module).map(each => each.team) : [],
    shared: sharedIn(model),
  };
}

/** As `neededTeams` counts them. */
function teamsOf(units: readonly Unit[]): number {
  const needs = units.flatMap(unit => unit.needs);
  const owners = fewestTeams(needs, units[0]?.shared);
  return new Set([...owners, ...units.flatMap(({ usual }) => usual)]).size;
}

/** What needs nobody whom another thing does not need comes along with that one and costs nothing. */
function unitsOf(things: readonly Unit[]): readonly Unit[] {
  const units: Unit[] = [];
  const largestFirst = [...things].sort((a, b) => teamsOf([b]) - teamsOf([a]));
  for (const thing of largestFirst) {
    const at = units.findIndex(unit => comesAlong(thing, unit));
    const host = units[at];
    if (host) units[at] = { ...host, refs: [...host.refs, ...thing.refs] };
    else units.push(thing);
  }
  const first = (unit: Unit) =>
    Math.min(...unit.refs.map(ref => things.findIndex(one => one.refs[0] === ref)));
  return units.sort((a, b) => first(a) - first(b));
}

function comesAlong(thing: Unit, host: Unit): boolean {
  const owners = new Set(host.needs.filter(isFixed).flatMap(({ teams }) => teams));
  return (
    thing.needs.every(
      need => need.teams.length === 0 || (isFixed(need) && need.teams.every(team => owners.has(team))),
    ) && thing.usual.every(team => owners.has(team) || host.usual.includes(team))
  );
}

function isFixed({ mode, teams }: Need): boolean {
  return mode === 'all' || teams.length === 1;
}

interface Best {
  readonly stages: number;
  readonly paths: number;
  /** Of the stage with the first thing that is left: its teams, and its units as bits. */
  readonly teams: number;
  readonly own: number;
}

/** Over all subsets: the best stage for the first unit that is left, and the best stages for the rest. */
function exact(units: readonly Unit[], limit: number): readonly (readonly Unit[])[] {
  const all = 2 ** units.length - 1;
  const within = (mask: number) => units.filter((_, i) => mask & (1 << i));
  const teams = Array.from({ length: all + 1 }, (_, mask) => teamsOf(within(mask)));
  const best: Best[] = [{ stages: 0, paths: 0, teams: 0, own: 0 }];
  for (let mask = 1; mask <= all; mask++) {
    const first = mask & -mask;
    for (let own = mask; own > 0; own = (own - 1) & mask) {
      const k = teams[own] ?? 0;
      const rest = best[mask ^ own];
      if (!(own & first) || k > limit || !rest) continue;
      const way = { stages: rest.stages + 1, paths: rest.paths + pathsBetween(k), teams: k, own };
      const known = best[mask];
      if (!known || isBetter(way, known)) best[mask] = way;
    }
  }
  const stages: (readonly Unit[])[] = [];
  for (let mask = all; mask > 0; ) {
    const own = best[mask]?.own ?? mask;
    stages.push(within(own));
    mask ^= own;
  }
  return stages;
}

/** Of equals the larger stage first, and what is written first in it. */
function isBetter(a: Best, b: Best): boolean {
  return (a.stages - b.stages || a.paths - b.paths || b.teams - a.teams || a.own - b.own) < 0;
}

/** As even as can be or as full as can be, begun with what is written first or with what needs most: the best of these. */
function greedy(units: readonly Unit[], limit: number): readonly (readonly Unit[])[] {
  const k = teamsOf(units);
  const largest = Math.max(...units.map(unit => teamsOf([unit])));
  // Stages of as equal size as can be have the fewest paths.
  const even = Math.max(largest, Math.ceil(k / Math.ceil(k / limit)));
  const ways = [even, limit].flatMap(size => [filled(units, size, 'first'), filled(units, size, 'largest')]);
  const paths = (way: (typeof ways)[number]) => way.reduce((sum, own) => sum + pathsBetween(teamsOf(own)), 0);
  const [best] = ways.sort((a, b) => a.length - b.length || paths(a) - paths(b));
  return best ?? [];
}

/** Fills one stage after the other with whatever needs fewest teams more. */
function filled(
  units: readonly Unit[],
  size: number,
  begin: 'first' | 'largest',
): readonly (readonly Unit[])[] {
  const left = begin === 'first' ? [...units] : [...units].sort((a, b) => teamsOf([b]) - teamsOf([a]));
  const stages: Unit[][] = [];
  for (let seed = left.shift(); seed; seed = left.shift()) {
    const own = [seed];
    for (;;) {
      let next: { readonly at: number; readonly teams: number } | undefined;
      for (const [at, unit] of left.entries()) {
        const teams = teamsOf([...own, unit]);
        if (teams <= size && (!next || teams < next.teams)) next = { at, teams };
      }
      if (!next) break;
      own.push(...left.splice(next.at, 1));
    }
    stages.push(own);
  }
  return stages;
}
