import { pathsBetween } from '../../measures/paths.ts';
import { misses } from '../../measures/runtime/promise.ts';
import { availabilityInWords, downtimeInWords } from '../../views/runtime-words.ts';
import { promisedTailInWords, tailInWords } from '../../views/tail-words.ts';
import { count, percent, someOf } from '../../views/words.ts';
import type { Verdict } from '../couch.ts';
import type { Thresholds } from '../thresholds.ts';
import { reaches, type Said, teamsInWords, type Weighed } from './weighed.ts';

/** A chain whose promise is missed is one couch whatever the number of its services: that alone is severe. */
export function missesItsPromise(
  { promise, late, running, couch }: Weighed,
  thresholds: Thresholds,
): Said | undefined {
  if (!running) return undefined;
  const { subject = couch.name, services = [] } = couch.running ?? {};
  const waits = () => {
    const teams = running.teams.length;
    const ofTeams = teams === 0 ? '' : ` of ${count(teams, 'team')}`;
    return `requests to ${subject} wait for all of its ${count(services.length, 'service')}${ofTeams}, one couch whatever their number`;
  };
  if (promise && misses(promise.left, promise.promised, thresholds.slack))
    return () => {
      const seen = promise.seenOnly ? ', if a request met every call that was seen' : '';
      const away = downtimeInWords(promise.left);
      const instead = downtimeInWords(promise.promised).replace(' a year', '');
      return `${waits()}: together they leave ${availabilityInWords(promise.left)} of the ${availabilityInWords(promise.promised)} that ${subject} promises${seen}, ${away} without it instead of ${instead}`;
    };
  if (!late || !isLate(late, thresholds)) return undefined;
  return () =>
    `${waits()}: ${subject} promises ${promisedTailInWords(late.promised)}, and ${tailInWords({ ...late, prediction: { services } })}`;
}

function isLate({ promised, left, measured }: NonNullable<Weighed['late']>, { slack }: Thresholds): boolean {
  return measured !== undefined || left.ms > promised.ms || misses(left.share, promised.share, slack);
}

/** Services of which one deploys at a time are one couch: whoever is ready waits for whoever deploys. */
export function takesTurns(
  { running, couch }: Weighed,
  thresholds: Thresholds,
): readonly [Verdict, Said] | undefined {
  if (couch.kind !== 'train' || !running) return undefined;
  const { count: effective, teams } = running;
  const [first] = teams;
  const said = (rest: string) => () =>
    `one of its ${count(couch.running?.services.length ?? 0, 'service')} deploys at a time, so they are one couch whatever their number${rest}`;
  if (effective === undefined || !first) return ['UNKNOWN', said('; who builds them is not known')];
  if (teams.length === 1) return ['JUST RIGHT', said(`, and ${first.team} waits for nobody but itself`)];
  const whose = `; ${count(teams.length, 'team')} wait for each other (${someOf(
    teams.map(({ team, share }) => `${team} ${percent(share)}`),
    3,
  )}), with ${count(pathsBetween(teams.length), 'path')} between two of them`;
  return reaches(effective, thresholds.effectiveTeamsFrom)
    ? ['TOO BIG', said(`${whose}, ${teamsInWords(effective)}`)]
    : ['WATCH', said(`${whose}: can each take back what it deployed without the others?`)];
}
