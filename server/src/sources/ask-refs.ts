import { repoPath, tryRepoPath } from '#core/facts/place';
import type { Git, GitOptions, GitRefs, GitResult } from '#platform/git';
import { ORIGIN_HEAD } from '#platform/ref-names';

type Failure = Extract<GitResult, { ok: false }>;

/**
 * What `readRefs` gives, asked from git itself: for repositories whose refs are not in files, and to learn the reason
 * where there is nothing to read.
 */
export async function askRefs(
  git: Git,
  names: readonly string[],
  options: GitOptions,
): Promise<GitRefs | Failure> {
  const place = await git.run(
    ['rev-parse', '--is-shallow-repository', '--absolute-git-dir', '--show-prefix', '--verify', 'HEAD'],
    options,
  );
  if (!place.ok) return place;
  const [shallow = '', own = '', prefix = '', head = ''] = place.stdout.split('\n');
  const current = await git.run(['symbolic-ref', '--quiet', 'HEAD'], options);
  const listed = await git.run(
    ['for-each-ref', '--format=%(refname)%00%(objectname)%00%(symref)', ORIGIN_HEAD, ...names],
    options,
  );
  if (!listed.ok) return listed;
  const promisors = await git.run(['config', '--get-regexp', PARTIAL], options);

  const tips = new Map<string, string>();
  let originHead: string | undefined;
  for (const line of listed.stdout.split('\n')) {
    const [ref = '', commit = '', target = ''] = line.split('\0');
    if (ref === ORIGIN_HEAD) {
      originHead = target;
      tips.set(target, commit);
    } else if (names.includes(ref)) tips.set(ref, commit);
  }
  return {
    digest: '',
    head,
    ...(current.ok ? { branch: current.stdout.trim().replace(/^refs\/heads\//, '') } : {}),
    tips,
    ...(originHead ? { originHead } : {}),
    kind: WORKTREE.test(own) ? 'worktree' : SUBMODULE.test(own) ? 'submodule' : 'repository',
    shallow: shallow === 'true',
    partial: promisors.ok && promisors.stdout.trim() !== '',
    prefix: tryRepoPath(prefix) ?? repoPath(''),
  };
}

const WORKTREE = /[\\/]worktrees[\\/][^\\/]+$/;
const SUBMODULE = /[\\/]modules[\\/]/;
const PARTIAL = '^(remote\\..*\\.(promisor|partialclonefilter)|extensions\\.partialclone)$';
