import type { Cache } from '#platform/cache';
import type { Git, GitOptions } from '#platform/git';
import type { MinedBranch } from './default-branch.ts';
import { insist } from './git-stopped.ts';

/** Where mining begins: the newest commit of the branch's own line that the reviewed commit contains. */
export interface MinedBase {
  readonly branch: MinedBranch;
  readonly commit: string;
}

/**
 * The first candidate that shares history with the reviewed commit. `git merge-base` is not enough: when a merged
 * branch is still checked out, its answer is the branch's own tip, which is no commit of the default branch's line.
 */
export async function findBase(
  git: Git,
  head: string,
  candidates: readonly MinedBranch[],
  cache: { readonly cache: Cache | undefined; readonly salt: string },
  options: GitOptions,
): Promise<MinedBase | undefined> {
  for (const branch of candidates) {
    if (branch.tip === head) return { branch, commit: head };
    const key = `history-base:${cache.salt}:${head}:${branch.tip}`;
    const known = cache.cache?.get(key)?.toString('utf8');
    const commit =
      known !== undefined && /^([0-9a-f]{40,64}|none)$/.test(known)
        ? known
        : await newestShared(git, head, branch.tip, options);
    if (commit !== known) cache.cache?.set(key, Buffer.from(commit));
    if (commit !== 'none') return { branch, commit };
  }
  return undefined;
}

async function newestShared(git: Git, head: string, tip: string, options: GitOptions): Promise<string> {
  const listed = await git.run(['rev-list', '--first-parent', '--parents', tip, `^${head}`, '--'], options);
  const lines = insist(listed).trimEnd().split('\n');
  const oldest = lines[lines.length - 1] ?? '';
  if (oldest === '') return tip;
  // The first parent of the oldest commit that the reviewed one lacks is the newest that it has.
  return oldest.split(' ')[1] ?? 'none';
}
