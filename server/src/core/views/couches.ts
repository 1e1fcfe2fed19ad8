import type { Judged, Verdict } from '../couches/couch.ts';
import { fragileInWords } from '../couches/fragile.ts';
import { judgeCouches } from '../couches/judge-couches.ts';
import { remediesFor } from '../couches/remedies.ts';
import { gainOf, type Replay } from '../couches/replay.ts';
import { seamOf } from '../couches/seam.ts';
import { thresholdsOf } from '../couches/thresholds.ts';
import type { Place } from '../facts/place.ts';
import type { Model, Module, Team } from '../model/model.ts';
import type { FixContext } from '../rules/rule.ts';
import { couchInShort } from './couch-name.ts';
import type { Section } from './explain.ts';
import { couchMoveSections } from './explain-moves.ts';
import { spot } from './explain-parts.ts';
import { count, listed, percent, someOf } from './words.ts';

/** The couches worth talking about. */
export interface CouchList {
  /** Worst first, at most as many as asked for. */
  readonly lines: readonly CouchLine[];
  /** Couches worth talking about that the list had no room for. */
  readonly leftOut: number;
  /** How many couches have each verdict, those that are not listed too. */
  readonly counts: Readonly<Record<Verdict, number>>;
}

export interface CouchLine {
  /** As in `wiring explain`. */
  readonly name: string;
  readonly kind: Judged['couch']['kind'];
  readonly verdict: Verdict;
  readonly because: string;
  readonly at: Place;
  /** Moving a threshold by 20 % turns the verdict. */
  readonly fragile: boolean;
}

/** Lines of a screen that the list may fill. */
const A_SCREEN = 12;

/**
 * TOO BIG, MISWIRED, TOO SMALL, and of WATCH what asks a question: it has two halves, or one team alone seldom
 * lifts it, the interval says that it is not just right by bad luck of a few carries, and no declared channel answers it. Of trains
 * also those of two teams.
 */
export function couchList(model: Model, most: number = A_SCREEN): CouchList {
  const judged = judgeCouches(model);
  const counts: Record<Verdict, number> = {
    'TOO BIG': 0,
    MISWIRED: 0,
    'TOO SMALL': 0,
    WATCH: 0,
    'JUST RIGHT': 0,
    UNKNOWN: 0,
  };
  for (const { verdict } of judged) counts[verdict] += 1;
  const { independenceBelow, independentFrom } = thresholdsOf(model);
  const worth = judged.filter(({ verdict, numbers, halves, toldBy, wired }) => {
    if (verdict !== 'WATCH' || toldBy) return verdict !== 'JUST RIGHT' && verdict !== 'UNKNOWN';
    const { share, high } = numbers.independence ?? { share: 1, high: 1 };
    return halves !== undefined || (!wired && share < independenceBelow && high < independentFrom);
  });
  return {
    lines: worth.slice(0, most).map(lineOf),
    leftOut: Math.max(0, worth.length - most),
    counts,
  };
}

function lineOf({ couch, verdict, because, fragile }: Judged): CouchLine {
  const { name, kind, at } = couch;
  return { name, kind, verdict, because, at, fragile: fragile.length > 0 };
}

/** The whole story of one couch. With a context its remedies too, each with gain and cost. */
export function couchSections(judged: Judged, context?: FixContext): readonly Section[] {
  const { couch, verdict, because, numbers, examples, imports, excluded, fragile } = judged;
  const remedies = context ? remediesFor(judged, context) : [];
  return [
    {
      heading: `Verdict  ${verdict}`,
      lines: [because, ...(fragile.length > 0 ? [fragileInWords(fragile)] : [])],
    },
    ...section(`Services  ${couch.running?.services.length ?? 0}`, couch.running?.services ?? []),
    ...section('Lifted by', [
      ...numbers.teams.slice(0, 8).map(({ team, share }) => `${team} ${percent(share)}`),
      ...(numbers.teams.length > 8 ? [`${numbers.teams.length - 8} more`] : []),
    ]),
    ...section(
      'For example',
      examples.map(
        ({ date, id, subject, teams }) => `${date} ${id.slice(0, 10)} ${subject}: ${teamsListed(teams)}`,
      ),
    ),
    ...section(
      'Imports behind it',
      imports.map(({ place, from, to }) => `${spot(place)} ${from} imports ${to}`),
    ),
    ...section(
      'Left out',
      excluded.map(line =>
        line.startsWith('set aside: ') ? `${line} (wiring doctor --all lists them)` : line,
      ),
    ),
    ...section('Where it would come apart', context ? seamLines(context.model, judged) : []),
    ...section(
      'What may be done',
      remedies.map(({ title, gain, cost }) => `${title}: ${gain}. Cost: ${cost}`),
    ),
    ...(context ? couchMoveSections(context, remedies) : []),
  ];
}

