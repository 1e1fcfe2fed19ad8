import { bandwidthBetween } from '../couches/channels.ts';
import type { Couch } from '../couches/couch.ts';
import { judgeCouches } from '../couches/judge-couches.ts';
import { thresholdsOf } from '../couches/thresholds.ts';
import { byText } from '../facts/place.ts';
import { factsOf } from '../facts/state.ts';
import { withoutPlaces } from '../measures/change-ground.ts';
import type { Model, TeamName } from '../model/model.ts';
import { onceFor } from '../once-for.ts';
import { teamPairs } from '../organisation/team-pairs.ts';
import { percent } from './words.ts';

/** Two teams that lift together, and that an edit gives another bandwidth. */
export interface BandwidthChange {
  readonly teams: readonly [TeamName, TeamName];
  /** Between 0 (no channel leads from one to the other) and 1. */
  readonly today: number;
  readonly edited: number;
  /**
   * The share that both lift: of the carries of the couch that asks most of them, or, where they are the first two of none,
   * of all that the one of them lifts that lifts less.
   */
  readonly need: number;
  readonly couch?: Couch;
}

/** Who lifts together less often than this has no need that could be told as a share. */
const ENOUGH = 10;

/**
 * The gain of wiring (DESIGN.md section 5): need against bandwidth, the greatest need first. Looks no further where both
 * models declare the same channels.
 */
export function bandwidthChanges(today: Model, edited: Model): readonly BandwidthChange[] {
  const [before, after] = [thresholdsOf(today), thresholdsOf(edited)];
  if (channelsOf(today, before) === channelsOf(edited, after)) return [];
  const needs = new Map<string, Omit<BandwidthChange, 'today' | 'edited'>>();
  for (const { couch, pair, need, verdict } of judgeCouches(edited)) {
    if (!pair || need === undefined || verdict === 'UNKNOWN') continue;
    const [a, b] = [edited.team(pair[0])?.name, edited.team(pair[1])?.name];
    if (a === undefined || b === undefined) continue;
    const key = `${a}\n${b}`;
    if ((needs.get(key)?.need ?? 0) < need) needs.set(key, { teams: [a, b], need, couch });
  }
  for (const { teams, need, lifts } of teamPairs(edited)) {
    const key = teams.join('\n');
    if (lifts.length >= ENOUGH && !needs.has(key)) needs.set(key, { teams, need });
  }
  return [...needs.values()]
    .flatMap(each => {
      const [a, b] = each.teams;
      // Who is called otherwise today has the channels of that name.
      if (today.team(a)?.name !== a || today.team(b)?.name !== b) return [];
      const was = bandwidthBetween(today, a, b, before).share;
      const is = bandwidthBetween(edited, a, b, after).share;
      return was === is ? [] : [{ ...each, today: was, edited: is }];
    })
    .sort((x, y) => y.need - x.need || byText(x.teams.join('\n'), y.teams.join('\n')));
}

/** `10 % → 40 %, they need 77 %`. */
export function bandwidthInWords({ today, edited, need }: Omit<BandwidthChange, 'couch'>): string {
  const wide = (share: number) => (share === 0 ? 'none' : percent(share, need));
  return `${wide(today)} → ${wide(edited)}, they need ${percent(need)}`;
}

function channelsOf(model: Model, thresholds: ReturnType<typeof thresholdsOf>): string {
  const { embedded, meeting, chat, review, ticket } = thresholds;
  const channels = factsOf(model.facts.declared)?.channels ?? NONE;
  return [saying(channels), embedded, meeting, chat, review, ticket].join();
}

const NONE: readonly never[] = [];

const saying = onceFor((channels: readonly object[]) => withoutPlaces(channels));
