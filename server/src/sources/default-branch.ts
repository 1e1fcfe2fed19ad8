import type { GitRefs } from '#platform/git';
import { refNames } from '#platform/ref-names';

/** The branch to mine, with the commit at its tip. `name` is for the user: `main`, `origin/main`. */
export interface MinedBranch {
  readonly name: string;
  readonly tip: string;
  /** How it was found, for the user. */
  readonly because: 'declared' | 'origin/HEAD' | 'its name' | 'checked out' | 'detached HEAD';
}

/**
 * The branches that may be the default, best first: the one the wiring file names and no other, or else what
 * `origin/HEAD` says, the usual names, and at last whatever is checked out. Empty when a declared branch is not there.
 */
export function candidateBranches(refs: GitRefs, declared: string | undefined): readonly MinedBranch[] {
  const found: MinedBranch[] = [];
  const add = (ref: string | undefined, because: MinedBranch['because']) => {
    const tip = ref === undefined ? undefined : refs.tips.get(ref);
    if (ref !== undefined && tip !== undefined) found.push({ name: shortName(ref), tip, because });
  };
  if (declared !== undefined) {
    for (const ref of refNames(declared)) add(ref, 'declared');
    return found;
  }
  add(refs.originHead, 'origin/HEAD');
  for (const ref of refNames()) if (ref !== refs.originHead) add(ref, 'its name');
  if (refs.head !== undefined) {
    found.push(
      refs.branch === undefined
        ? { name: 'HEAD', tip: refs.head, because: 'detached HEAD' }
        : { name: refs.branch, tip: refs.head, because: 'checked out' },
    );
  }
  return found;
}

function shortName(ref: string): string {
  return ref.replace(/^refs\/(heads|remotes|tags)\//, '');
}