/** More of its history than this across the cut, and the two parts are one. */
const MOST_ACROSS = 0.5;

/** Of a couch that is off: its two parts, and how much of its history crosses the cut. */
function seamLines(model: Model, { couch, verdict, toldBy }: Judged): readonly string[] {
  if (toldBy) return [];
  if (verdict !== 'TOO BIG' && verdict !== 'MISWIRED' && verdict !== 'WATCH') return [];
  const seam = seamOf(model, couch);
  if (!seam || seam.crossingShare > MOST_ACROSS)
    return verdict === 'TOO BIG' ? ['nowhere: its history shows no two parts that mostly change apart'] : [];
  const { parts, carries, crossing, crossingShare, below } = seam;
  const folder = (item: string) => (below ? item.slice(below.length + 1) : item);
  const where = below ? ` below ${below}` : '';
  return [
    ...parts.map(
      part => `${someOf(part.items.map(folder), 6)}${where}: ${count(part.carries, 'carry', 'carries')}`,
    ),
    `${crossing} of ${count(carries, 'carry', 'carries')} touched both parts (${percent(crossingShare)}, newer ones counting more) and would still have to be lifted together`,
  ];
}

/** The couches that a module is part of: its own verdict first, then declared couches, groups and pieces. */
export function couchesOfModule(model: Model, module: Module): readonly Judged[] {
  const judged = judgeCouches(model).filter(({ couch }) => couch.members.includes(module.name));
  return [
    ...judged.filter(({ couch }) => couch.kind === 'module'),
    ...judged.filter(({ couch }) => couch.kind !== 'module'),
  ];
}

/** What a team carries, heaviest part first: couches it lifts a fifth of, but for those that are just right or unknown. */
export function couchesOfTeam(model: Model, team: Team): readonly string[] {
  return judgeCouches(model)
    .filter(({ verdict }) => verdict !== 'UNKNOWN' && verdict !== 'JUST RIGHT')
    .flatMap(judged => {
      const part = judged.numbers.teams.find(each => each.team === team.name)?.share ?? 0;
      return part >= 0.2 ? [{ judged, part }] : [];
    })
    .sort((a, b) => b.part - a.part)
    .map(
      ({ judged, part }) =>
        `${couchInShort(judged.couch)}, ${judged.verdict}: ${percent(part)} of its carries`,
    );
}

/** What an unsaved edit would have done: `independence of ordering 38 % → 71 % over 214 changes`. */
export function replayLens(name: string, replay: Replay): string {
  const { today, edited, carries } = replay;
  const over = `over ${count(carries, 'change')}`;
  if (Math.abs(gainOf(replay)) >= 0.005)
    return `independence of ${name} ${percent(today.independence)} → ${percent(edited.independence)} ${over}`;
  if (Math.abs(today.lifters - edited.lifters) >= 0.05)
    return `lifters of ${name} ${today.lifters.toFixed(1)} → ${edited.lifters.toFixed(1)} each ${over}`;
  if (Math.abs(today.modules - edited.modules) >= 0.05)
    return `modules a carry of ${name} ${today.modules.toFixed(1)} → ${edited.modules.toFixed(1)} ${over}`;
  return `independence of ${name} stays ${percent(today.independence)} ${over}`;
}

/** All of a few; of many their number and the first. */
function teamsListed(teams: readonly string[]): string {
  return teams.length <= 8 ? listed(teams) : `${count(teams.length, 'team')}, ${someOf(teams, 3)}`;
}

function section(heading: string, lines: readonly string[]): readonly Section[] {
  return lines.length === 0 ? [] : [{ heading, lines }];
}
