import type { OwnerRule } from './facts/ownership.ts';
import type { RepoPath } from './facts/place.ts';
import { createRuleIndex, NO_RULE } from './owner-index.ts';

export { matchesOwnerPattern } from './owner-patterns.ts';

/**
 * Which rule decides on a path: the last that matches, as on GitHub. The path need not exist.
 * Rules whose pattern GitHub does not read match nothing. Remembers folders, so that asking for thousands of paths is cheap.
 */
export function ownerRuleFor(rules: readonly OwnerRule[]): (path: RepoPath) => OwnerRule | undefined {
  const index = createRuleIndex(rules.map(rule => rule.pattern));
  return path => {
    const last = index.last(path);
    return last === NO_RULE ? undefined : rules[last];
  };
}

/** What one rule does to the files there are. */
export interface RuleCoverage {
  readonly rule: OwnerRule;
  /** What its pattern matches, in the order of the files given. */
  readonly matches: readonly RepoPath[];
  /** Of these, where no later rule matches. */
  readonly wins: readonly RepoPath[];
  /** The later rules that decide where this one matches and does not win, in file order. */
  readonly takenBy: readonly OwnerRule[];
}

/** For every rule, in file order, what it matches and what it wins: unmatched and shadowed rules fall out of it. */
export function ruleCoverage(
  rules: readonly OwnerRule[],
  files: readonly RepoPath[],
): readonly RuleCoverage[] {
  const index = createRuleIndex(rules.map(rule => rule.pattern));
  const found = rules.map(rule => ({
    rule,
    matches: [] as RepoPath[],
    wins: [] as RepoPath[],
    takers: new Set<number>(),
  }));
  for (const file of files) {
    const matching = index.all(file);
    const last = matching[0];
    for (const i of matching) {
      const entry = found[i];
      if (entry === undefined || last === undefined) continue;
      entry.matches.push(file);
      if (i === last) entry.wins.push(file);
      else entry.takers.add(last);
    }
  }
  return found.map(({ rule, matches, wins, takers }) => ({
    rule,
    matches,
    wins,
    takenBy: [...takers].sort((a, b) => a - b).flatMap(i => rules[i] ?? []),
  }));
}
