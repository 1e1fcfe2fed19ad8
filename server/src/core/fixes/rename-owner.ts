import type { Finding, Fix } from '../rules/finding.ts';
import type { FixContext } from '../rules/rule.ts';
import { declaredHandles, handleMeant, handleMentions } from '../rules/support/close-handle.ts';

/** Writes the handle that was meant, at every rule that names the unknown one. */
export function renameOwner(finding: Finding, { model }: FixContext): readonly Fix[] {
  const key = finding.id.slice(finding.id.indexOf(':') + 1);
  const all = handleMentions(model);
  const meant = handleMeant(key, declaredHandles(model), all);
  const mentions = all.get(key) ?? [];
  if (meant === undefined || mentions.length === 0) return [];
  return [
    {
      title: mentions.length === 1 ? `Change to ${meant}` : `Change to ${meant} in ${mentions.length} rules`,
      edits: mentions.map(({ place }) => ({ path: place.path, range: place.range, newText: meant })),
      preferred: true,
    },
  ];
}
