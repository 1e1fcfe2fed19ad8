import { lstatSync } from 'node:fs';
import { buildStamp } from '#platform/build-stamp';
import type { Cache } from '#platform/cache';
import type { FileSystem } from '#platform/file-system';
import type { GitRefs } from '#platform/git';
import { readRefs } from '#platform/git-refs';
import { type Ground, keptAnswers } from '#platform/kept-answers';
import { findProgram, findRepository } from '#platform/node-git';

/** Reviews of earlier runs over the very same files, history, program, options and day. */
export interface KeptReviews {
  readonly fs: FileSystem;
  /** To be told what the history was read from, so that a review is kept for nothing else. */
  readFrom(branch: string | undefined, refs: GitRefs | undefined): void;
  recall(question: string): string | undefined;
  keep(question: string, answer: string): void;
}

export function keptReviews(
  disk: FileSystem,
  cache: Cache,
  options: { readonly git: boolean; readonly today: string },
): KeptReviews | undefined {
  const build = buildStamp();
  if (build === undefined) return undefined;
  const { git, today } = options;
  const describe = (refs: GitRefs | undefined): string | undefined => {
    if (!git) return 'git is not asked';
    if (findRepository(disk.root) === undefined) return 'no repository';
    // Refs that only git itself can tell (another format) are not worth a process here.
    return refs && JSON.stringify({ ...refs, tips: [...refs.tips] });
  };
  let from: Ground | undefined;
  const answers = keptAnswers({
    disk,
    cache,
    recipe: [build, process.version, process.getuid?.(), git, git ? gitProgram(disk.root) : '', today],
    ground: branch => describe(git ? readRefs(disk.root, branch === '' ? undefined : branch) : undefined),
    clock: Date.now,
  });
  return {
    fs: answers.fs,
    readFrom: (branch, refs) => {
      const was = describe(refs);
      from = was === undefined ? undefined : { about: branch ?? '', was };
    },
    recall: answers.recall,
    keep: (question, answer) => {
      if (from) answers.keep(question, answer, from);
    },
  };
}

/** Another git may follow renames otherwise. */
function gitProgram(root: string): unknown {
  const program = findProgram(process.env.PATH ?? '', root);
  const stat = program === undefined ? undefined : lstatSync(program, { throwIfNoEntry: false });
  return [program, stat?.size, stat?.mtimeMs];
}
