import type { Couch, Judged } from '../couches/couch.ts';
import { judgeCouches } from '../couches/judge-couches.ts';
import type { Model } from '../model/model.ts';
import { someOf } from './words.ts';

/** What a couch is called in a heading or sentence: of a group with many members the first few, and how many more. */
export function couchInShort({ kind, name, members }: Couch): string {
  return kind === 'group' && members.length > 4 ? someOf(members, 3) : name;
}

/** All of them, where the heading told a few. */
export function membersInFull({ kind, members }: Couch): readonly string[] {
  return kind === 'group' && members.length > 4 ? [`its modules: ${members.join(', ')}`] : [];
}

/** A couch of several modules as lists call it, by its first few; a name that was copied from a terminal may be broken over lines. */
export function groupCalled(model: Model, target: string): Judged | undefined {
  const asked = target.trim().replace(/\s+/g, ' ');
  const isOne = ({ kind }: Couch) => kind === 'group' || kind === 'pair';
  return judgeCouches(model).find(({ couch }) => isOne(couch) && couchInShort(couch) === asked);
}
