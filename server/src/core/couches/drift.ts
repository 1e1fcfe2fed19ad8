import type { Change } from '../facts/history.ts';
import { factsOf } from '../facts/state.ts';
import { binomialTrends, type Period, type Trend } from '../measures/binomial-trend.ts';
import type { Model, TeamName } from '../model/model.ts';
import { DAYS_A_MONTH } from '../quantities.ts';
import { liftsOfMembers } from './carries.ts';
import { bandwidthBetween, channelsDeclared } from './channels.ts';
import type { Couch, Lift } from './couch.ts';
import { findCouches } from './find-couches.ts';
import { liftIndex } from './lift-index.ts';
import { thresholdsOf } from './thresholds.ts';

/** How the share of changes that lift several teams moves over three years, by quarter. */
export interface Drift {
  readonly repository: DriftOf | Untold;
  /** Couches whose trend could be tested, the surest first. */
  readonly couches: readonly (DriftOf & { readonly couch: Couch })[];
  /** How many trends were tested; p is corrected for all of them. */
  readonly tests: number;
  /** Changes of these years whose teams are embedded in each other: in the repository's series they count as one team. */
  readonly embedded: number;
  /** Of a module or a declared couch, by its id; undefined for any other couch: see `quartersOf`. */
  of(couch: Couch): Told | undefined;
  /** Of the changes that a team lifted: how many it did not lift alone. */
  ofTeam(team: TeamName): Told | undefined;
}

export interface DriftOf {
  readonly trend: Trend & { readonly adjusted: number };
  /** Oldest first; `hits` lifted several teams. */
  readonly quarters: readonly Period[];
}

/** Why there is no trend. */
export interface Untold {
  readonly untold: string;
}

export type Told = { readonly quarters: readonly Period[] } & (
  | { readonly trend: DriftOf['trend'] }
  | { readonly untold: string }
);

const QUARTERS = 12;

/**
 * The repository, every module, declared couch and team, as one family of tests. Groups and pairs are left out of it:
 * they were found by how this same history moves. Made once for each model.
 */
export function driftOf(model: Model): Drift {
  const known = drifts.get(model);
  if (known) return known;
  const made = makeDrift(model);
  drifts.set(model, made);
  return made;
}

const drifts = new WeakMap<Model, Drift>();

function makeDrift(model: Model): Drift {
  const index = liftIndex(model);
  const now = index.now ?? 0;
  const couches = findCouches(model).filter(({ kind }) => kind !== 'group');
  const begin = beginningOf(model);
  const past = (lifts: readonly Lift[]) => lifts.filter(({ change }) => change !== begin);
  const byTeam = new Map<TeamName, Lift[]>(model.teams.map(({ name }) => [name, []]));
  for (const lift of index.all) for (const team of lift.teams) byTeam.get(team)?.push(lift);
  const joined = embeddedTeams(model);
  const units: readonly (readonly [string, readonly Lift[]])[] = [
    [REPOSITORY, index.all],
    ...couches.map(couch => [couch.id, liftsOfMembers(index, couch)] as const),
    ...[...byTeam].map(([team, lifts]) => [`team:${team}`, lifts] as const),
  ];
  const series = units.map(([id, lifts]) =>
    quarters(past(lifts), now, id === REPOSITORY ? joined : undefined),
  );
  const { trends, tests } = binomialTrends(series);
  const told = new Map<string, Told>();
  for (const [i, [id]] of units.entries()) {
    const trend = trends[i];
    const own = series[i];
    if (trend && own)
      told.set(id, 'untold' in trend ? { ...trend, quarters: own } : { trend, quarters: own });
  }
  const whole = told.get(REPOSITORY);
  return {
    repository: whole ?? NOTHING,
    couches: couches
      .flatMap(couch => {
        const own = told.get(couch.id);
        return own && 'trend' in own ? [{ couch, trend: own.trend, quarters: own.quarters }] : [];
      })
      .sort((a, b) => a.trend.adjusted - b.trend.adjusted),
    tests,
    embedded: past(index.all).filter(({ teams }) => teams.length > 1 && joined(teams)).length,
    of: couch => told.get(couch.id),
    ofTeam: team => told.get(`team:${team}`),
  };
}

const REPOSITORY = 'repository';
const NOTHING = { untold: 'there are no changes' };

/** The carries of any couch over three years by quarter, oldest first; `hits` lifted several teams. */
export function quartersOf(model: Model, couch: Couch): readonly Period[] {
  const index = liftIndex(model);
  return quarters(liftsOfMembers(index, couch), index.now ?? 0);
}

/**
 * The change that brought everything in, where the history begins with one: it touches files of every team, and nobody
 * had to talk. Left in, it would be a first quarter of which all changes lift several teams.
 */
function beginningOf(model: Model): Change | undefined {
  const oldest = factsOf(model.facts.history)?.changes.at(-1);
  return oldest?.files.every(({ status }) => status === 'added') ? oldest : undefined;
}

/**
 * Whether every two of these teams are embedded in each other, or reach each other so. That they carry together more
 * and more is then no drift: somebody saw it coming and wired it.
 */
function embeddedTeams(model: Model): (teams: readonly TeamName[]) => boolean {
  if (!channelsDeclared(model)) return () => false;
  const thresholds = thresholdsOf(model);
  const known = new Map<string, boolean>();
  const areEmbedded = (a: TeamName, b: TeamName) => {
    const key = `${a}\n${b}`;
    const found = known.get(key) ?? bandwidthBetween(model, a, b, thresholds).share >= thresholds.embedded;
    known.set(key, found);
    return found;
  };
  return teams => teams.every((a, i) => teams.slice(i + 1).every(b => areEmbedded(a, b)));
}

function quarters(
  lifts: readonly Lift[],
  now: number,
  asOne: (teams: readonly TeamName[]) => boolean = () => false,
): readonly Period[] {
  const found = Array.from({ length: QUARTERS }, () => ({ hits: 0, of: 0 }));
  for (const { change, teams } of lifts) {
    if (teams.length === 0) continue;
    const ago = Math.floor(Math.max(0, now - change.at) / (3 * DAYS_A_MONTH * 86_400));
    const quarter = found[QUARTERS - 1 - ago];
    if (!quarter) continue;
    quarter.of += 1;
    if (teams.length > 1 && !asOne(teams)) quarter.hits += 1;
  }
  return found;
}
