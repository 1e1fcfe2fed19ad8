import type { Judged } from '../couches/couch.ts';
import type { AcceptedFinding, Judgement } from '../rules/finding.ts';
import { findingIdsOf } from '../rules/support/couch-findings.ts';

/** What a person accepted of a couch: its own finding, or one about several modules with all of its own among them. */
export function acceptanceOf(
  { accepted }: Pick<Judgement, 'accepted'>,
  judged: Judged,
): AcceptedFinding | undefined {
  const ids = findingIdsOf(judged);
  return (
    accepted.find(({ finding }) => ids.includes(finding.id)) ??
    accepted.find(({ finding: { rule, members } }) => isOf(rule, ids) && holds(members, judged))
  );
}

/** Also where it has no finding of its own, because that of a group stands for it, in which others are not accepted yet. */
export function isAccepted(judgement: Pick<Judgement, 'accepted' | 'findings'>, judged: Judged): boolean {
  if (acceptanceOf(judgement, judged)) return true;
  const ids = findingIdsOf(judged);
  return judgement.findings.some(
    ({ rule, acceptedMembers }) => isOf(rule, ids) && holds(acceptedMembers, judged),
  );
}

function isOf(rule: string, ids: readonly string[]): boolean {
  return ids.some(id => id.startsWith(`${rule}:`));
}

function holds(members: readonly string[] | undefined, { couch }: Judged): boolean {
  return members !== undefined && couch.members.every(name => members.includes(name));
}
