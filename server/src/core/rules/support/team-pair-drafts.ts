import { bandwidthBetween, channelsDeclared } from '../../couches/channels.ts';
import { dayOf } from '../../couches/evidence.ts';
import { thresholdsOf } from '../../couches/thresholds.ts';
import type { Model } from '../../model/model.ts';
import { type TeamPair, teamPairs } from '../../organisation/team-pairs.ts';
import { wireTeams } from '../../organisation/wire-teams.ts';
import { count, someOf } from '../../views/words.ts';
import type { Finding, FindingPlace, Fix } from '../finding.ts';
import type { Draft, FixContext, OptionSpec, RuleContext } from '../rule.ts';
import { teamPlace } from './team-place.ts';

/** Which pairs of teams are worth asking about, as two rules declare it. */
export const PAIR_OPTIONS: readonly OptionSpec[] = [
  {
    key: 'together-from',
    type: 'count',
    fallback: 10,
    describe: 'carries that two teams lift together in the window, from which they are asked about',
  },
  {
    key: 'need-from',
    type: 'percent',
    fallback: 0.2,
    describe:
      'of the carries of the one that has fewer, the share that both lift, from which they are asked about',
  },
];

/** Why a rule about channels cannot run: without any nobody can say which one is missing. */
export function withoutChannels(model: Model): string | undefined {
  return channelsDeclared(model)
    ? undefined
    : 'no channel is declared, so nobody can say which one is missing; with the first "channel A <-> B by chat" it runs';
}

/** The pairs that lift together often enough, in at least two of four quarters of the window. */
export function pairsOf(context: RuleContext): readonly TeamPair[] {
  const pairs = teamPairs(context.model);
  context.looked(pairs.length, 'pairs of teams that lift together');
  return pairs.filter(
    ({ lifts, need, slices }) =>
      lifts.length >= context.option('together-from') && need >= context.option('need-from') && slices >= 2,
  );
}

/** One question about two teams, at the first of them or at the channel they have. */
export function pairDraft(
  model: Model,
  pair: TeamPair,
  message: string,
  place: FindingPlace['place'] | undefined,
  evidence: readonly string[] = [],
): Draft {
  const [a, b] = pair.teams;
  const first = model.team(a);
  return {
    key: `${a}+${b}`,
    message,
    places: [{ place: place ?? (first ? teamPlace(model, first) : placeless(model)), message }],
    related: [],
    subject: { team: a, toTeam: b },
    evidence: [
      ...evidence,
      ...pair.lifts
        .slice(0, 3)
        .map(({ change, teams }) => `${dayOf(change.at)} ${change.subject}: ${someOf(teams, 5)}`),
    ],
  };
}

function placeless(model: Model): FindingPlace['place'] {
  const [team] = model.teams;
  if (!team) throw new Error('Two teams lift together, and the model has none.');
  return teamPlace(model, team);
}

/** `24 times in 12 months, and never in the 12 before: this is new`. */
export function howOften({ lifts, windowMonths, before }: TeamPair): string {
  const times = `${count(lifts.length, 'time')} in ${windowMonths} months`;
  if (before === undefined) return times;
  return before === 0
    ? `${times}, and never in the ${windowMonths} before: this is new`
    : `${times}, and ${before} in the ${windowMonths} before`;
}

/** Channels that carry what the two of a finding need. */
export function wirePair(finding: Finding, context: FixContext): readonly Fix[] {
  const { team, toTeam } = finding.subject;
  const pair = teamPairs(context.model).find(({ teams: [a, b] }) => a === team && b === toTeam);
  if (!pair) return [];
  const [a, b] = pair.teams;
  const today = bandwidthBetween(context.model, a, b, thresholdsOf(context.model)).share;
  return wireTeams(context, pair.teams, pair.need, today);
}
