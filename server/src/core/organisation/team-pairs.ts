import type { Lift } from '../couches/couch.ts';
import { liftIndex } from '../couches/lift-index.ts';
import { byText } from '../facts/place.ts';
import { factsOf } from '../facts/state.ts';
import type { Model, TeamName } from '../model/model.ts';
import { DAYS_A_MONTH } from '../quantities.ts';

/** Two teams that lift together, within the window. */
export interface TeamPair {
  /** Sorted. */
  readonly teams: readonly [TeamName, TeamName];
  /** Newest first. */
  readonly lifts: readonly Lift[];
  /** Carries of the one of them that has fewer, and which one that is. */
  readonly carries: number;
  readonly smaller: TeamName;
  /** Of these carries, the share in which the other lifts too: what the two have to settle. */
  readonly need: number;
  /** In how many of four equal slices of the window they met. */
  readonly slices: number;
  /** What they lifted together in a window of the same length before this one; undefined where history does not reach over it. */
  readonly before: number | undefined;
  readonly windowMonths: number;
}

const SLICES = 4;

/** Every two named teams that lifted something together in the window; who lifts together most stands first. */
export function teamPairs(model: Model): readonly TeamPair[] {
  const known = remembered.get(model);
  if (known) return known;
  const pairs = findPairs(model);
  remembered.set(model, pairs);
  return pairs;
}

/** Four rules ask. */
const remembered = new WeakMap<Model, readonly TeamPair[]>();

function findPairs(model: Model): readonly TeamPair[] {
  const index = liftIndex(model);
  const history = factsOf(model.facts.history);
  if (index.now === undefined || !history) return [];
  const now = index.now;
  const windowMonths = factsOf(model.facts.declared)?.history.windowMonths ?? 12;
  const span = windowMonths * DAYS_A_MONTH * 86_400;
  const named = new Set(model.teams.filter(({ unnamed }) => !unnamed).map(({ name }) => name));
  const carries = new Map<TeamName, number>();
  const together = new Map<string, { teams: [TeamName, TeamName]; lifts: Lift[]; before: number }>();
  for (const lift of index.all) {
    if (lift.change.at < now - 2 * span) break;
    const inWindow = lift.change.at >= now - span;
    const teams = lift.teams.filter(team => named.has(team));
    if (inWindow) for (const team of teams) carries.set(team, (carries.get(team) ?? 0) + 1);
    for (const [i, a] of teams.entries()) {
      for (const b of teams.slice(i + 1)) {
        const key = JSON.stringify([a, b]);
        let pair = together.get(key);
        if (!pair) {
          pair = { teams: [a, b], lifts: [], before: 0 };
          together.set(key, pair);
        }
        if (inWindow) pair.lifts.push(lift);
        else pair.before += 1;
      }
    }
  }
  const begins = history.changes.at(-1)?.at;
  // The first change of a history is as old as it gets: a window that it almost fills is one.
  const reaches = begins !== undefined && begins <= now - 2 * span + SLACK * span;
  const found: TeamPair[] = [];
  for (const { teams, lifts, before } of together.values()) {
    if (lifts.length === 0) continue;
    const [a, b] = teams;
    const [ofA, ofB] = [carries.get(a) ?? 0, carries.get(b) ?? 0];
    const slices = new Set(
      lifts.map(({ change }) => Math.floor((Math.max(0, now - change.at) / span) * SLICES)),
    );
    found.push({
      teams: [a, b],
      lifts,
      carries: Math.min(ofA, ofB),
      smaller: ofA <= ofB ? a : b,
      need: lifts.length / Math.max(1, Math.min(ofA, ofB)),
      slices: slices.size,
      before: reaches ? before : undefined,
      windowMonths,
    });
  }
  return found.sort(
    (x, y) =>
      y.lifts.length - x.lifts.length || byText(x.teams[0], y.teams[0]) || byText(x.teams[1], y.teams[1]),
  );
}

const SLACK = 0.1;
