import { bandwidthBetween, channelsDeclared } from '../couches/channels.ts';
import type { Judged, Lift } from '../couches/couch.ts';
import { judgeCouches } from '../couches/judge-couches.ts';
import { liftIndex } from '../couches/lift-index.ts';
import { type MissingPartner, missingPartners } from '../couches/lifting.ts';
import { thresholdsOf } from '../couches/thresholds.ts';
import type { DeclaredQueue, DeclaredService } from '../facts/declared.ts';
import { NOTHING_DECLARED } from '../facts/declared.ts';
import { byText, type Place } from '../facts/place.ts';
import { factsOf } from '../facts/state.ts';
import { mayActFor, teamsNeeded } from '../measures/fewest-teams.ts';
import { escalationHops } from '../measures/organisation/escalation.ts';
import { inParallel, inSeries } from '../measures/organisation/waits.ts';
import type { Model, Module, ModuleName, Ownership, TeamName } from '../model/model.ts';
import { DAYS_A_MONTH } from '../quantities.ts';
import { groupsAbove, groupsDeclared, whoDecides } from './groups.ts';
import { type NeededTeam, neededTeams } from './initiatives.ts';
import type { Touched } from './touched.ts';

/** What touching these things would take, before anybody writes it down. */
export interface Plan {
  readonly touched: readonly Touched[];
  /** Sorted. */
  readonly modules: readonly ModuleName[];
  readonly teams: readonly NeededTeam[];
  /** Who has to approve what: most files first. */
  readonly approvals: readonly Approval[];
  /** Files that nobody owns. */
  readonly unowned: number;
  /** Every two of the teams, the farthest first. */
  readonly between: readonly Distance[];
  readonly waits: readonly PlannedWait[];
  /** Milliseconds, one after the other and all asked for at once; of those whose time is known. */
  readonly waitsTogether: { readonly inSeries: number; readonly atOnce: number };
  readonly past: Past | undefined;
  /** Modules that mostly change with these and were not named. */
  readonly missing: readonly MissingPartner[];
  /** The couches it would be a carry of, worst first. */
  readonly couches: readonly Judged[];
  /** What is not needed if one thing is left out; the most teams first, and none that changes nothing. */
  readonly without: readonly { readonly name: string; readonly fewer: readonly TeamName[] }[];
}

export interface Approval {
  readonly owners: Pick<Ownership, 'mode' | 'teams'>;
  readonly at: Place;
  readonly files: number;
}

export interface Distance {
  readonly teams: readonly [TeamName, TeamName];
  /** Up to whoever decides and down again; undefined where no team lies in a group. */
  readonly hops: number | undefined;
  readonly decides: string;
  /** Undefined where no channel is declared at all, so that nobody can say. */
  readonly bandwidth: number | undefined;
  /** The teams of the best way, both ends included, and its narrowest medium. */
  readonly way: readonly TeamName[];
  readonly medium: string | undefined;
}

export type PlannedWait =
  | {
      readonly kind: 'queue';
      readonly queue: DeclaredQueue;
      readonly ms: number | undefined;
      readonly text: string | undefined;
    }
  | { readonly kind: 'deploy'; readonly service: DeclaredService };

export interface Past {
  readonly windowMonths: number;
  /** `all`: changes to every module at once; `any`: to one of them, where fewer than three were to all. */
  readonly alike: 'all' | 'any';
  readonly changes: number;
  /** Lifted by one team alone, and by nobody known. */
  readonly alone: number;
  readonly unknown: number;
  /** Mean of the teams that lifted, over changes whose lifters are known. */
  readonly teams: number;
  readonly widest: Lift | undefined;
  /** The newest three. */
  readonly examples: readonly Lift[];
}

export function planOf(model: Model, touched: readonly Touched[]): Plan {
  const modules = [...new Set(touched.flatMap(each => each.modules))].sort(byText);
  const teams = teamsFor(model, touched);
  const names = teams.map(({ team }) => team);
  const waits = waitsFor(model, names, modules);
  const times = waits.flatMap(wait => (wait.kind === 'queue' && wait.ms !== undefined ? [wait.ms] : []));
  const set = new Set(modules);
  return {
    touched,
    modules,
    teams,
    ...approvalsOf(model, touched),
    between: distances(model, names),
    waits,
    waitsTogether: { inSeries: inSeries(times), atOnce: inParallel(times) },
    past: pastOf(model, modules),
    missing: missingPartners(model, set),
    couches: judgeCouches(model).filter(
      ({ couch }) => couch.members.filter(name => set.has(name)).length >= Math.min(2, couch.members.length),
    ),
    without: withoutOne(model, touched, names),
  };
}

/** Of a module its owner; of files and folders the owner of each file. */
function needsOf(model: Model, touched: readonly Touched[]): readonly Ownership[] {
  return touched.flatMap(({ kind, modules: [name], files }) => {
    const module = kind === 'module' && name !== undefined ? model.module(name) : undefined;
    return module ? [module.ownership] : files.map(path => model.ownershipOf(path));
  });
}

function modulesOf(model: Model, touched: readonly Touched[]): readonly Module[] {
  return [...new Set(touched.flatMap(({ modules }) => modules))].flatMap(name => model.module(name) ?? []);
}

