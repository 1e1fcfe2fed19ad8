import { isAbsolute, relative } from 'node:path';
import { type RepoPath, tryRepoPath } from '#core/facts/place';
import type { Opened } from './world.ts';

/** A path as the user wrote it, from the folder one stands in, or else from the root. */
export function inRoot(
  asked: string,
  { root, within }: Opened,
  isThere: (path: RepoPath) => boolean,
): RepoPath | undefined {
  const written = isAbsolute(asked) ? relative(root, asked).replaceAll('\\', '/') : asked;
  const candidates = [tryRepoPath(within === '' ? written : `${within}/${written}`), tryRepoPath(written)];
  return candidates.find(path => path !== undefined && isThere(path)) ?? candidates[0];
}
