import { carriesOf } from '../../couches/carries.ts';
import type { Judged, Verdict } from '../../couches/couch.ts';
import { fragileInWords } from '../../couches/fragile.ts';
import { judgeCouches } from '../../couches/judge-couches.ts';
import { inOneLine, type Remedy } from '../../couches/remedies/remedy.ts';
import type { Model } from '../../model/model.ts';
import { lastFor } from '../../once-for.ts';
import { membersInFull } from '../../views/couch-name.ts';
import { count, percent, someOf } from '../../views/words.ts';
import type { Finding, FindingPlace, Fix } from '../finding.ts';
import type { Draft, FixContext, RuleContext } from '../rule.ts';

/** What the rule looked at, also where nothing could be judged and why. */
export function lookedAt(context: RuleContext): void {
  const judged = judgeCouches(context.model);
  const known = judged.filter(({ verdict }) => verdict !== 'UNKNOWN');
  const unknown = judged.length - known.length;
  context.looked(
    known.length,
    unknown === 0 ? 'couches' : `couches (too little is known of ${count(unknown, 'other')})`,
  );
}

/** Of the carries of one couch, the share that must be another's too for the other to be the cause. */
const SAME_CAUSE = 0.8;

/**
 * The couches with one verdict, one for each cause: a couch nearly all of whose carries are those of a larger one with
 * the same verdict is left out, and named by the larger one as its member; so is a group all of which follows a module.
 */
export function judgedBy(model: Model, verdict: Verdict): readonly Judged[] {
  // What runs badly has a rule of its own, which says it where it is declared.
  const found = judgeCouches(model).filter(each => each.verdict === verdict && each.toldBy === undefined);
  // What makes a couch miswired is what its two teams lift together: the same pair of teams is one cause.
  const liftsOf = ({ couch, pair }: Judged) => {
    const { lifts } = carriesOf(model, couch);
    if (verdict !== 'MISWIRED' || !pair) return lifts;
    return lifts.filter(({ teams }) => pair.every(name => teams.some(team => team === name)));
  };
  const isWithin = (inner: Judged, outer: Judged) => {
    // A group that is exactly a declared couch is never found; so of two alike neither can hide the other.
    if (inner.couch.members.length >= outer.couch.members.length) return false;
    if (!inner.couch.members.every(name => outer.couch.members.includes(name))) return false;
    return isCovered(inner, outer);
  };
  const isCovered = (inner: Judged, outer: Judged) => {
    const covered = new Set(liftsOf(outer));
    const own = liftsOf(inner);
    return own.filter(lift => covered.has(lift)).length >= SAME_CAUSE * own.length;
  };
  const largest = found.filter(inner => !found.some(outer => isWithin(inner, outer)));
  // Communities are sought without the hubs, so those who follow a module are a group that does not hold it.
  // A member explains no group: what it has in common with the others may have the group as its only finding.
  const hubs = largest.filter(({ couch }) => couch.kind === 'module');
  const follows = (group: Judged, hub: Judged) =>
    !hub.couch.members.some(name => group.couch.members.includes(name)) && isCovered(group, hub);
  return largest.filter(each => each.couch.kind !== 'group' || !hubs.some(hub => follows(each, hub)));
}

/** One finding of one couch: at its declaration or at each of its members. */
export function couchDraft(model: Model, judged: Judged, message: string): Draft {
  const { couch, imports, examples, excluded, fragile, numbers } = judged;
  // All that a draft is made of: while lines move elsewhere it is the same draft again.
  const inputs = [
    message,
    couch.id,
    couch.at,
    ...couch.members.map(name => model.module(name)?.at),
    ...imports.map(({ place }) => place),
    examples,
    excluded,
    fragile.map(({ threshold, becomes }) => `${threshold} ${becomes}`).join(),
  ];
  return drafts(numbers, inputs, () => makeDraft(model, judged, message));
}

const drafts = lastFor<Judged['numbers'], Draft>();

function makeDraft(model: Model, judged: Judged, message: string): Draft {
  const { couch } = judged;
  const [first, second] = couch.members;
  const places: readonly FindingPlace[] =
    couch.kind === 'module' || couch.kind === 'declared' || couch.running
      ? [{ place: couch.at, message }]
      : couch.members.flatMap(name => {
          const module = model.module(name);
          return module ? [{ place: module.at, message }] : [];
        });
  const subject: Draft['subject'] =
    couch.kind === 'declared'
      ? { couch: couch.name }
      : couch.running && couch.kind === 'chain'
        ? { service: couch.running.subject }
        : couch.kind === 'pair' && first !== undefined && second !== undefined
          ? { module: first, toModule: second }
          : first === undefined
            ? {}
            : { module: first };
  return {
    key: keyOf(judged),
    message,
    places,
    related: judged.imports.map(({ place, from, to }) => ({ place, message: `${from} imports ${to}` })),
    subject,
    ...(couch.kind === 'group' || couch.kind === 'pair' ? { members: couch.members } : {}),
    ...(couch.kind === 'group' || (couch.kind === 'pair' && couch.members.length > 2)
      ? { together: true as const }
      : {}),
    evidence: [...membersInFull(couch), ...evidenceOf(judged)],
  };
}

/** The ids of findings that the rule of a verdict makes of a couch, or the rule that tells of what it is when it runs. */
export function findingIdsOf(judged: Judged): readonly string[] {
  const { toldBy, couch } = judged;
  // A chain may miss what it promises of being there, and of answering in time: of each there is a finding.
  if (toldBy && couch.running) {
    const id = `${toldBy}:${couch.running.subject}`;
    return [id, `${id}:answers`];
  }
  return [findingIdOf(judged)];
}

function findingIdOf(judged: Judged): string {
  return `couch-${judged.verdict.toLowerCase().replace(' ', '-')}:${keyOf(judged)}`;
}

function keyOf({ couch }: Judged): string {
  if (couch.running) return couch.id;
  return couch.kind === 'declared' ? `couch:${couch.name}` : couch.members.join('+');
}

function evidenceOf({ numbers, examples, excluded, fragile }: Judged): readonly string[] {
  const teams = numbers.teams.slice(0, 5).map(({ team, share }) => `${team} ${percent(share)}`);
  return [
    ...(teams.length > 0
      ? [
          `lifted by ${teams.join(', ')}${numbers.teams.length > 5 ? ` and ${numbers.teams.length - 5} more` : ''}`,
        ]
      : []),
    ...examples.map(({ date, subject, teams: lifters }) => `${date} ${subject}: ${someOf(lifters, 5)}`),
    ...excluded,
    ...(fragile.length > 0 ? [fragileInWords(fragile)] : []),
  ];
}

/** The remedies of the couch that a finding is about; the one that gains most is preferred. */
export function fixesOf(
  finding: Finding,
  verdict: Verdict,
  context: FixContext,
  remediesFor: (judged: Judged, context: FixContext) => readonly Remedy[],
): readonly Fix[] {
  const key = finding.id.slice(finding.id.indexOf(':') + 1);
  const judged = judgeCouches(context.model).find(each => each.verdict === verdict && keyOf(each) === key);
  if (!judged) return [];
  return remediesFor(judged, context).map((remedy, i) => ({
    title: inOneLine(remedy),
    edits: remedy.edits,
    ...(remedy.moves ? { moves: remedy.moves } : {}),
    preferred: i === 0 && remedy.worth > 0,
    note: `${remedy.gain}. Cost: ${remedy.cost}`,
  }));
}
