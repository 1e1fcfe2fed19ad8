import { dayOf } from '../couches/evidence.ts';
import { inOneLine } from '../couches/remedies/remedy.ts';
import { remediesFor } from '../couches/remedies.ts';
import { pathsBetween } from '../measures/paths.ts';
import { type Approval, type Distance, type Plan, type PlannedWait, planOf } from '../organisation/plan.ts';
import { timeInWords } from '../organisation/times.ts';
import type { Touched } from '../organisation/touched.ts';
import { couchInShort } from './couch-name.ts';
import type { Section } from './explain.ts';
import { teamLine } from './explain-coordination.ts';
import { fixContextOf, type Reviewed } from './reviewed.ts';
import { count, listed, percent, someOf, withCommas } from './words.ts';

/** A plan with what would make it smaller in words, which needs the texts of the files. */
export interface PlanStory {
  readonly plan: Plan;
  readonly smaller: readonly string[];
}

export function planStory(reviewed: Reviewed, touched: readonly Touched[]): PlanStory {
  const plan = planOf(reviewed.model, touched);
  return { plan, smaller: smallerLines(reviewed, plan) };
}

/** The plan for people: which teams, who approves, how far apart, what waits, how it went, what would make it smaller. */
export function planSections({ plan, smaller }: PlanStory): readonly Section[] {
  const { teams, approvals, unowned, between, waits, missing, couches } = plan;
  const paths = pathsBetween(teams.length);
  return [
    {
      heading: `Touches  ${plan.touched.length}`,
      lines: plan.touched.map(
        ({ name, kind, files, modules }) =>
          `${name}: ${kind}${kind === 'file' || kind === 'new file' ? '' : ` of ${count(files.length, 'file')}`}${
            modules.length === 0 ? ', in no module' : kind === 'module' ? '' : `, in ${someOf(modules, 5)}`
          }`,
      ),
    },
    {
      heading: `Teams  ${teams.length}`,
      lines:
        teams.length === 0
          ? ['nobody is known to own what it touches']
          : teams.length === 1
            ? [...teams.map(teamLine), aloneLine(plan)]
            : // First, because a long list is cut short.
              [
                `${count(paths, 'path')} between two of them, on each of which they must agree`,
                ...teams.map(teamLine),
              ],
    },
    {
      heading: `Who must approve  ${byOwners(approvals).length}`,
      lines: [
        ...byOwners(approvals).map(
          ({ owners, files, rules }) => `${owners}: ${count(files, 'file')} (${someOf(rules, 3)})`,
        ),
        ...(unowned > 0 ? [`nobody: ${count(unowned, 'file')}`] : []),
      ],
    },
    ...section('How far apart', between.map(distanceLine)),
    ...section('What waits', [
      ...waits.map(waitLine),
      ...(waits.filter(({ kind }) => kind === 'queue').length > 1
        ? [
            `one after the other ${timeInWords(plan.waitsTogether.inSeries)}, asked for at once ${timeInWords(plan.waitsTogether.atOnce)}`,
          ]
        : []),
    ]),
    { heading: 'How it went before', lines: pastLines(plan) },
    ...section(
      `Perhaps missing  ${missing.length}`,
      missing.map(
        each =>
          `${each.module}: it changed in ${each.shared} of the ${count(each.changes, 'change')} to ${each.with} (${percent(each.confidence)})`,
      ),
    ),
    ...section(
      `Couches  ${couches.length}`,
      couches.map(({ couch, verdict, because }) => `${couchInShort(couch)}, ${verdict}: ${because}`),
    ),
    {
      heading: 'What would make it smaller',
      lines: smaller.length > 0 ? smaller : [noSmaller(plan)],
    },
  ];
}

