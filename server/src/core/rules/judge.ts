import { type DeclaredAccept, NOTHING_DECLARED } from '../facts/declared.ts';
import { byText } from '../facts/place.ts';
import { factsOf, type SourceKind, type SourceState } from '../facts/state.ts';
import { acceptFinding } from '../fixes/accept-finding.ts';
import { compileGlobs } from '../globs.ts';
import type { Model } from '../model/model.ts';
import { isPlaceholderReason } from '../placeholder-reason.ts';
import { closestText } from '../text-distance.ts';
import { listed } from '../views/words.ts';
import type { Finding, Fix, Judgement, SkippedRule } from './finding.ts';
import { RULES } from './registry.ts';
import type { Draft, Exceptions, FixContext, Rule, RuleContext } from './rule.ts';
import { type RuleSettings, settingsOf } from './settings.ts';
import { hasExpired, RANK, type Settled, settle } from './settle.ts';
import { settleGathered } from './settle-gathered.ts';
import { comparePlaces } from './support/places.ts';

/**
 * Runs every rule over a model. Deterministic: the same model and day give the same judgement.
 * `today` is an ISO date; an `accept` counts up to and including its date. `ahead` is what `judgeAhead` found in the same
 * facts before their history was read.
 */
export function judge(
  model: Model,
  { today, ahead = NOTHING_AHEAD }: { readonly today: string; readonly ahead?: Ahead | undefined },
): Judgement {
  const declared = factsOf(model.facts.declared) ?? NOTHING_DECLARED;
  const excludes = compileGlobs(declared.excludes.map(({ glob }) => glob));
  const found: Found = {
    findings: [],
    accepted: [],
    skipped: [],
    ran: [],
    usedIgnores: new Set(),
    usedAccepts: new Map(),
    sizes: new Map(),
    uncounted: new Set(),
  };
  const settingsFor = (rule: Rule) => settingsOf(rule, declared.rules, excludes);

  for (const rule of RULES) {
    if (rule.last) continue;
    run(rule, settingsFor(rule), model, today, declared.accepts, NO_EXCEPTIONS, found, ahead.get(rule.id));
  }
  const exceptions = leftOver(model, declared.accepts, today, found);
  for (const rule of RULES) {
    if (rule.last) run(rule, settingsFor(rule), model, today, [], exceptions, found);
  }
  return {
    findings: found.findings.sort(byWeight),
    accepted: found.accepted.sort((a, b) => byWeight(a.finding, b.finding) || comparePlaces(a.at, b.at)),
    skipped: found.skipped,
    ran: found.ran,
  };
}

/** What rules found, by rule. */
export type Ahead = ReadonlyMap<string, Looked>;

interface Looked {
  readonly drafts: readonly Draft[];
  readonly looked: number;
  readonly at: string;
}

const NOTHING_AHEAD: Ahead = new Map();

/** Asks the rules that need no history, so that it can be done while history is still being read. */
export function judgeAhead(model: Model, { today }: { readonly today: string }): Ahead {
  const declared = factsOf(model.facts.declared) ?? NOTHING_DECLARED;
  const excludes = compileGlobs(declared.excludes.map(({ glob }) => glob));
  const found = new Map<string, Looked>();
  for (const rule of RULES) {
    if (rule.last || [...rule.needs, ...(rule.uses ?? [])].includes('history')) continue;
    const settings = settingsOf(rule, declared.rules, excludes);
    if (!settings.off && missingFor(rule, model).length === 0 && rule.cannot?.(model) === undefined)
      found.set(rule.id, lookWith(rule, settings, model, today, NO_EXCEPTIONS));
  }
  return found;
}

/** Edits that would settle a finding, the best first. Made only when somebody asks. */
export function fixesFor(finding: Finding, place: Finding['place'], context: FixContext): Fix[] {
  const rule = RULES.find(({ id }) => id === finding.rule);
  const fixes = rule?.fixes ? [...rule.fixes(finding, place, context)] : [];
  if (rule && !rule.last) fixes.push(...acceptFinding(finding, context));
  return fixes;
}

interface Found extends Settled {
  readonly skipped: SkippedRule[];
  readonly ran: { rule: string; looked: number; at: string }[];
}

const NO_EXCEPTIONS: Exceptions = { ignores: [], accepts: [] };

