import type { DeclaredAccept } from '../facts/declared.ts';
import type { InlineIgnore } from '../facts/imports.ts';
import type { RepoPath } from '../facts/place.ts';
import type { Model } from '../model/model.ts';
import { ignoreAt, setAside } from './exceptions.ts';
import type { AcceptedFinding, Finding, FindingPlace, Severity } from './finding.ts';
import type { Draft, Rule } from './rule.ts';
import type { RuleSettings } from './settings.ts';
import { settleTogether } from './settle-together.ts';

/** Where findings and what became of exceptions are gathered. */
export interface Settled {
  readonly findings: Finding[];
  readonly accepted: AcceptedFinding[];
  readonly usedIgnores: Set<InlineIgnore>;
  /** How many findings each accept is about, also when it has expired. */
  readonly usedAccepts: Map<DeclaredAccept, number>;
  /** Of each accept with `at most`: the largest size among the findings that it names. */
  readonly sizes: Map<DeclaredAccept, number>;
  /** Accepts with `at most` that name a finding which counts nothing. */
  readonly uncounted: Set<DeclaredAccept>;
}

/** From a draft to what is left of it after settings, ignores and accepts. */
export function settle(
  rule: Rule,
  draft: Draft,
  settings: RuleSettings,
  model: Model,
  today: string,
  accepts: readonly DeclaredAccept[],
  found: Settled,
): void {
  const { kept, ignored, severity } = withoutIgnored(rule, draft, settings, model);
  for (const [ignore, places] of ignored) {
    found.usedIgnores.add(ignore);
    const finding = toFinding(rule, draft, severityOf(rule, draft, undefined), {
      places,
      files: draft.files,
    });
    const [first] = places;
    if (!finding || !first) continue;
    const at = { path: first.place.path, range: ignore.range };
    found.accepted.push({ finding, by: 'inline', reason: ignore.reason, at });
  }
  let rest: Part = { places: kept, files: draft.files };
  if (isEmpty(rest)) return;
  const all = rest;
  if (draft.together) {
    const finding = toFinding(rule, draft, severity, all);
    const holding = accepts.filter(each => !hasExpired(each, today));
    const expired = accepts.filter(each => hasExpired(each, today));
    if (finding) settleTogether(finding, draft, model, { holding, expired }, found);
    return;
  }
  const used = (accept: DeclaredAccept) =>
    found.usedAccepts.set(accept, (found.usedAccepts.get(accept) ?? 0) + 1);
  for (const accept of accepts.filter(each => !hasExpired(each, today))) {
    const taken = setAside(accept, draft, all, model);
    if (isEmpty(taken)) continue;
    if (accept.atMost !== undefined) {
      // What counts nothing is not at most so many: taking it would accept more than was meant.
      if (draft.size === undefined) {
        found.uncounted.add(accept);
        continue;
      }
      found.sizes.set(accept, Math.max(draft.size, found.sizes.get(accept) ?? 0));
      if (draft.size > accept.atMost) continue;
    }
    used(accept);
    // What an earlier accept took is gone already.
    const own = common(taken, rest);
    const finding = isEmpty(own) ? undefined : toFinding(rule, draft, severity, own);
    if (!finding) continue;
    rest = without(rest, own);
    const until = accept.until === undefined ? {} : { until: accept.until };
    found.accepted.push({ finding, by: 'accept', reason: accept.because, at: accept.at, ...until });
  }
  // One that has expired would take what no other takes.
  for (const accept of accepts.filter(each => hasExpired(each, today))) {
    const taken = setAside(accept, draft, all, model);
    if (!isEmpty(taken) && !isEmpty(common(taken, rest))) used(accept);
  }
  const finding = isEmpty(rest) ? undefined : toFinding(rule, draft, severity, rest);
  if (finding) found.findings.push(finding);
}

/** Some of what a draft is about: of its places, or of its files where it has these. */
export interface Part {
  readonly places: readonly FindingPlace[];
  readonly files: readonly RepoPath[] | undefined;
}

function isEmpty({ places, files }: Part): boolean {
  return places.length === 0 || files?.length === 0;
}

