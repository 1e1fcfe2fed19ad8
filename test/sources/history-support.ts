import assert from 'node:assert/strict';
import type { Change, HistoryFacts } from '#core/facts/history';
import type { RepoPath } from '#core/facts/place';
import type { SourceState } from '#core/facts/state';
import type { Cache } from '#platform/cache';
import type { Git } from '#platform/git';
import { readRefs } from '#platform/git-refs';
import { nodeFileSystem } from '#platform/node-file-system';
import { nodeGit } from '#platform/node-git';
import { type HistoryOptions, readHistory } from '#sources/git-history';

/** What the tests of history from a real git share. */
export const ODD_SETTINGS: readonly (readonly [string, string])[] = [
  ['diff.renames', 'false'],
  ['diff.renameLimit', '1'],
  ['diff.noprefix', 'true'],
  ['diff.mnemonicPrefix', 'true'],
  ['diff.orderFile', '.git/order'],
  ['diff.relative', 'true'],
  ['diff.ignoreSubmodules', 'all'],
  ['log.showSignature', 'true'],
  ['log.showRoot', 'false'],
  ['log.follow', 'true'],
  ['log.diffMerges', 'separate'],
  ['log.decorate', 'full'],
  ['log.abbrevCommit', 'true'],
  ['log.date', 'relative'],
  ['log.mailmap', 'false'],
  ['format.pretty', 'oneline'],
  ['format.notes', 'true'],
  ['core.quotePath', 'true'],
  ['core.abbrev', '4'],
  ['core.commentChar', 'C'],
  ['color.ui', 'always'],
  ['i18n.logOutputEncoding', 'ISO-8859-1'],
  ['trailer.separators', '='],
  ['merge.renames', 'false'],
  ['merge.ff', 'only'],
  ['merge.log', 'true'],
  ['pull.rebase', 'true'],
  ['gpg.format', 'ssh'],
];

/** With the files of each change, which facts from a cache make only when they are asked for. */
export function told(state: SourceState<HistoryFacts>): unknown {
  if (state.state === 'absent') return state;
  const changes = state.facts.changes.map(({ id, at, subject, authors, files }) => ({
    id,
    at,
    subject,
    authors,
    files: files.map(({ before, after, ...file }) => ({ ...file, before, after })),
  }));
  return { ...state, facts: { ...state.facts, changes } };
}

export function read(
  root: string,
  options: HistoryOptions = {},
  git: Git = nodeGit(root),
): Promise<SourceState<HistoryFacts>> {
  const fs = nodeFileSystem(root, { git: false });
  const refs = 'refs' in options ? options.refs : readRefs(root, options.branch);
  return readHistory(git, { readMailmap: () => fs.read('.mailmap' as RepoPath), ...options, refs });
}

export const NO_PROCESS: Git = {
  run: args => assert.fail(`git ${args.join(' ')} was run`),
  stream: args => assert.fail(`git ${args.join(' ')} was run`),
};

export function memoryCache(): Cache & { readonly entries: Map<string, Buffer> } {
  const entries = new Map<string, Buffer>();
  return {
    entries,
    get: key => entries.get(key),
    set: (key, ...pieces) => void entries.set(key, Buffer.concat(pieces)),
  };
}

export function ready(state: SourceState<HistoryFacts>): HistoryFacts {
  if (state.state !== 'ready') assert.fail(`${state.state}: ${state.reason}`);
  return state.facts;
}

export function reason(state: SourceState<HistoryFacts>): string {
  if (state.state !== 'absent') assert.fail(`the history is ${state.state}`);
  return state.reason;
}

export function subjects(state: SourceState<HistoryFacts>): readonly string[] {
  if (state.state === 'absent') assert.fail(state.reason);
  return state.facts.changes.map(({ subject }) => subject);
}

export function files(state: SourceState<HistoryFacts>): string[][] {
  return ready(state).changes.map(change => change.files.map(fileLine));
}

export function codes(facts: HistoryFacts): readonly string[] {
  return facts.limits.map(({ code }) => code);
}

export function outline({ subject, authors, files }: Change) {
  return [subject, authors, files.map(fileLine)];
}

export function fileLine({ path, now, status }: Change['files'][number]): string {
  const today = now === path ? '' : ` -> ${now ?? 'gone'}`;
  return `${status} ${path}${today}`;
}