/** Several rules may name the same owners, who are asked once; most files first. */
function byOwners(approvals: readonly Approval[]) {
  const found = new Map<string, { owners: string; files: number; rules: string[] }>();
  for (const { owners, at, files } of approvals) {
    const names = listed(owners.teams, owners.mode === 'all' ? 'and' : 'or');
    const known = found.get(names) ?? { owners: names, files: 0, rules: [] };
    known.files += files;
    known.rules.push(`${at.path}:${at.range.start.line + 1}`);
    found.set(names, known);
  }
  return [...found.values()].sort((a, b) => b.files - a.files);
}

/** That one team owns all of it does not mean that it has done such things alone. */
function aloneLine({ past, teams: [only], unowned }: Plan): string {
  const known = past ? past.changes - past.unknown : 0;
  const others = past ? known - past.alone : 0;
  const owns =
    only?.because.by !== 'owns'
      ? 'nobody is known to own what it touches'
      : unowned > 0
        ? `nobody is known to own ${count(unowned, 'file')} of it`
        : undefined;
  if (others === 0 && known > 0)
    return owns ? `${owns}; such changes needed one team only` : 'it can carry this alone, as it did before';
  if (owns)
    return others === 0 ? owns : `${owns}, and ${others} of ${known} such changes needed more than one team`;
  return others === 0
    ? 'it owns all of it'
    : `it owns all of it, and yet ${others} of ${known} such changes needed others than ${only?.team ?? 'it'} too`;
}

function noSmaller({ past, teams }: Plan): string {
  const alone = teams.length === 1 && past !== undefined && past.alone === past.changes - past.unknown;
  return alone ? 'nothing: it is as small as can be' : 'nothing that is known here';
}

function distanceLine({ teams: [a, b], hops, decides, bandwidth, way, medium }: Distance): string {
  const far = hops === undefined ? '' : `${count(hops, 'hop')} by way of ${decides}`;
  const through = way.length > 2 ? ` by way of ${listed(way.slice(1, -1))}` : '';
  const talk =
    bandwidth === undefined
      ? 'how they talk is not written down'
      : bandwidth === 0
        ? 'no declared channel'
        : `${medium ?? 'channel'}${through} (${percent(bandwidth)})`;
  return `${a} and ${b}: ${[far, talk].filter(part => part !== '').join('; ')}`;
}

function waitLine(wait: PlannedWait): string {
  if (wait.kind === 'deploy') {
    const trains = wait.service.deploys?.with.map(({ name }) => name) ?? [];
    return `${wait.service.name} deploys one at a time${trains.length > 0 ? ` with ${listed(trains)}` : ''}`;
  }
  const { queue, text } = wait;
  const by = queue.runBy ? ` (${queue.runBy.name})` : '';
  const promised = queue.actual && queue.promised ? `, promised ${queue.promised.text}` : '';
  return `${queue.name}${by}: ${text ?? 'how long it takes is not written down'}${promised}`;
}

function pastLines({ past, modules }: Plan): readonly string[] {
  if (!past)
    return [
      modules.length === 0
        ? 'unknown: past changes are told by modules, and this is in none'
        : 'unknown: there is no history',
    ];
  const { changes, alone, unknown, teams, widest, examples, windowMonths, alike } = past;
  const to =
    modules.length === 1
      ? `to ${modules[0]}`
      : alike === 'all'
        ? 'to all of these modules'
        : 'to one of these modules or more';
  if (changes === 0) return [`no change ${to} in ${windowMonths} months`];
  const known = changes - unknown;
  return [
    `${count(changes, 'change')} ${to} in ${windowMonths} months${modules.length > 1 && alike === 'any' ? ' (fewer than 3 were to all of them)' : ''}`,
    ...(known > 0
      ? [
          `${alone === 0 ? 'none' : alone} of ${known} needed one team only (${percent(alone / known)}); ${teams.toFixed(1)} teams on average`,
        ]
      : ['who had to lift them is unknown']),
    ...(widest && widest.teams.length > 1
      ? [
          `the widest: ${dayOf(widest.change.at)} ${widest.change.subject}, ${count(widest.teams.length, 'team')}: ${someOf(widest.teams, 8)}`,
        ]
      : []),
    ...examples.map(
      ({ change, teams: lifted }) =>
        `${dayOf(change.at)} ${change.subject}: ${lifted.length > 0 ? listed(lifted) : 'nobody known'}`,
    ),
  ];
}

