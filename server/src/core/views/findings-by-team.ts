import type { Model } from '../model/model.ts';
import type { Finding, Severity } from '../rules/finding.ts';
import { ownersInWords } from './words.ts';

/** The findings that concern one team, worst first. */
export interface TeamFindings {
  /** The team, `A or B`, or `undefined` where nobody owns what the finding is about. */
  readonly team: string | undefined;
  readonly counts: SeverityCounts;
  readonly findings: readonly Finding[];
}

export interface SeverityCounts {
  readonly error: number;
  readonly warning: number;
  readonly information: number;
}

/** Groups by the team to whom a finding is shown; the team with the worst findings stands first. */
export function findingsByTeam(findings: readonly Finding[], model: Model): readonly TeamFindings[] {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const team = teamFor(finding, model) ?? '';
    const group = groups.get(team);
    if (group) group.push(finding);
    else groups.set(team, [finding]);
  }
  return [...groups]
    .map(([team, own]) => ({
      team: team === '' ? undefined : team,
      counts: countSeverities(own),
      findings: own,
    }))
    .sort(
      (a, b) =>
        b.counts.error - a.counts.error ||
        b.counts.warning - a.counts.warning ||
        b.counts.information - a.counts.information ||
        ((a.team ?? '') < (b.team ?? '') ? -1 : 1),
    );
}

/** Whom a finding is for that is about no part of the repository. Not a name that a team can have: names hold no blanks. */
const EVERYBODY = 'the whole repository';

/** Who is shown a finding: the team it names, or the owner of the module or file that it is about. */
export function teamFor(finding: Finding, model: Model): string | undefined {
  const { team, module, path, repository } = finding.subject;
  if (team !== undefined) return team;
  if (repository) return EVERYBODY;
  const ofModule = module === undefined ? undefined : model.module(module);
  if (ofModule) return ownersInWords(ofModule.ownership);
  return ownersInWords(
    model.ownershipOf((path as typeof finding.place.path | undefined) ?? finding.place.path),
  );
}

export function countSeverities(findings: readonly { readonly severity: Severity }[]): SeverityCounts {
  const counts = { error: 0, warning: 0, information: 0 };
  for (const { severity } of findings) counts[severity] += 1;
  return counts;
}
