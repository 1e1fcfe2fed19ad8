/** Full names of the refs that decide what is mined: those a written branch name may mean, or else the usual ones. */
export function refNames(branch?: string): readonly string[] {
  if (branch === undefined) return USUAL;
  // What the server has comes first: a local branch of that name may be months behind.
  return [`refs/remotes/origin/${branch}`, `refs/heads/${branch}`, `refs/remotes/${branch}`];
}

export const ORIGIN_HEAD = 'refs/remotes/origin/HEAD';

/** Where a default branch is looked for when `origin/HEAD` does not say. In order of preference. */
const USUAL: readonly string[] = ['main', 'master', 'develop', 'trunk'].flatMap(name => [
  `refs/remotes/origin/${name}`,
  `refs/heads/${name}`,
]);
