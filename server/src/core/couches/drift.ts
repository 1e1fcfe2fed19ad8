import type { Change } from '../facts/history.ts';
import { factsOf } from '../facts/state.ts';
import { binomialTrends, type Period, type Trend } from '../measures/binomial-trend.ts';
import type { Model, TeamName } from '../model/model.ts';
import { lastFor } from '../once-for.ts';
import { DAYS_A_MONTH } from '../quantities.ts';
import { liftsOfMembers } from './carries.ts';
import { bandwidthBetween, channelsDeclared } from './channels.ts';
import type { Couch, Lift } from './couch.ts';
import { findCouches } from './find-couches.ts';
import { type LiftIndex, liftIndex } from './lift-index.ts';
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
  const couches = findCouches(model).filter(({ kind }) => kind === 'module' || kind === 'declared');
  const channels = channelsDeclared(model);
  const key = [
    ...couches.map(({ id, members }) => `${id} ${members.join(' ')}`),
    ...model.teams.map(({ name }) => name),
  ];
  // Places move with every line that is typed, trends do not.
  const { told, tests, embedded } = trends(
    index.all,
    [key.join('\n'), channels && factsOf(model.facts.declared), channels && model.teams],
    () => tell(model, index, couches),
  );
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
    embedded,
    of: couch => told.get(couch.id),
    ofTeam: team => told.get(`team:${team}`),
  };
}

interface Trends {
  readonly told: ReadonlyMap<string, Told>;
  readonly tests: number;
  readonly embedded: number;
}

const trends = lastFor<readonly Lift[], Trends>();

function tell(model: Model, index: LiftIndex, couches: readonly Couch[]): Trends {
  const now = index.now ?? 0;
  const begin = beginningOf(model);
  const joined = embeddedTeams(model);
  const byTeam = quartersByTeam(index.all, model, now, begin);
  const units: readonly (readonly [string, readonly Period[]])[] = [
    [REPOSITORY, quarters(index.all, now, begin, joined)],
    ...couches.map(couch => [couch.id, quartersKnown(liftsOfMembers(index, couch), now, begin)] as const),
    ...[...byTeam].map(([team, periods]) => [`team:${team}`, periods] as const),
  ];
  const { trends: found, tests } = binomialTrends(units.map(([, series]) => series));
  const told = new Map<string, Told>();
  for (const [i, [id, series]] of units.entries()) {
    const trend = found[i];
    if (trend) told.set(id, 'untold' in trend ? { ...trend, quarters: series } : { trend, quarters: series });
  }
  const embedded = index.all.filter(
    ({ change, teams }) => teams.length > 1 && change !== begin && joined(teams),
  ).length;
  return { told, tests, embedded };
}

const REPOSITORY = 'repository';
const NOTHING = { untold: 'there are no changes' };

/** The carries of any couch over three years by quarter, oldest first; `hits` lifted several teams. */
export function quartersOf(model: Model, couch: Couch): readonly Period[] {
  const index = liftIndex(model);
  return quarters(liftsOfMembers(index, couch), index.now ?? 0, undefined);
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

/** Lists that a differing change does not touch are the same, and so are their quarters. */
function quartersKnown(lifts: readonly Lift[], now: number, begin: Change | undefined): readonly Period[] {
  return series(lifts, [now, begin], () => quarters(lifts, now, begin));
}

const series = lastFor<readonly Lift[], readonly Period[]>();

function quarters(
  lifts: readonly Lift[],
  now: number,
  begin: Change | undefined,
  asOne: (teams: readonly TeamName[]) => boolean = () => false,
): readonly Period[] {
  const found = emptyQuarters();
  for (const { change, teams } of lifts) {
    if (teams.length === 0 || change === begin) continue;
    const quarter = found[quarterOf(change, now)];
    if (!quarter) continue;
    quarter.of += 1;
    if (teams.length > 1 && !asOne(teams)) quarter.hits += 1;
  }
  return found;
}

/** Of each team of the model: the changes that it lifted, and in `hits` those with others. */
function quartersByTeam(
  lifts: readonly Lift[],
  model: Model,
  now: number,
  begin: Change | undefined,
): ReadonlyMap<TeamName, readonly Period[]> {
  const byTeam = new Map(model.teams.map(({ name }) => [name, emptyQuarters()]));
  for (const { change, teams } of lifts) {
    if (change === begin) continue;
    const at = quarterOf(change, now);
    for (const team of teams) {
      const quarter = byTeam.get(team)?.[at];
      if (!quarter) continue;
      quarter.of += 1;
      if (teams.length > 1) quarter.hits += 1;
    }
  }
  return byTeam;
}

function emptyQuarters(): { hits: number; of: number }[] {
  return Array.from({ length: QUARTERS }, () => ({ hits: 0, of: 0 }));
}

function quarterOf({ at }: Change, now: number): number {
  return QUARTERS - 1 - Math.floor(Math.max(0, now - at) / (3 * DAYS_A_MONTH * 86_400));
}
