import { NOTHING_DECLARED } from '../facts/declared.ts';
import type { Change } from '../facts/history.ts';
import { byText } from '../facts/place.ts';
import { factsOf } from '../facts/state.ts';
import type { Model, TeamName } from '../model/model.ts';
import { DAYS_A_MONTH } from '../quantities.ts';
import { changeLens } from './changes.ts';

/**
 * How much each team could do alone within the window. The window is the one the wiring file names (12 months by
 * default), widened month by month until it holds enough carries or reaches its end. Counts are plain, without decay:
 * they head the summary and are there to be checked by hand.
 */
export function independenceOfAction(model: Model, options: IndependenceOptions = {}): Independence {
  const declared = factsOf(model.facts.declared) ?? NOTHING_DECLARED;
  const lens = changeLens(model);
  const first = options.months ?? declared.history.windowMonths ?? 12;
  const last = Math.max(first, options.most ?? 36);
  const liftersBy = lens.roster.known ? 'owners and roster' : 'owners';
  const nothing = { teams: [], carries: 0, alone: 0, windowMonths: first, setAside: {}, liftersBy } as const;
  const source = model.facts.history;
  if (source.state === 'absent') {
    return { ...nothing, unknown: `there is no history to count in: ${source.reason}` };
  }
  if (model.teams.length < 2) {
    return { ...nothing, unknown: model.teams.length === 1 ? ONE_TEAM : NO_TEAM };
  }

  const { now, changes } = source.facts;
  const months = (count: number) => now - count * DAYS_A_MONTH * 86_400;
  const isCarry = (change: Change) =>
    lens.classified(change).class === 'ordinary' && lens.lifters(change).length > 0;
  let windowMonths = first;
  const enough = options.carries ?? 10;
  const within = (change: Change) => change.at >= months(windowMonths);
  // Older changes are not looked at before they are needed: they are two thirds of what is read.
  let carries = changes.filter(change => within(change) && isCarry(change));
  while (windowMonths < last && carries.length < enough) {
    windowMonths += 1;
    carries = changes.filter(change => within(change) && isCarry(change));
  }

  const setAside = countSetAside(changes.filter(within), lens);
  if (carries.length === 0) {
    const unknown = `no ordinary change in ${windowMonths} months touched a file that a team owns`;
    return { ...nothing, windowMonths, setAside, unknown };
  }
  const liftedBy = carries.map(change => lens.lifters(change));
  return {
    teams: teamsOf(model, liftedBy),
    carries: carries.length,
    alone: liftedBy.filter(teams => teams.length === 1).length,
    windowMonths,
    setAside,
    liftersBy,
  };
}

export interface IndependenceOptions {
  /** The window in months; by default what the wiring file says, or 12. */
  readonly months?: number;
  /** How far it may be widened. */
  readonly most?: number;
  /** How many carries make it wide enough. */
  readonly carries?: number;
}

const ONE_TEAM =
  'only one team is known, so nobody can be waited for; name the others in CODEOWNERS or a .wiring file';
const NO_TEAM = 'no team is known; a CODEOWNERS file or "owner" in a .wiring file says who lifts what';

function countSetAside(
  changes: readonly Change[],
  lens: ReturnType<typeof changeLens>,
): Readonly<Record<string, number>> {
  const counts = new Map<string, number>();
  for (const change of changes) {
    const { class: kind } = lens.classified(change);
    // An ordinary change of files that nobody owns is no carry either, and is not to vanish.
    const reason = kind !== 'ordinary' ? kind : lens.lifters(change).length === 0 ? 'unowned' : undefined;
    if (reason !== undefined) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  return Object.fromEntries([...counts].sort(([a], [b]) => byText(a, b)));
}

/** How many partners of a team are named. */
const PARTNERS = 5;

function teamsOf(model: Model, carries: readonly (readonly TeamName[])[]): readonly TeamIndependence[] {
  const tallies = new Map(
    model.teams.map(({ name }) => [name, { alone: 0, lifted: 0, with: new Map<TeamName, number>() }]),
  );
  for (const teams of carries) {
    for (const team of teams) {
      const tally = tallies.get(team);
      if (!tally) continue;
      tally.lifted += 1;
      if (teams.length === 1) tally.alone += 1;
      for (const other of teams) if (other !== team) tally.with.set(other, (tally.with.get(other) ?? 0) + 1);
    }
  }
  return [...tallies]
    .map(([team, tally]) => ({
      team,
      alone: tally.alone,
      lifted: tally.lifted,
      share: tally.lifted === 0 ? undefined : tally.alone / tally.lifted,
      with: [...tally.with]
        .map(([other, changes]) => ({ team: other, changes }))
        .sort((a, b) => b.changes - a.changes || byText(a.team, b.team))
        .slice(0, PARTNERS),
    }))
    .sort((a, b) => byText(a.team, b.team));
}

/** Independence of action: the share of carries that one team lifted alone (DESIGN.md section 5). */
export interface Independence {
  /** Sorted by team name. Empty, with `unknown` saying why, where it cannot be told. */
  readonly teams: readonly TeamIndependence[];
  readonly unknown?: string;
  /** Ordinary changes in the window that lifted at least one team. */
  readonly carries: number;
  /** Of those, how many one team lifted alone. */
  readonly alone: number;
  readonly windowMonths: number;
  /** What is no carry, by class: release, bot, sweep, revert, rename-only, noise-only; and `unowned`, ordinary but nobody's. */
  readonly setAside: Readonly<Record<string, number>>;
  /** How lifters were told: owners of what was touched, or also authors by roster. */
  readonly liftersBy: 'owners' | 'owners and roster';
}

/** Fewer changes than these tell nothing about a team; counts are shown then, and no share. */
export const ENOUGH_CHANGES = 10;

export interface TeamIndependence {
  readonly team: TeamName;
  /** |{e: T(e) = {t}}| */
  readonly alone: number;
  /** |{e: t ∈ T(e)}| */
  readonly lifted: number;
  /** alone / lifted, between 0 and 1; undefined when nothing was lifted. */
  readonly share: number | undefined;
  /** The five teams that most often lift together with this one, most often first. */
  readonly with: readonly { readonly team: TeamName; readonly changes: number }[];
}
