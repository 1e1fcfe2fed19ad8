import { liftIndex } from '../couches/lift-index.ts';
import type { DeclaredInitiative, DeclaredQueue, DeclaredWait } from '../facts/declared.ts';
import { byText } from '../facts/place.ts';
import { factsOf } from '../facts/state.ts';
import { mayActFor, teamsNeeded } from '../measures/fewest-teams.ts';
import { chanceOfAll, neededOfEach } from '../measures/organisation/reliability.ts';
import { expectedLongest, inSeries, longestChain } from '../measures/organisation/waits.ts';
import { pathsBetween } from '../measures/paths.ts';
import type { Model, Module, TeamName } from '../model/model.ts';
import { DAYS_A_MONTH } from '../quantities.ts';

/** A team that an initiative needs, and why. */
export interface NeededTeam {
  readonly team: TeamName;
  /** `owns`: the modules that need it; `named`: by the initiative; `history`: it had to lift most changes to a module. */
  readonly because: /** `others`: what of a plan lies in no module, as it was named. */
    | { readonly by: 'owns'; readonly modules: readonly Module[]; readonly others?: readonly string[] }
    | { readonly by: 'named' }
    | { readonly by: 'history'; readonly module: Module; readonly with: number; readonly of: number };
}

/** Of the changes to a module, the share that a team lifted from which it is needed for the next one too. */
const USUALLY = 0.5;

/** Fewer changes tell nothing. */
const ENOUGH = 10;

/**
 * Who has to do what touches these modules, and these teams: the smallest set of owners, who is named, and whoever had to
 * lift at least half of at least ten changes to one of the modules in the window. Sorted by name.
 */
export function neededTeams(
  model: Model,
  modules: readonly Module[],
  named: readonly TeamName[],
): readonly NeededTeam[] {
  const found = new Map<TeamName, NeededTeam>();
  for (const team of named) found.set(team, { team, because: { by: 'named' } });
  const needs = modules.map(({ ownership }) => ownership);
  for (const team of teamsNeeded(model, [
    ...needs,
    ...named.map(name => ({ mode: 'all' as const, teams: [name] })),
  ])) {
    if (found.has(team)) continue;
    const own = modules.filter(({ ownership }) => mayActFor(model, team, ownership.teams));
    found.set(team, { team, because: { by: 'owns', modules: own } });
  }
  for (const module of modules) {
    for (const each of usualLifters(model, module)) if (!found.has(each.team)) found.set(each.team, each);
  }
  return [...found.values()].sort((a, b) => byText(a.team, b.team));
}

/** Who had to lift at least half of the changes to a module in the window and does not own it; none of fewer than ten. */
export function usualLifters(model: Model, module: Module): readonly NeededTeam[] {
  const index = liftIndex(model);
  if (index.now === undefined) return [];
  const months = factsOf(model.facts.declared)?.history.windowMonths ?? 12;
  const since = index.now - months * DAYS_A_MONTH * 86_400;
  const lifts = index.of(module.name).filter(({ change }) => change.at >= since);
  if (lifts.length < ENOUGH) return [];
  const counts = new Map<TeamName, number>();
  for (const { teams } of lifts) for (const team of teams) counts.set(team, (counts.get(team) ?? 0) + 1);
  return [...counts].flatMap(([team, with_]): NeededTeam[] =>
    with_ < USUALLY * lifts.length || mayActFor(model, team, module.ownership.teams)
      ? []
      : [{ team, because: { by: 'history', module, with: with_, of: lifts.length } }],
  );
}

export interface InitiativeNumbers {
  readonly teams: readonly NeededTeam[];
  /** Modules that nobody is known to own, as they were named: whose teams are missing here. */
  readonly unowned: readonly string[];
  /** Between any two of them; with one team that decides, from it to each of the others. */
  readonly paths: number;
  readonly pathsWithoutLead: number;
  /** Both under independence; absent where nobody wrote down a chance. */
  readonly chance?: { readonly ofEach: number; readonly ofAll: number };
  readonly lead?: TeamName;
}

export function initiativeNumbers(model: Model, initiative: DeclaredInitiative): InitiativeNumbers {
  const modules = initiative.touches.flatMap(({ name }) => model.module(name) ?? []);
  const lead = initiative.ledBy && model.team(initiative.ledBy.name)?.name;
  const named = initiative.touches.flatMap(({ name }) =>
    model.module(name) ? [] : (model.team(name)?.name ?? []),
  );
  const teams = neededTeams(model, [...new Set(modules)], [...new Set(lead ? [...named, lead] : named)]);
  const k = teams.length;
  const { success } = initiative;
  return {
    teams,
    unowned: [...new Set(initiative.touches.map(({ name }) => name))].filter(
      name => model.module(name)?.ownership.teams.length === 0,
    ),
    paths: lead ? Math.max(0, k - 1) : pathsBetween(k),
    pathsWithoutLead: pathsBetween(k),
    ...(success && {
      chance:
        success.per === 'team'
          ? { ofEach: success.share, ofAll: chanceOfAll(success.share, k) }
          : { ofEach: neededOfEach(success.share, k), ofAll: success.share },
    }),
    ...(lead && { lead }),
  };
}

/** One wait with the time it takes, where that is known. */
export interface TimedWait {
  readonly wait: DeclaredWait;
  readonly ms: number;
  /** As written. */
  readonly text: string;
}

export interface WaitNumbers {
  readonly waits: readonly TimedWait[];
  /** Queues of which nobody wrote down how long they take. */
  readonly unknown: readonly DeclaredWait[];
  /** Milliseconds, one after the other as written. */
  readonly inSeries: number;
  /** Everything asked for as early as it can be. */
  readonly atOnce: number;
  /** The expected longest, if each is exponential with its time as the mean; absent where one comes after another. */
  readonly expected?: number;
}

export function waitNumbers(model: Model, { waits }: DeclaredInitiative): WaitNumbers {
  const queues = factsOf(model.facts.declared)?.queues ?? [];
  const timed: TimedWait[] = [];
  const unknown: DeclaredWait[] = [];
  for (const wait of waits) {
    const time = wait.time ?? timeOf(queues.find(({ name }) => name === wait.on.name));
    if (time) timed.push({ wait, ms: time.ms, text: time.text });
    else unknown.push(wait);
  }
  const times = timed.map(({ ms }) => ms);
  const expected = timed.some(({ wait }) => wait.after.length > 0) ? undefined : expectedLongest(times);
  return {
    waits: timed,
    unknown,
    inSeries: inSeries(times),
    atOnce: longestChain(
      timed.map(({ wait, ms }) => ({
        name: wait.on.name,
        time: ms,
        after: wait.after.map(({ name }) => name),
      })),
    ),
    ...(expected !== undefined && { expected }),
  };
}

/** From asking to having: where nobody has to ask any more, the work itself, or nothing. */
function timeOf(
  queue: DeclaredQueue | undefined,
): { readonly ms: number; readonly text: string } | undefined {
  if (!queue) return undefined;
  if (queue.access && queue.access.way !== 'ticket')
    return queue.touch ?? queue.actual ?? { ms: 0, text: '0 days' };
  return queue.actual ?? queue.promised;
}
