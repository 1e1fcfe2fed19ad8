import { bandwidthBetween } from '../couches/channels.ts';
import type { Judged, Verdict } from '../couches/couch.ts';
import { dayOf } from '../couches/evidence.ts';
import { judgeCouches } from '../couches/judge-couches.ts';
import { liftIndex } from '../couches/lift-index.ts';
import { inOneLine } from '../couches/remedies/remedy.ts';
import { remediesFor } from '../couches/remedies.ts';
import { thresholdsOf } from '../couches/thresholds.ts';
import { ENOUGH_CHANGES } from '../measures/independence.ts';
import type { Model, Module, Team } from '../model/model.ts';
import type { AcceptedFinding } from '../rules/finding.ts';
import { acceptanceOf } from './accepted-couches.ts';
import { couchInShort } from './couch-name.ts';
import { fixContextOf, type Reviewed } from './reviewed.ts';
import { aloneInWords, count, listed, percent, someOf } from './words.ts';

/** A hover tells a verdict in no more lines than these. */
const MOST_LINES = 5;

/** The verdict on a couch in at most five lines: what and why, who lifts it, one carry that shows it, what would help. */
export function verdictStory(reviewed: Reviewed, judged: Judged): readonly string[] {
  return [headline(judged), ...liftersOf(judged), ...exampleOf(judged), ...helpFor(reviewed, judged)].slice(
    0,
    MOST_LINES,
  );
}

/** The same for a module, with the larger couches it is part of that are off; these lend it their help. */
export function moduleStory(reviewed: Reviewed, module: Module): readonly string[] {
  const { model } = reviewed;
  const own = judgeCouches(model).find(({ couch }) => couch.kind === 'module' && couch.name === module.name);
  if (!own) return [];
  const larger = largerCouches(model, module);
  const help = helpFor(reviewed, own);
  return [
    headline(own),
    ...liftersOf(own),
    ...exampleOf(own),
    ...(larger.length === 0 ? [] : [`Part of ${someOf(larger.map(partInWords), 2)}`]),
    ...(help.length > 0 ? help : larger.slice(0, 1).flatMap(each => helpFor(reviewed, each))),
  ].slice(0, MOST_LINES);
}

/** A team's independence in at most five lines: how much it lifts alone, with whom else, the last time, what would help. */
export function teamStory(reviewed: Reviewed, team: Team): readonly string[] {
  const { model, independence } = reviewed;
  if (independence.unknown !== undefined) return [`UNKNOWN: ${independence.unknown}`];
  const own = independence.teams.find(row => row.team === team.name);
  const within = `in ${independence.windowMonths} months`;
  if (!own || own.share === undefined) return [`It lifted nothing ${within}`];
  const share = own.lifted < ENOUGH_CHANGES ? 'Too few for a share' : percent(own.share);
  const heavy = heaviest(model, team);
  return [
    `${share}: ${aloneInWords(own.alone, own.lifted, within)}`,
    ...(own.with.length === 0
      ? []
      : [
          `Together with ${someOf(
            own.with.map(({ team: other, changes }) => `${other} ${count(changes, 'time')}`),
            3,
          )}`,
        ]),
    ...lastWithOthers(model, team),
    ...(heavy
      ? [
          `Of couches that are not just right it lifts most of ${couchInShort(heavy.judged.couch)}, ${heavy.judged.verdict}: ${percent(heavy.part)} of its carries`,
        ]
      : []),
    ...(heavy ? helpFor(reviewed, heavy.judged) : []),
  ].slice(0, MOST_LINES);
}

/** The couches that are off and larger than a module which is part of them, the worst first. */
export function largerCouches(model: Model, module: Module): readonly Judged[] {
  return judgeCouches(model).filter(
    ({ couch, verdict }) =>
      (verdict === 'TOO BIG' || verdict === 'MISWIRED' || verdict === 'TOO SMALL') &&
      couch.kind !== 'module' &&
      couch.members.includes(module.name),
  );
}

/**
 * One line above a couch: its verdict and the figure that matters, and whether a person accepted it. What rules found need not
 * be known where nobody accepts anything.
 */
export function verdictLine(reviewed: Unjudged, judged: Judged): string {
  const accepted = reviewed.judgement && acceptanceOf(reviewed.judgement, judged);
  const line = figureLine(reviewed.model, judged);
  return accepted ? `${line} · accepted${untilInWords(accepted)}` : line;
}

function figureLine(model: Model, judged: Judged): string {
  const { verdict, numbers, couch, halves, fragile } = judged;
  const { windowMonths, independence } = numbers;
  if (verdict === 'UNKNOWN' || !independence || judged.toldBy)
    return `${judged.toldBy ? verdict : 'UNKNOWN'} · ${judged.because}`;
  const said = fragile.length > 0 ? `${verdict} (fragile)` : verdict;
  const months = count(windowMonths, 'month');
  if (verdict === 'TOO SMALL') {
    const changes = count(numbers.carries, 'change');
    return `${said} · ${count(couch.members.length, 'piece')}, ${changes} in common · ${months}`;
  }
  if (verdict === 'MISWIRED' && judged.pair && judged.need !== undefined) {
    return `${said} · ${listed(judged.pair)} lift ${percent(judged.need)} together ${channelInWords(model, judged.pair)} · ${months}`;
  }
  const alone = `${percent(independence.share)} alone over ${count(numbers.carries, 'change')}`;
  const limit = couch.declared?.atMostTeams?.count;
  const teams = `${count(numbers.teams.length, 'team')}${limit === undefined ? '' : ` (at most ${limit})`}`;
  const parts = halves ? ` · two halves: ${listed(halves.parts.map(({ name }) => name))}` : '';
  return `${said} · ${teams}, ${alone}${parts} · ${months}`;
}

