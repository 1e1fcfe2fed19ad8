import type { Couch } from '../couches/couch.ts';
import { someOf } from './words.ts';

/** What a couch is called in a heading or sentence: of a group with many members the first few, and how many more. */
export function couchInShort({ kind, name, members }: Couch): string {
  return kind === 'group' && members.length > 4 ? someOf(members, 3) : name;
}

/** All of them, where the heading told a few. */
export function membersInFull({ kind, members }: Couch): readonly string[] {
  return kind === 'group' && members.length > 4 ? [`its modules: ${members.join(', ')}`] : [];
}
