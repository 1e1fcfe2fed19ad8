import type { OwnerRule } from './facts/ownership.ts';
import type { RepoPath } from './facts/place.ts';
import { lastFor } from './once-for.ts';
import { createRuleIndex, NO_RULE, type RuleIndex } from './owner-index.ts';

export { matchesOwnerPattern } from './owner-patterns.ts';

/**
 * Which rule decides on a path: the last that matches, as on GitHub. The path need not exist.
 * Rules whose pattern GitHub does not read match nothing. Remembers folders, so that asking for thousands of paths is cheap.
 */
export function ownerRuleFor(rules: readonly OwnerRule[]): (path: RepoPath) => OwnerRule | undefined {
  const { last } = matcherOf(rules);
  return path => {
    const index = last(path);
    return index === NO_RULE ? undefined : rules[index];
  };
}

/** Which of a list of patterns match a path. */
interface Matcher {
  readonly patterns: string;
  readonly all: RuleIndex['all'];
  /** Remembers each path that it was asked about. */
  readonly last: RuleIndex['last'];
}

/**
 * While owners are typed, or lines above the rules, patterns stay what they are: then all that was found out about paths
 * still holds. Two lists are kept, for a text and the saved state of it.
 */
function matcherOf(rules: readonly OwnerRule[]): Matcher {
  const patterns = rules.map(rule => rule.pattern);
  const key = patterns.join('\n');
  const known = recent.find(matcher => matcher.patterns === key);
  const matcher = known ?? newMatcher(key, patterns);
  recent = [matcher, ...recent.filter(other => other !== matcher)].slice(0, 2);
  return matcher;
}

let recent: readonly Matcher[] = [];

function newMatcher(key: string, patterns: readonly string[]): Matcher {
  const index = createRuleIndex(patterns);
  const answers = new Map<RepoPath, number>();
  return {
    patterns: key,
    all: index.all,
    last: path => {
      let answer = answers.get(path);
      if (answer === undefined) {
        answer = index.last(path);
        answers.set(path, answer);
      }
      return answer;
    },
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
  const matcher = matcherOf(rules);
  const found = covered(matcher, [files], () => coveredBy(matcher, rules.length, files));
  return found.flatMap(({ matches, wins, takenBy }, at) => {
    const rule = rules[at];
    return rule ? [{ rule, matches, wins, takenBy: takenBy.flatMap(i => rules[i] ?? []) }] : [];
  });
}

const covered = lastFor<Matcher, ReturnType<typeof coveredBy>>();

/** The same by the places of rules in their list. */
function coveredBy(matcher: Matcher, rules: number, files: readonly RepoPath[]) {
  const found = Array.from({ length: rules }, () => ({
    matches: [] as RepoPath[],
    wins: [] as RepoPath[],
    takers: new Set<number>(),
  }));
  for (const file of files) {
    const matching = matcher.all(file);
    const last = matching[0];
    for (const i of matching) {
      const entry = found[i];
      if (entry === undefined || last === undefined) continue;
      entry.matches.push(file);
      if (i === last) entry.wins.push(file);
      else entry.takers.add(last);
    }
  }
  return found.map(({ matches, wins, takers }) => ({
    matches,
    wins,
    takenBy: [...takers].sort((a, b) => a - b),
  }));
}
