import type { RepoPath } from '#core/facts/place';
import type { UnreadFile } from './scan-files.ts';

/** One sentence for each reason, with the first few files. */
export function notesOn(unread: ReadonlyMap<RepoPath, UnreadFile>): readonly string[] {
  const byReason = new Map<UnreadFile, RepoPath[]>();
  for (const [path, reason] of unread) byReason.set(reason, [...(byReason.get(reason) ?? []), path]);
  return [...byReason].map(([reason, paths]) => {
    const shown = paths.slice(0, 3).join(', ');
    const more = paths.length > 3 ? ` and ${paths.length - 3} more` : '';
    const count = paths.length === 1 ? '1 file was' : `${paths.length} files were`;
    return `${count} not read for imports (${UNREAD_WORDS[reason]}): ${shown}${more}`;
  });
}

/** Why a file was not read, in words that follow its name. */
export const UNREAD_WORDS: Readonly<Record<UnreadFile, string>> = {
  link: 'a link',
  'link-outside': 'a link that leaves the repository',
  'link-loop': 'a link that leads back to itself',
  'not-regular': 'not a regular file',
  'too-large': 'too large to be source',
  unreadable: 'may not be read',
  binary: 'not UTF-8 text',
  excluded: 'excluded',
  'nested-root': 'part of another root',
  'nested-repository': 'part of another repository',
  name: 'its name is no valid path',
  missing: 'gone since the files were listed',
  'not-parsed': 'nested too deep to be parsed',
};