/** To carry the history of a couch again takes a moment each. */
const MOST_COUCHES = 3;

function smallerLines(reviewed: Reviewed, plan: Plan): readonly string[] {
  const k = plan.teams.length;
  const context = fixContextOf(reviewed);
  const bad = plan.couches.filter(({ verdict }) => verdict === 'TOO BIG' || verdict === 'MISWIRED');
  const remedies = bad.slice(0, MOST_COUCHES).flatMap(judged => {
    const [first] = context ? remediesFor(judged, context) : [];
    return first ? [inOneLine(first)] : [];
  });
  const queues = plan.waits.flatMap(wait => (wait.kind === 'queue' ? [wait] : []));
  const { inSeries, atOnce } = plan.waitsTogether;
  return [
    ...plan.without.map(
      ({ name, fewer }) =>
        `leave out ${name}: ${k} → ${count(k - fewer.length, 'team')}, without ${listed(fewer)}`,
    ),
    ...new Set(remedies),
    ...(k > 2 ? [`let one team decide: ${withCommas(pathsBetween(k))} paths → ${k - 1}`] : []),
    ...(queues.length > 1 && inSeries > atOnce
      ? [`ask for everything at once: ${timeInWords(inSeries)} → ${timeInWords(atOnce)}`]
      : []),
    ...queues.flatMap(({ queue, text }) =>
      text === undefined ? [] : [`have ${queue.name} without asking: ${text} of waiting less`],
    ),
  ];
}

function section(heading: string, lines: readonly string[]): readonly Section[] {
  return lines.length === 0 ? [] : [{ heading, lines }];
}

/** The plan for programs. Paths are relative to the root; times in days. */
export function planDocument({ plan, smaller }: PlanStory): Readonly<Record<string, unknown>> {
  const { past } = plan;
  const days = (ms: number) => Number((ms / 86_400_000).toFixed(2));
  return {
    touched: plan.touched,
    modules: plan.modules,
    teams: plan.teams.map(each => ({ team: each.team, because: each.because.by, why: teamLine(each) })),
    paths: pathsBetween(plan.teams.length),
    approvals: plan.approvals.map(({ owners, at, files }) => ({
      mode: owners.mode,
      teams: owners.teams,
      path: at.path,
      line: at.range.start.line + 1,
      files,
    })),
    unowned: plan.unowned,
    between: plan.between.map(({ teams, hops, decides, bandwidth, way, medium }) => ({
      teams,
      hops: hops ?? null,
      decides,
      bandwidth: bandwidth ?? null,
      way,
      medium: medium ?? null,
    })),
    waits: plan.waits.map(wait =>
      wait.kind === 'queue'
        ? { kind: 'queue', name: wait.queue.name, days: wait.ms === undefined ? null : days(wait.ms) }
        : { kind: 'deploy', name: wait.service.name, days: null },
    ),
    waitsTogether: { inSeries: days(plan.waitsTogether.inSeries), atOnce: days(plan.waitsTogether.atOnce) },
    past: past
      ? {
          windowMonths: past.windowMonths,
          alike: past.alike,
          changes: past.changes,
          alone: past.alone,
          unknown: past.unknown,
          teams: Number(past.teams.toFixed(3)),
          widest: past.widest?.teams.length ?? 0,
          examples: past.examples.map(({ change, teams }) => ({
            id: change.id,
            date: dayOf(change.at),
            subject: change.subject,
            teams,
          })),
        }
      : null,
    missing: plan.missing,
    couches: plan.couches.map(({ couch, verdict, because }) => ({ id: couch.id, verdict, because })),
    smaller,
  };
}
