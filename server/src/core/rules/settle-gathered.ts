import type { DeclaredAccept } from '../facts/declared.ts';
import type { Model } from '../model/model.ts';
import type { AcceptedFinding, Finding } from './finding.ts';
import type { Draft, Rule } from './rule.ts';
import type { RuleSettings } from './settings.ts';
import { RANK, type Settled, settle, toFinding } from './settle.ts';

/**
 * Drafts of which several may have one cause: what is accepted is taken out one by one, and what is left of a cause is told
 * once. What was accepted for one reason is told once, too.
 */
export function settleGathered(
  rule: Gathering,
  drafts: readonly Draft[],
  settings: RuleSettings,
  model: Model,
  today: string,
  accepts: readonly DeclaredAccept[],
  found: Settled,
): void {
  const left = new Map<Draft, Finding>();
  const taken = new Map<Draft, AcceptedFinding>();
  for (const draft of drafts) {
    const [findings, accepted]: [Finding[], AcceptedFinding[]] = [[], []];
    settle(rule, draft, settings, model, today, accepts, { ...found, findings, accepted });
    const [finding] = findings;
    const [first, ...more] = accepted;
    // One of which a part was taken out is told by itself.
    const isWhole = (told: Finding) => told.places.length === draft.places.length;
    if (finding && !first && isWhole(finding)) left.set(draft, finding);
    else if (!finding && first?.by === 'accept' && more.length === 0 && isWhole(first.finding))
      taken.set(draft, first);
    else {
      found.findings.push(...findings);
      found.accepted.push(...accepted);
    }
  }
  found.findings.push(...gathered(rule, model, left));
  found.accepted.push(...gatheredAccepts(rule, model, taken, [...left.keys()]));
}

/** What is left, where that of one cause is made one finding. */
function gathered(rule: Gathering, model: Model, left: ReadonlyMap<Draft, Finding>): readonly Finding[] {
  const rest = new Map(left);
  const made: Finding[] = [];
  for (const { draft, of } of rule.gather(model, [...left.keys()])) {
    const [severity] = of.flatMap(each => left.get(each)?.severity ?? []).sort((a, b) => RANK[a] - RANK[b]);
    const finding = severity && toFinding(rule, draft, severity, { places: draft.places, files: undefined });
    if (!finding) continue;
    made.push(finding);
    for (const each of of) rest.delete(each);
  }
  return [...made, ...rest.values()];
}

/** What is accepted, where all of one cause that there is was accepted for one reason. */
function gatheredAccepts(
  rule: Gathering,
  model: Model,
  taken: ReadonlyMap<Draft, AcceptedFinding>,
  left: readonly Draft[],
): readonly AcceptedFinding[] {
  const rest = new Map(taken);
  const made: AcceptedFinding[] = [];
  for (const { draft, of } of rule.gather(model, [...taken.keys(), ...left])) {
    const entries = of.flatMap(each => taken.get(each) ?? []);
    const [first] = entries;
    const alike = entries.every(({ reason, until }) => reason === first?.reason && until === first.until);
    if (!first || !alike || entries.length < of.length) continue;
    const { severity } = first.finding;
    const finding = toFinding(rule, draft, severity, { places: draft.places, files: undefined });
    if (!finding) continue;
    made.push({ ...first, finding });
    for (const each of of) rest.delete(each);
  }
  return [...made, ...rest.values()];
}

type Gathering = Rule & Required<Pick<Rule, 'gather'>>;
