import { bandwidthBetween, channelsDeclared } from '../couches/channels.ts';
import { coChanging } from '../couches/co-changing.ts';
import { thresholdsOf } from '../couches/thresholds.ts';
import { mayActFor } from '../measures/fewest-teams.ts';
import { smallestTeams } from '../measures/lifters.ts';
import { congruence, type Pair, requiredPairs } from '../measures/organisation/congruence.ts';
import type { Model, TeamName } from '../model/model.ts';

/** Whether those who must talk can. */
export interface Fit {
  /** Between 0 and 1. */
  readonly share: number;
  /** Pairs of teams whose modules change together more often than chance would have it. */
  readonly required: readonly Pair[];
  /** Those of them that no declared channel joins, also through others. */
  readonly gaps: readonly Pair[];
}

/**
 * Socio-technical congruence over co-change (imports tell little of who must talk: MEASURES.md section 0). Of owners that
 * are alternatives one is taken, as for lifters. Undefined without history, without channels, or where nobody must talk.
 */
export function fitOf(model: Model): Fit | undefined {
  const tests = coChanging(model);
  if (!tests || !channelsDeclared(model)) return undefined;
  const thresholds = thresholdsOf(model);
  const owners = new Map<string, readonly TeamName[]>();
  for (const { name, ownership } of model.modules) owners.set(name, smallestTeams([ownership]));
  // Whoever stands in both sets of people has nobody to talk to.
  const isOneHand = (a: string, b: string) => {
    const [one, other] = [model.team(a)?.name, model.team(b)?.name];
    return one !== undefined && other !== undefined && mayActFor(model, one, [other]);
  };
  const required = requiredPairs(
    owners,
    tests.significant.map(({ a, b }): Pair => [a, b]),
  ).filter(([a, b]) => !isOneHand(a, b));
  const canTalk = (a: string, b: string) => {
    const [one, other] = [model.team(a)?.name, model.team(b)?.name];
    return (
      one !== undefined && other !== undefined && bandwidthBetween(model, one, other, thresholds).share > 0
    );
  };
  const share = congruence(required, canTalk);
  return share === undefined
    ? undefined
    : { share, required, gaps: required.filter(([a, b]) => !canTalk(a, b)) };
}
