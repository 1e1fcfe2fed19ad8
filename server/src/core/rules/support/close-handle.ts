import type { OwnerMention } from '../../facts/ownership.ts';
import { factsOf } from '../../facts/state.ts';
import type { Model } from '../../model/model.ts';
import { handleKey } from '../../model/teams.ts';
import { textDistance } from '../../text-distance.ts';
import { ownershipFacts } from './owner-texts.ts';

/** The handles of declared teams, as they are written, by their keys. */
export function declaredHandles(model: Model): ReadonlyMap<string, string> {
  const known = new Map<string, string>();
  for (const team of factsOf(model.facts.declared)?.teams ?? []) {
    if (team.name.startsWith('@')) known.set(handleKey(team.name), team.name);
    for (const handle of team.handles) known.set(handleKey(handle.name), handle.name);
  }
  return known;
}

/** Where CODEOWNERS names each handle, by its key. */
export function handleMentions(model: Model): ReadonlyMap<string, readonly OwnerMention[]> {
  const mentions = new Map<string, OwnerMention[]>();
  for (const rule of ownershipFacts(model)?.rules ?? []) {
    for (const owner of rule.owners) {
      const key = handleKey(owner.handle);
      const there = mentions.get(key);
      if (there) there.push(owner);
      else mentions.set(key, [owner]);
    }
  }
  return mentions;
}

/** How many rules must name a handle that nobody declared, before a handle of one rule is taken for its misspelling. */
const OFTEN = 3;

/** The known handle that was probably meant by an unknown one, as it is written there. */
export function handleMeant(
  key: string,
  known: ReadonlyMap<string, string>,
  mentions: ReadonlyMap<string, readonly OwnerMention[]>,
): string | undefined {
  const [mention, ...others] = mentions.get(key) ?? [];
  const candidates: { handle: string; edits: number }[] = [];
  for (const [other, handle] of known) {
    const edits = textDistance(key, other, 2);
    // Two edits in a short name make another name.
    if (edits <= 2 && edits * 3 <= nameOf(key).length) candidates.push({ handle, edits });
  }
  if (mention?.kind === 'team' && others.length === 0) {
    for (const [other, found] of mentions) {
      const [first] = found;
      if (!first || other === key || found.length < OFTEN) continue;
      const edits = textDistance(key, other, 2);
      if (edits <= 2 && looksMistyped(key, other)) candidates.push({ handle: first.handle, edits });
    }
  }
  candidates.sort((a, b) => a.edits - b.edits || (a.handle < b.handle ? -1 : 1));
  return candidates[0]?.handle;
}

function nameOf(handle: string): string {
  return handle.slice(handle.lastIndexOf('/') + 1);
}

/** One long word differs, and no number: `checkout-web` and `chekout-web`, but not `team-a` and `team-b`. */
function looksMistyped(key: string, other: string): boolean {
  const [a, b] = [key.split(/[-_./]/), other.split(/[-_./]/)];
  if (a.length !== b.length) return key.replace(/[-_./]/g, '') === other.replace(/[-_./]/g, '');
  const different = a.flatMap((word, i) => (word === b[i] ? [] : [[word, b[i] ?? ''] as const]));
  const [only] = different;
  if (different.length !== 1 || !only) return false;
  const [mine, theirs] = only;
  return Math.min(mine.length, theirs.length) >= 5 && mine.replace(/\D/g, '') === theirs.replace(/\D/g, '');
}
