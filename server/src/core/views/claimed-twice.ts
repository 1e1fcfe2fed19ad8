import type { OwnerRule } from '../facts/ownership.ts';
import type { RepoPath } from '../facts/place.ts';
import type { Model, Module, Team } from '../model/model.ts';
import { coverageOf, isCatchAll, ownershipFacts, ruleInWords } from '../rules/support/owner-texts.ts';
import { count, listed } from './words.ts';

/** Files that one rule gives to some teams and a later one to others. */
interface Claim {
  readonly lost: OwnerRule;
  readonly won: OwnerRule;
  readonly files: readonly RepoPath[];
}

/** Of the files of a module, those that two declared modules hold, and those that two rules give to different teams. */
export function claimedInModule(model: Model, module: Module): readonly string[] {
  const lines = model.overlaps.flatMap(({ modules: [a, b], files }) =>
    a === module.name || b === module.name
      ? [`${count(files.length, 'file')} also in module ${a === module.name ? b : a}`]
      : [],
  );
  const claims = claimsOf(model, path => model.moduleOf(path) === module);
  return [...lines, ...claims.map(claim => claimLine(model, claim))];
}

/** Of the files that some rule gives to a team, those that a later rule gives to others, and the other way round. */
export function claimedOfTeam(model: Model, team: Team): readonly string[] {
  return claimsOf(model, () => true)
    .filter(
      ({ lost, won }) => model.teamsOf(lost).includes(team.name) !== model.teamsOf(won).includes(team.name),
    )
    .map(claim => claimLine(model, claim));
}

/**
 * A rule for part of what an earlier one matches refines it, as the order of the file is meant: that is claimed once. Two
 * rules that each match more than what they share are decided by nothing but which line stands last.
 */
function claimsOf(model: Model, holds: (path: RepoPath) => boolean): readonly Claim[] {
  if (!ownershipFacts(model)) return [];
  const found = new Map<OwnerRule, Map<OwnerRule, RepoPath[]>>();
  const coverage = coverageOf(model);
  const matchesOf = new Map(coverage.map(({ rule, matches }) => [rule, matches]));
  for (const { rule: lost, matches, takenBy } of coverage) {
    if (takenBy.length === 0 || isCatchAll(lost.pattern)) continue;
    const all = new Set(matches);
    const crossing = new Set(takenBy.filter(rule => matchesOf.get(rule)?.some(path => !all.has(path))));
    for (const path of matches) {
      const won = model.ownerRuleOf(path);
      if (!won || won === lost || !crossing.has(won) || !holds(path)) continue;
      if (model.teamsOf(lost).join('\n') === model.teamsOf(won).join('\n')) continue;
      const row = found.get(lost) ?? new Map<OwnerRule, RepoPath[]>();
      found.set(lost, row);
      row.set(won, [...(row.get(won) ?? []), path]);
    }
  }
  return [...found].flatMap(([lost, row]) => [...row].map(([won, files]) => ({ lost, won, files })));
}

function claimLine(model: Model, { lost, won, files }: Claim): string {
  const teams = (rule: OwnerRule) => listed(model.teamsOf(rule), 'or') || 'nobody';
  const them = files.length === 1 ? 'it' : 'them';
  return `${count(files.length, 'file')}: ${ruleInWords(lost)} gives ${them} to ${teams(lost)}, and ${ruleInWords(won)} behind it to ${teams(won)}, which counts`;
}
