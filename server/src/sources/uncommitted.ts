import { absent, ready, type SourceState } from '#core/facts/state';
import type { UncommittedFacts } from '#core/facts/uncommitted';
import type { WorkTree } from '#platform/work-tree';

/** What is not committed yet and, with a base, what was committed since. `base.commit` is a commit, `base.ref` its name. */
export async function readUncommitted(
  tree: WorkTree,
  base?: { readonly ref: string; readonly commit: string },
): Promise<SourceState<UncommittedFacts>> {
  const said = await tree.changes(base?.commit);
  if (!said.ok)
    return absent(said.message, 'in a git repository, a change tells whom it needs before it is committed');
  const { files, since } = said;
  const unsure = files.filter(({ certain }) => !certain).length;
  const notes =
    unsure === 0
      ? []
      : [
          `${unsure} of these may not differ at all: a filter of .gitattributes changes their content, and filters are not run`,
        ];
  return ready({ files, ...(base && since ? { base: { ref: base.ref, ...since } } : {}) }, notes);
}
