import { lstatSync } from 'node:fs';
import { buildStamp } from '#platform/build-stamp';
import type { Cache } from '#platform/cache';
import type { FileSystem } from '#platform/file-system';
import type { GitRefs } from '#platform/git';
import { readRefs } from '#platform/git-refs';
import { tagsStamp } from '#platform/git-tags';
import { keptAnswers } from '#platform/kept-answers';
import { findProgram, findRepository } from '#platform/node-git';
import { nodeTraceFiles } from '#platform/node-trace-files';
import type { FoundTraces, WantedTraces } from '#platform/trace-files';

/** Reviews of earlier runs over the very same files, history, program, options and day. */
export interface KeptReviews {
  readonly fs: FileSystem;
  /** To be told what the history was read from, so that a review is kept for nothing else. */
  readFrom(branch: string | undefined, refs: GitRefs | undefined): void;
  /** The same of traces: they lie outside the listing. */
  readTraces(wanted: WantedTraces, found: FoundTraces): void;
  recall(question: string): string | undefined;
  keep(question: string, answer: string): void;
}

export function keptReviews(
  disk: FileSystem,
  cache: Cache,
  options: {
    readonly git: boolean;
    readonly today: string;
    /** Traces that a person named, from the current folder. */
    readonly traces: readonly string[];
  },
): KeptReviews | undefined {
  const build = buildStamp();
  if (build === undefined) return undefined;
  const { git, today, traces } = options;
  const describe = (refs: GitRefs | undefined): unknown => {
    if (!git) return 'git is not asked';
    if (findRepository(disk.root) === undefined) return 'no repository';
    // Refs that only git itself can tell (another format) are not worth a process here.
    return refs && { ...refs, tips: [...refs.tips], tags: tagsStamp(disk.root) };
  };
  let history: { readonly branch: string; readonly was: unknown } | undefined;
  let runtime: { readonly wanted: WantedTraces; readonly found: FoundTraces | undefined } = {
    wanted: { named: [], declared: [] },
    found: undefined,
  };
  const answers = keptAnswers({
    disk,
    cache,
    recipe: [
      build,
      process.version,
      process.getuid?.(),
      git,
      git ? gitProgram(disk.root) : '',
      today,
      ...(traces.length > 0 ? [process.cwd(), traces] : []),
    ],
    ground: about => {
      const { branch, wanted } = JSON.parse(about) as { branch: string; wanted: WantedTraces };
      const was = describe(git ? readRefs(disk.root, branch === '' ? undefined : branch) : undefined);
      const any = wanted.named.length + wanted.declared.length > 0;
      const found = any ? nodeTraceFiles(disk.root, process.cwd()).find(wanted) : undefined;
      return was === undefined ? undefined : groundText(was, found);
    },
    clock: Date.now,
  });
  return {
    fs: answers.fs,
    readFrom: (branch, refs) => {
      history = { branch: branch ?? '', was: describe(refs) };
    },
    readTraces: (wanted, found) => {
      runtime = { wanted, found };
    },
    recall: answers.recall,
    keep: (question, answer) => {
      if (history?.was === undefined || isYoung(runtime.found)) return;
      const about = JSON.stringify({ branch: history.branch, wanted: runtime.wanted });
      answers.keep(question, answer, { about, was: groundText(history.was, runtime.found) });
    },
  };
}

function groundText(history: unknown, traces: FoundTraces | undefined): string {
  return JSON.stringify([history, traces]);
}

/** Written so shortly ago that it may be written again without its time telling (as in `tree-state.ts`). */
function isYoung(traces: FoundTraces | undefined): boolean {
  const now = Date.now();
  return traces?.files.some(({ mtimeMs, ctimeMs }) => Math.max(mtimeMs, ctimeMs) > now - YOUNG_MS) ?? false;
}

const YOUNG_MS = 2000;

/** Another git may follow renames otherwise. */
function gitProgram(root: string): unknown {
  const program = findProgram(process.env.PATH ?? '', root);
  const stat = program === undefined ? undefined : lstatSync(program, { throwIfNoEntry: false });
  return [program, stat?.size, stat?.mtimeMs];
}