/** A larger couch in a few words, above one of its members; nothing of a group that is off as the member itself is. */
export function partLine(
  { couch, verdict, numbers, need, toldBy }: Judged,
  module: Module,
  own?: Verdict,
): string | undefined {
  if (toldBy) return `in ${couch.name}: ${verdict}, ${count(couch.running?.services.length ?? 0, 'service')}`;
  if (couch.kind === 'group' && verdict === own) return undefined;
  const others = couch.members.filter(name => name !== module.name);
  const name = couch.kind === 'declared' || couch.running ? `in ${couch.name}` : `with ${someOf(others, 2)}`;
  const changes = count(numbers.carries, 'change');
  if (verdict === 'TOO SMALL') return `${name}: ${verdict}, ${changes} in common`;
  if (verdict === 'MISWIRED' && need !== undefined) return `${name}: ${verdict}, ${percent(need)} together`;
  return `${name}: ${verdict}, ${percent(numbers.independence?.share ?? 0)} alone over ${changes}`;
}

/** One line above a team: how often it can act alone. Nothing where it lifted nothing. */
export function teamLine({ independence }: Unjudged, team: Team): string | undefined {
  const own = independence.teams.find(row => row.team === team.name);
  if (!own || own.share === undefined) return undefined;
  const months = count(independence.windowMonths, 'month');
  if (own.lifted < ENOUGH_CHANGES) {
    const alone =
      own.lifted === 1
        ? `its only change ${own.alone === 1 ? 'alone' : 'with others'}`
        : `${own.alone === 0 ? 'none' : own.alone} of ${count(own.lifted, 'change')} alone`;
    return `${alone}, too few to judge · ${months}`;
  }
  const [most] = own.with;
  const others = most ? `, most often with ${most.team} (${most.changes})` : '';
  return `${percent(own.share)} alone over ${count(own.lifted, 'change')}${others} · ${months}`;
}

function headline({ verdict, because, fragile }: Judged): string {
  return `${verdict}${fragile.length > 0 && verdict !== 'UNKNOWN' ? ' (fragile)' : ''}: ${because}`;
}

function liftersOf({ verdict, numbers }: Judged): readonly string[] {
  if (verdict === 'UNKNOWN' || numbers.teams.length === 0) return [];
  return [
    `Lifted by ${someOf(
      numbers.teams.map(({ team, share }) => `${team} ${percent(share)}`),
      4,
    )}`,
  ];
}

function exampleOf({ verdict, examples: [widest] }: Judged): readonly string[] {
  if (verdict === 'UNKNOWN' || !widest) return [];
  return [`For example ${changeInWords(widest.date, widest.id, widest.subject, widest.teams)}`];
}

function lastWithOthers(model: Model, team: Team): readonly string[] {
  const last = liftIndex(model).all.find(({ teams }) => teams.length > 1 && teams.includes(team.name));
  if (!last) return [];
  const { at, id, subject } = last.change;
  return [`Last with others ${changeInWords(dayOf(at), id, subject, last.teams)}`];
}

const LONGEST_SUBJECT = 60;

function changeInWords(date: string, id: string, subject: string, teams: readonly string[]): string {
  const short =
    subject.length > LONGEST_SUBJECT ? `${subject.slice(0, LONGEST_SUBJECT - 1).trimEnd()}…` : subject;
  return `${date} ${id.slice(0, 10)} "${short}": ${someOf(teams, 4)}`;
}

/** What a person decided about it, else the remedy that gains most. */
function helpFor(reviewed: Reviewed, judged: Judged): readonly string[] {
  if (judged.verdict === 'UNKNOWN' || judged.verdict === 'JUST RIGHT') return [];
  const accepted = acceptanceOf(reviewed.judgement, judged);
  if (accepted) return [`Accepted${untilInWords(accepted)}: ${accepted.reason}`];
  const context = fixContextOf(reviewed);
  const [best] = context ? remediesFor(judged, context) : [];
  if (best) return [`Would help: ${inOneLine(best)}`];
  return judged.verdict === 'WATCH' ? [] : ['Nothing that was tried on its history would help'];
}

type Unjudged = Omit<Reviewed, 'judgement'> & Partial<Pick<Reviewed, 'judgement'>>;

function untilInWords({ until }: AcceptedFinding): string {
  return until === undefined ? '' : ` until ${until}`;
}

function heaviest(model: Model, team: Team): { readonly judged: Judged; readonly part: number } | undefined {
  const parts = judgeCouches(model)
    .filter(({ verdict }) => verdict !== 'UNKNOWN' && verdict !== 'JUST RIGHT')
    .map(judged => ({
      judged,
      part: judged.numbers.teams.find(each => each.team === team.name)?.share ?? 0,
    }))
    .filter(({ part }) => part >= 0.2)
    .sort((a, b) => b.part * b.judged.numbers.carries - a.part * a.judged.numbers.carries);
  return parts[0];
}

function partInWords(judged: Judged): string {
  return `${couchInShort(judged.couch)}, ${judged.verdict}`;
}

function channelInWords(model: Model, [first, second]: readonly [string, string]): string {
  const [from, to] = [model.team(first)?.name, model.team(second)?.name];
  if (from === undefined || to === undefined) return 'without a channel';
  const { narrowest, share } = bandwidthBetween(model, from, to, thresholdsOf(model));
  return narrowest ? `by ${narrowest.medium} (${percent(share)})` : 'without a channel';
}
