/** A commit with just enough to tell who made what a merge brought in. */
export interface AuthoredCommit {
  readonly id: string;
  readonly parents: readonly string[];
  /** Canonical addresses of its author and co-authors. */
  readonly authors: readonly string[];
}

/**
 * Who made the work that each first-parent merge brought in: the authors of the commits that are reachable from its
 * other parents and from no earlier commit of the line. Whoever pressed the button is not among them, unless the merge
 * brought nothing that somebody else wrote.
 * @param line the merged line, newest first
 * @param commits every commit reachable from the newest of the line and not from before its oldest
 * @returns authors by commit id, for the merges of the line
 */
export function authorsOfMerges(
  line: readonly string[],
  commits: ReadonlyMap<string, AuthoredCommit>,
): ReadonlyMap<string, readonly string[]> {
  const onLine = new Set(line);
  const taken = new Set<string>();
  const result = new Map<string, readonly string[]>();
  // Oldest first: a commit belongs to the first merge that brought it in.
  for (let index = line.length - 1; index >= 0; index--) {
    const merge = commits.get(line[index] ?? '');
    if (!merge || merge.parents.length < 2) continue;
    const work = new Set<string>();
    const merges = new Set<string>();
    const waiting = merge.parents.slice(1);
    for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
      const commit = commits.get(id);
      if (!commit || taken.has(id) || onLine.has(id)) continue;
      taken.add(id);
      for (const author of commit.authors) (commit.parents.length > 1 ? merges : work).add(author);
      waiting.push(...commit.parents);
    }
    // A branch that holds merges only (a release branch made of others) was made by those who merged there.
    result.set(merge.id, [...(work.size > 0 ? work : merges)]);
  }
  return result;
}