function teamsFor(model: Model, touched: readonly Touched[]): readonly NeededTeam[] {
  const owners = teamsNeeded(model, needsOf(model, touched));
  const modules = modulesOf(model, touched);
  // Who usually lifts along is told by modules; who owns by what was named.
  const usual = neededTeams(model, modules, []).filter(
    ({ team, because }) => because.by === 'history' && !owners.includes(team),
  );
  const owning = owners.map((team): NeededTeam => {
    const own = modules.filter(
      ({ files, ownership }) =>
        mayActFor(model, team, ownership.teams) ||
        files.some(path => mayActFor(model, team, model.ownershipOf(path).teams)),
    );
    const others = touched
      .filter(
        each =>
          each.modules.length === 0 &&
          each.files.some(path => mayActFor(model, team, model.ownershipOf(path).teams)),
      )
      .map(({ name }) => name);
    return { team, because: { by: 'owns', modules: own, ...(others.length > 0 && { others }) } };
  });
  return [...owning, ...usual].sort((a, b) => byText(a.team, b.team));
}

function approvalsOf(model: Model, touched: readonly Touched[]): Pick<Plan, 'approvals' | 'unowned'> {
  const found = new Map<string, { owners: Approval['owners']; at: Place; files: number }>();
  let unowned = 0;
  for (const path of new Set(touched.flatMap(({ files }) => files))) {
    const { because, mode, teams } = model.ownershipOf(path);
    if (because.by === 'nobody' || teams.length === 0) {
      unowned += 1;
      continue;
    }
    const at = because.by === 'wiring' ? because.at : because.rule.place;
    const key = `${at.path}:${at.range.start.line}:${at.range.start.character}`;
    const known = found.get(key) ?? { owners: { mode, teams }, at, files: 0 };
    known.files += 1;
    found.set(key, known);
  }
  const approvals = [...found.values()].sort(
    (a, b) =>
      b.files - a.files || byText(a.at.path, b.at.path) || a.at.range.start.line - b.at.range.start.line,
  );
  return { approvals, unowned };
}

function distances(model: Model, teams: readonly TeamName[]): readonly Distance[] {
  const thresholds = thresholdsOf(model);
  const [grouped, channels] = [groupsDeclared(model), channelsDeclared(model)];
  const found = teams.flatMap((a, i) =>
    teams.slice(i + 1).map((b): Distance => {
      const best = channels ? bandwidthBetween(model, a, b, thresholds) : undefined;
      return {
        teams: [a, b],
        hops: grouped ? escalationHops(groupsAbove(model, a), groupsAbove(model, b)) : undefined,
        decides: whoDecides(model, [a, b]),
        bandwidth: best?.share,
        way: best?.path ?? [],
        medium: best?.narrowest?.medium,
      };
    }),
  );
  return found.sort(
    (x, y) =>
      (y.hops ?? 0) - (x.hops ?? 0) ||
      (x.bandwidth ?? 0) - (y.bandwidth ?? 0) ||
      byText(x.teams[0], y.teams[0]) ||
      byText(x.teams[1], y.teams[1]),
  );
}

/** Queues that one of the teams asks another one, or anybody, and what deploys one at a time. */
function waitsFor(
  model: Model,
  teams: readonly TeamName[],
  modules: readonly ModuleName[],
): readonly PlannedWait[] {
  const declared = factsOf(model.facts.declared) ?? NOTHING_DECLARED;
  const isOne = (name: string) => teams.some(team => model.team(name)?.name === team);
  const queues = declared.queues
    .filter(
      ({ serves, access }) =>
        (access?.way ?? 'ticket') === 'ticket' && serves.some(({ name }) => isOne(name)),
    )
    .map((queue): PlannedWait => {
      const time = queue.actual ?? queue.promised;
      return { kind: 'queue', queue, ms: time?.ms, text: time?.text };
    });
  const services = declared.services
    .filter(
      ({ runs, deploys }) =>
        deploys?.mode === 'one-at-a-time' &&
        runs.some(({ name }) => modules.some(each => model.module(name)?.name === each)),
    )
    .map((service): PlannedWait => ({ kind: 'deploy', service }));
  return [...queues, ...services];
}

/** Fewer say little about the next one. */
const ENOUGH = 3;

function pastOf(model: Model, modules: readonly ModuleName[]): Past | undefined {
  const index = liftIndex(model);
  const [first] = modules;
  if (index.now === undefined || first === undefined) return undefined;
  const windowMonths = factsOf(model.facts.declared)?.history.windowMonths ?? 12;
  const since = index.now - windowMonths * DAYS_A_MONTH * 86_400;
  const recent = index.all.filter(({ change }) => change.at >= since);
  const toAll = recent.filter(lift => modules.every(name => lift.modules.includes(name)));
  const lifts =
    toAll.length >= ENOUGH ? toAll : recent.filter(lift => modules.some(name => lift.modules.includes(name)));
  const known = lifts.filter(({ teams }) => teams.length > 0);
  const [widest] = [...known].sort((a, b) => b.teams.length - a.teams.length || b.change.at - a.change.at);
  return {
    windowMonths,
    alike: toAll.length >= ENOUGH ? 'all' : 'any',
    changes: lifts.length,
    alone: known.filter(({ teams }) => teams.length === 1).length,
    unknown: lifts.length - known.length,
    teams: known.length === 0 ? 0 : known.reduce((sum, { teams }) => sum + teams.length, 0) / known.length,
    widest,
    examples: lifts.slice(0, 3),
  };
}

function withoutOne(model: Model, touched: readonly Touched[], all: readonly TeamName[]): Plan['without'] {
  if (touched.length < 2) return [];
  return touched
    .map(each => {
      const left = teamsFor(
        model,
        touched.filter(other => other !== each),
      ).map(({ team }) => team);
      return { name: each.name, fewer: all.filter(team => !left.includes(team)) };
    })
    .filter(({ fewer }) => fewer.length > 0)
    .sort((a, b) => b.fewer.length - a.fewer.length || byText(a.name, b.name));
}
