import { factsOf } from '../facts/state.ts';
import { handleKey } from '../model/teams.ts';
import type { Finding, Fix } from '../rules/finding.ts';
import type { FixContext } from '../rules/rule.ts';

/** Writes the handle that was meant, at every rule that names the unknown one. */
export function renameOwner(finding: Finding, { model }: FixContext): readonly Fix[] {
  const meant = /did you mean (\S+)\?/.exec(finding.message)?.[1];
  if (meant === undefined) return [];
  const key = finding.id.slice(finding.id.indexOf(':') + 1);
  const mentions = (factsOf(model.facts.ownership)?.rules ?? []).flatMap(rule =>
    rule.owners.filter(owner => handleKey(owner.handle) === key),
  );
  if (mentions.length === 0) return [];
  return [
    {
      title: mentions.length === 1 ? `Change to ${meant}` : `Change to ${meant} in ${mentions.length} rules`,
      edits: mentions.map(({ place }) => ({ path: place.path, range: place.range, newText: meant })),
      preferred: true,
    },
  ];
}