function run(
  rule: Rule,
  settings: RuleSettings,
  model: Model,
  today: string,
  acceptList: readonly DeclaredAccept[],
  exceptions: Exceptions,
  found: Found,
  ahead?: Looked,
): void {
  if (settings.off) {
    found.skipped.push({
      rule: rule.id,
      missing: [],
      message: `${rule.id} is off in the "rules" of the wiring file`,
    });
    return;
  }
  const missing = missingFor(rule, model);
  if (missing.length > 0) {
    found.skipped.push({ rule: rule.id, missing, message: missingMessage(rule, missing, model) });
    return;
  }
  const reason = rule.cannot?.(model);
  if (reason !== undefined) {
    found.skipped.push({ rule: rule.id, missing: [], message: `${rule.id} could not run: ${reason}` });
    return;
  }
  const { drafts, looked, at } = ahead ?? lookWith(rule, settings, model, today, exceptions);
  const relevant = acceptList.filter(accept => accept.rule.name === rule.id);
  const { gather } = rule;
  if (gather) settleGathered({ ...rule, gather }, drafts, settings, model, today, relevant, found);
  else for (const draft of drafts) settle(rule, draft, settings, model, today, relevant, found);
  found.ran.push({ rule: rule.id, looked, at });
}

function lookWith(
  rule: Rule,
  settings: RuleSettings,
  model: Model,
  today: string,
  exceptions: Exceptions,
): Looked {
  let looked = 0;
  let at = '';
  const context: RuleContext = {
    model,
    today,
    option: settings.option,
    word: settings.word,
    counts: settings.counts,
    looked: (count, what) => {
      looked += count;
      at = what;
    },
    exceptions,
  };
  const drafts = [...rule.check(context)];
  return { drafts, looked, at };
}

function missingFor(rule: Rule, model: Model): readonly SourceKind[] {
  return rule.needs.filter(kind => sourceOf(model, kind)?.state === 'absent');
}

/** Ignores and accepts that did nothing, but for those whose rule had no chance to find anything. */
function leftOver(
  model: Model,
  acceptList: readonly DeclaredAccept[],
  today: string,
  found: Found,
): Exceptions {
  const ran = new Set(found.ran.map(({ rule }) => rule));
  const known = new Set(RULES.map(({ id }) => id));
  const ignores: Exceptions['ignores'][number][] = [];
  for (const file of factsOf(model.facts.imports)?.files ?? []) {
    for (const ignore of file.ignores) {
      if (found.usedIgnores.has(ignore)) {
        if (isPlaceholderReason(ignore.reason)) ignores.push({ path: file.path, ignore, why: 'placeholder' });
        continue;
      }
      const meant = known.has(ignore.rule) ? undefined : closestText(ignore.rule, known);
      const guess = meant !== undefined && { meant };
      if (ignore.line === -2) ignores.push({ path: file.path, ignore, why: 'block-comment', ...guess });
      else if (ignore.reason.trim() === '') ignores.push({ path: file.path, ignore, why: 'no-reason' });
      else if (!known.has(ignore.rule))
        ignores.push({ path: file.path, ignore, why: 'unknown-rule', ...guess });
      else if (ran.has(ignore.rule)) ignores.push({ path: file.path, ignore, why: 'nothing-matched' });
    }
  }
  const stale: Exceptions['accepts'][number][] = [];
  for (const accept of acceptList) {
    // An unknown rule is a problem of the language, with its suggestion there.
    if (!ran.has(accept.rule.name)) continue;
    const matches = found.usedAccepts.get(accept) ?? 0;
    const size = found.sizes.get(accept);
    if (hasExpired(accept, today)) stale.push({ accept, why: 'expired', matches });
    else if (size !== undefined && accept.atMost !== undefined && size !== accept.atMost)
      stale.push({ accept, why: size < accept.atMost ? 'too-wide' : 'outgrown', matches, size });
    else if (matches === 0 && found.uncounted.has(accept)) stale.push({ accept, why: 'uncounted', matches });
    else if (matches === 0) stale.push({ accept, why: 'nothing-matched', matches });
  }
  return { ignores, accepts: stale };
}

function sourceOf(model: Model, kind: SourceKind): SourceState<unknown> | undefined {
  return model.facts[kind];
}

function missingMessage(rule: Rule, missing: readonly SourceKind[], model: Model): string {
  const reasons = missing.flatMap(kind => {
    const source = sourceOf(model, kind);
    return source?.state === 'absent' ? [source.reason.replace(/\.$/, '')] : [];
  });
  return `${rule.id} could not run: ${listed(reasons)}`;
}

function byWeight(a: Finding, b: Finding): number {
  return (
    RANK[a.severity] - RANK[b.severity] ||
    comparePlaces(a.place, b.place) ||
    byText(a.rule, b.rule) ||
    byText(a.id, b.id)
  );
}
