import { NOTHING_DECLARED } from '../facts/declared.ts';
import { factsOf } from '../facts/state.ts';
import type { Model, Team } from '../model/model.ts';
import { lastFor } from '../once-for.ts';
import { DAYS_A_MONTH } from '../quantities.ts';
import type { Lift } from './couch.ts';
import { liftIndex } from './lift-index.ts';

/** A team that others have to wait for. */
export interface Bottleneck {
  readonly team: Team;
  readonly carries: number;
  /** Those in which it lifted with others. */
  readonly withOthers: number;
  /** People of the team, where every team's are known; else 1, and carries are those of whole teams. */
  readonly members: number;
  /** The median of the others' carries per member. */
  readonly median: number;
  /** Whether every team's members are known. */
  readonly perMember: boolean;
  readonly windowMonths: number;
}

/** Fewer teams have no median to speak of. */
const OTHERS = 3;

/**
 * Teams that lift at least `times` the median of the others' carries per member, mostly with others: who is busy with work
 * of its own is in nobody's way. Only teams that lifted anything count as others. `aloneBelow` is the share of its
 * carries that a bottleneck lifts alone at most.
 */
export function bottlenecks(
  model: Model,
  { times, carriesFrom, aloneBelow }: { times: number; carriesFrom: number; aloneBelow: number },
): readonly Bottleneck[] {
  const index = liftIndex(model);
  if (index.now === undefined) return [];
  const declared = factsOf(model.facts.declared) ?? NOTHING_DECLARED;
  const windowMonths = declared.history.windowMonths ?? 12;
  const since = index.now - windowMonths * DAYS_A_MONTH * 86_400;
  const now = new Date(index.now * 1000).toISOString().slice(0, 10);
  const tallies = tallied(index.all, [since], () => tally(index.all, since));
  const teams = model.teams.flatMap(team => {
    const own = tallies.get(team.name);
    return own ? [{ team, ...own, people: peopleOf(team, now) }] : [];
  });
  const perMember = teams.every(({ people }) => people > 0);
  const rated = teams.map(each => ({ ...each, members: perMember ? each.people : 1 }));
  return rated.flatMap(({ team, carries, withOthers, members }): Bottleneck[] => {
    const others = rated.filter(each => each.team !== team).map(each => each.carries / each.members);
    if (others.length < OTHERS || carries < carriesFrom) return [];
    const median = medianOf(others);
    const alone = 1 - withOthers / carries;
    if (carries / members < times * median || alone >= aloneBelow) return [];
    return [{ team, carries, withOthers, members, median, perMember, windowMonths }];
  });
}

const tallied = lastFor<readonly Lift[], ReadonlyMap<string, Tally>>();

interface Tally {
  carries: number;
  withOthers: number;
}

function tally(lifts: readonly Lift[], since: number): ReadonlyMap<string, Tally> {
  const tallies = new Map<string, Tally>();
  for (const { change, teams } of lifts) {
    if (change.at < since) break;
    for (const team of teams) {
      const own = tallies.get(team) ?? { carries: 0, withOthers: 0 };
      tallies.set(team, own);
      own.carries += 1;
      if (teams.length > 1) own.withOthers += 1;
    }
  }
  return tallies;
}

/** Those whose stay has begun and not ended. */
function peopleOf(team: Team, today: string): number {
  const there = (team.declared?.members ?? []).filter(
    ({ from, until }) => (from ?? '') <= today && (until ?? '9999-12-31') >= today,
  );
  return new Set(there.map(({ email }) => email.toLowerCase())).size;
}

function medianOf(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}
