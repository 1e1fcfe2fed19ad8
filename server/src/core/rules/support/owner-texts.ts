import { type RuleCoverage, ruleCoverage } from '../../codeowners.ts';
import type { FileFacts } from '../../facts/files.ts';
import type { OwnerRule, OwnershipFacts } from '../../facts/ownership.ts';
import type { RepoPath } from '../../facts/place.ts';
import { factsOf } from '../../facts/state.ts';
import type { Model } from '../../model/model.ts';
import { onceFor } from '../../once-for.ts';
import { listed } from '../../views/words.ts';

export function ownershipFacts(model: Model): OwnershipFacts | undefined {
  return factsOf(model.facts.ownership);
}

/** Every file that is there, sorted. */
export function allPaths(model: Model): readonly RepoPath[] {
  const files = factsOf(model.facts.files);
  return files ? pathsOf(files) : [];
}

const pathsOf = onceFor(({ files }: FileFacts) => files.map(({ path }) => path));

const coverages = new WeakMap<readonly OwnerRule[], { files: unknown; coverage: readonly RuleCoverage[] }>();

/** What each rule matches and wins; remembered while neither rules nor files change. */
export function coverageOf(model: Model): readonly RuleCoverage[] {
  const rules = ownershipFacts(model)?.rules;
  const files = factsOf(model.facts.files);
  if (!rules || !files) return [];
  const last = coverages.get(rules);
  if (last && last.files === files) return last.coverage;
  const coverage = ruleCoverage(rules, allPaths(model));
  coverages.set(rules, { files, coverage });
  return coverage;
}

/** `rule 12, "/libraries/"`, with the line as editors count it. */
export function ruleInWords(rule: OwnerRule): string {
  return `"${rule.pattern}" (line ${rule.line + 1})`;
}

export function ownersOfRule(rule: OwnerRule): string {
  return rule.owners.length === 0
    ? 'nobody'
    : listed(
        rule.owners.map(owner => owner.handle),
        'or',
      );
}

/** Ids must outlive edits elsewhere, and a pattern may stand twice: the second is `#2`. */
export function patternKeys(rules: readonly OwnerRule[]): ReadonlyMap<OwnerRule, string> {
  const seen = new Map<string, number>();
  const keys = new Map<OwnerRule, string>();
  for (const rule of rules) {
    const n = (seen.get(rule.pattern) ?? 0) + 1;
    seen.set(rule.pattern, n);
    keys.set(rule, n === 1 ? rule.pattern : `${rule.pattern}#${n}`);
  }
  return keys;
}

/** Patterns that match everything and are written to be refined. */
export function isCatchAll(pattern: string): boolean {
  return /^\/?(\*\*?|\*\*\/\*|\*\*\/)$/.test(pattern);
}

/** The folders and names before the first wildcard, without slashes at the ends. */
export function literalPart(pattern: string): string | undefined {
  return /^\/?((?:[^*?{}[\]\\/]+\/)*[^*?{}[\]\\/]+)(?:\/|$)/.exec(pattern)?.[1];
}