/** What two parts of one draft have in common; where it has files, its places belong to all of them. */
function common(a: Part, b: Part): Part {
  if (a.files && b.files) return { places: b.places, files: a.files.filter(path => b.files?.includes(path)) };
  return { places: a.places.filter(place => b.places.includes(place)), files: undefined };
}

function without(all: Part, taken: Part): Part {
  if (all.files && taken.files)
    return { places: all.places, files: all.files.filter(path => !taken.files?.includes(path)) };
  return { places: all.places.filter(place => !taken.places.includes(place)), files: undefined };
}

/** The places that neither the `rules` blocks nor a comment take out, and the strongest severity among them. */
function withoutIgnored(rule: Rule, draft: Draft, settings: RuleSettings, model: Model) {
  const kept: FindingPlace[] = [];
  const ignored = new Map<InlineIgnore, FindingPlace[]>();
  let severity: Severity | undefined;
  const weigh = (chosen: Severity | undefined) => {
    const own = severityOf(rule, draft, chosen);
    if (severity === undefined || RANK[own] < RANK[severity]) severity = own;
  };
  // Which of the files count is asked by the rule, because its numbers depend on it.
  for (const path of draft.files ?? []) {
    const chosen = settings.chosenFor([path]);
    if (chosen !== 'off') weigh(chosen);
  }
  for (const entry of draft.places) {
    const chosen = draft.files ? undefined : settings.chosenFor(concerned(entry, draft));
    if (chosen === 'off') continue;
    const ignore = rule.last ? undefined : ignoreAt(model, rule.id, entry.place);
    if (ignore) {
      ignored.set(ignore, [...(ignored.get(ignore) ?? []), entry]);
      continue;
    }
    kept.push(entry);
    if (!draft.files) weigh(chosen);
  }
  return { kept, ignored, severity: severity ?? severityOf(rule, draft, undefined) };
}

/** A finding may stand in CODEOWNERS or in a wiring file; what it is about counts too, and with a folder what lies in it. */
function concerned({ place }: FindingPlace, { subject }: Draft): readonly RepoPath[] {
  if (subject.path === undefined) return [place.path];
  return [place.path, subject.path as RepoPath, `${subject.path}/*` as RepoPath];
}

export function toFinding(
  rule: Rule,
  draft: Draft,
  severity: Severity,
  { places, files }: Part,
): Finding | undefined {
  const known = wholes.get(draft);
  const whole = places.length === draft.places.length && files?.length === draft.files?.length;
  if (whole && known?.severity === severity && known.rule === rule.id) return known;
  const made = makeFinding(rule, draft, severity, { places, files });
  if (whole && made) wholes.set(draft, made);
  return made;
}

/** What was made of a whole draft: a draft that a rule gives again is the same finding again, and told to nobody anew. */
const wholes = new WeakMap<Draft, Finding>();

function makeFinding(
  rule: Rule,
  draft: Draft,
  severity: Severity,
  { places, files = [] }: Part,
): Finding | undefined {
  const [first] = places;
  if (!first) return undefined;
  const message = typeof draft.message === 'string' ? draft.message : draft.message(places, files);
  return {
    rule: rule.id,
    id: `${rule.id}:${draft.key}`,
    severity,
    message,
    place: first.place,
    places: draft.files ? places.map(entry => ({ ...entry, message: entry.message || message })) : places,
    related: draft.related,
    subject: draft.subject,
    evidence: typeof draft.evidence === 'function' ? draft.evidence(places, files) : draft.evidence,
    ...(draft.size === undefined ? {} : { size: draft.size }),
    ...(draft.together && draft.members ? { members: draft.members } : {}),
    layer: rule.layer,
    mechanism: rule.mechanism,
  };
}

/** What a person chose holds, but a question stays a question: type-only cycles do not become errors with the others. */
function severityOf(rule: Rule, draft: Draft, chosen: Severity | undefined): Severity {
  const own = rule.severity === 'off' ? 'warning' : rule.severity;
  if (draft.severity === 'information' && own !== 'information') return 'information';
  return chosen ?? draft.severity ?? own;
}

export function hasExpired(accept: DeclaredAccept, today: string): boolean {
  return accept.until !== undefined && accept.until < today;
}

export const RANK: Readonly<Record<Severity, number>> = { error: 0, warning: 1, information: 2 };
