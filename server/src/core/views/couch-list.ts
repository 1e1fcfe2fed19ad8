import type { Judged, Verdict } from '../couches/couch.ts';
import { canJudge } from '../couches/judge-couch.ts';
import { judgeCouches } from '../couches/judge-couches.ts';
import { thresholdsOf } from '../couches/thresholds.ts';
import { isAccepted } from './accepted-couches.ts';
import { couchList } from './couches.ts';
import type { Reviewed } from './reviewed.ts';
import { count, percent } from './words.ts';

/** The couches worth talking about in one review, as plain data for every format. */
export interface CouchesWorth {
  /** Why the list is empty; absent where it is not. */
  readonly nothing?: string;
  /** Couches by verdict; those that are absent have none. */
  readonly verdicts: Readonly<Partial<Record<Verdict, number>>>;
  /** Why the others are not in the list, in sentences; empty where nothing can be judged. */
  readonly unlisted: readonly string[];
  /** The worst first. */
  readonly worth: readonly Judged[];
  /** Of those worth talking about, how many a person accepted with a reason: they are not in the list. */
  readonly accepted: number;
}

export function couchesWorth({ model, judgement }: Reviewed): CouchesWorth {
  const told = canJudge(model);
  // What is one couch when it runs needs no history to be so.
  const judged = judgeCouches(model).filter(({ toldBy }) => told || toldBy);
  if (!told && judged.length === 0)
    return { nothing: whyNot(model), verdicts: {}, unlisted: [], worth: [], accepted: 0 };
  const byName = new Map(judged.map(each => [`${each.couch.kind}:${each.couch.name}`, each]));
  const { lines, counts } = couchList(model, Number.POSITIVE_INFINITY);
  const found = lines.flatMap(({ kind, name }) => byName.get(`${kind}:${name}`) ?? []);
  const worth = found.filter(each => !isAccepted(judgement, each));
  const accepted = found.length - worth.length;
  const verdicts = Object.fromEntries(Object.entries(counts).filter(([, n]) => n > 0));
  const unlisted = whyUnlisted(model, judged, new Set(found));
  if (worth.length > 0) return { verdicts, unlisted, worth, accepted };
  return { nothing: told ? whyEmpty(judged, accepted) : whyNot(model), verdicts, unlisted, worth, accepted };
}

/** What is unknown for want of what, and what is neither good nor worth a talk. */
function whyUnlisted(
  model: Reviewed['model'],
  judged: readonly Judged[],
  listedOnes: ReadonlySet<Judged>,
): readonly string[] {
  const { carriesFrom, ownersKnownFrom, independenceBelow, independentFrom } = thresholdsOf(model);
  const unknown = judged.filter(({ verdict, toldBy }) => verdict === 'UNKNOWN' && !toldBy);
  const few = unknown.filter(({ numbers }) => numbers.carries < carriesFrom).length;
  const unowned = unknown.length - few;
  const watched = judged.filter(each => each.verdict === 'WATCH' && !listedOnes.has(each));
  const wired = watched.filter(each => each.wired).length;
  const between = watched.length - wired;
  const lines: string[] = [];
  const months = Math.max(0, ...unknown.map(({ numbers }) => numbers.windowMonths));
  if (few > 0)
    lines.push(
      `${count(few, 'couch is', 'couches are')} UNKNOWN for fewer than ${carriesFrom} carries in ${months} months`,
    );
  if (unowned > 0)
    lines.push(
      `${count(unowned, 'couch is', 'couches are')} UNKNOWN because the owners of less than ${percent(ownersKnownFrom)} of what was touched are known`,
    );
  if (between > 0)
    lines.push(
      `${count(between, 'couch is', 'couches are')} WATCH and not listed: one team alone lifts at least ${percent(independenceBelow)} of the carries and less than ${percent(independentFrom)}, or the 95 % interval reaches that`,
    );
  if (wired > 0)
    lines.push(
      `${count(wired, 'couch is', 'couches are')} WATCH and not listed: two teams lift ${wired === 1 ? 'it' : 'them'} together, over a declared channel that is wide enough`,
    );
  return lines;
}

function whyNot({ facts: { history }, teams }: Reviewed['model']): string {
  if (history.state === 'absent') return `there is no history to judge by: ${history.reason}`;
  if (teams.length === 0) return 'no team is known, so nobody can tell who lifts what';
  return teams.length === 1
    ? 'only one team is known, and one team carries everything alone'
    : 'somebody is among the owners in every rule, so that the same people can carry everything alone; teams in CODEOWNERS or a .wiring file would tell more';
}

function whyEmpty(judged: readonly Judged[], accepted: number): string {
  const known = judged.filter(({ verdict }) => verdict !== 'UNKNOWN').length;
  if (accepted > 0) return `${count(accepted, 'couch is', 'couches are')} accepted, and no other is off`;
  if (known === 0) return `too little is known of ${count(judged.length, 'couch', 'couches')}`;
  return `${count(known, 'couch was', 'couches were')} judged, and none is too big, miswired or too small`;
}

/** The list as it goes into the check document: all of it. */
export function couchEntries({ nothing, verdicts, unlisted, accepted, worth }: CouchesWorth) {
  return {
    nothing: nothing ?? null,
    verdicts,
    unlisted,
    accepted,
    worth: worth.map(({ couch, verdict, because, numbers, fragile }) => ({
      id: couch.id,
      kind: couch.kind,
      name: couch.name,
      modules: couch.members,
      services: couch.running?.services ?? [],
      verdict,
      because,
      carries: numbers.carries,
      windowMonths: numbers.windowMonths,
      independence: numbers.independence ?? null,
      effectiveTeams: numbers.effectiveTeams ?? null,
      burden: numbers.burden,
      teams: numbers.teams,
      fragile,
    })),
  };
}
