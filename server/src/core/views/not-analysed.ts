import type { SkippedFile } from '../facts/files.ts';
import type { FileImports, UnresolvedReason } from '../facts/imports.ts';
import { factsOf, type SourceKind, type SourceState } from '../facts/state.ts';
import { onceFor } from '../once-for.ts';
import type { Judgement } from '../rules/finding.ts';
import type { Reviewed } from './reviewed.ts';
import { byCount, count, withCommas } from './words.ts';

/** Everything that a review did not take into account, counted and with the reason. Counts are sorted, the most first. */
export interface NotAnalysed {
  readonly imports: number;
  readonly unresolved: readonly (readonly [UnresolvedReason, number])[];
  readonly skippedFiles: readonly (readonly [SkippedFile['reason'], number])[];
  readonly unreadLanguages: readonly (readonly [string, number])[];
  readonly setAsideChanges: readonly (readonly [string, number])[];
  /** Sources that are incomplete or absent, in a fixed order. */
  readonly sources: readonly SourceReport[];
}

export interface SourceReport {
  readonly source: SourceKind;
  readonly state: SourceState<unknown>['state'];
  readonly reason?: string;
  readonly gain?: string;
  readonly notes: readonly string[];
}

export function notAnalysed(reviewed: Reviewed): NotAnalysed {
  const { facts, independence } = reviewed;
  const imports = factsOf(facts.imports);
  const { total, unresolved } = countImports(imports?.files ?? NO_FILES);
  const skipped = new Map<SkippedFile['reason'], number>();
  for (const { reason } of factsOf(facts.files)?.skipped ?? [])
    skipped.set(reason, (skipped.get(reason) ?? 0) + 1);
  return {
    imports: total,
    unresolved: byCount(unresolved) as NotAnalysed['unresolved'],
    skippedFiles: byCount(skipped) as NotAnalysed['skippedFiles'],
    unreadLanguages: byCount(Object.entries(imports?.unread ?? {})),
    setAsideChanges: byCount(Object.entries(independence.setAside)),
    sources: sourceReports(reviewed),
  };
}

/** An edit of owners or declarations leaves all imports as they are. */
const countImports = onceFor((files: readonly FileImports[]) => {
  const unresolved = new Map<UnresolvedReason, number>();
  let total = 0;
  for (const { imports } of files) {
    total += imports.length;
    imports.forEach(({ resolution }) => {
      if (resolution.to === 'unresolved')
        unresolved.set(resolution.reason, (unresolved.get(resolution.reason) ?? 0) + 1);
    });
  }
  return { total, unresolved };
});

const NO_FILES: readonly FileImports[] = [];

const ORDER = ['files', 'modules', 'imports', 'ownership', 'history', 'declared', 'runtime'] as const;

/** How each source fares, in the order in which they build on each other. */
export function sourceReports({ facts }: Pick<Reviewed, 'facts'>): readonly SourceReport[] {
  return ORDER.map((source): SourceReport => {
    const state: SourceState<unknown> = facts[source];
    if (state.state === 'ready') return { source, state: state.state, notes: state.notes };
    if (state.state === 'absent') {
      return { source, state: state.state, reason: state.reason, gain: state.gain, notes: [] };
    }
    const limits =
      source === 'history' ? (factsOf(facts.history)?.limits ?? []).map(limit => limit.message) : [];
    const notes = [...new Set([...state.notes, ...limits])].filter(note => note !== state.reason);
    return { source, state: state.state, reason: state.reason, notes };
  });
}

/** What to add next, and what it would give: one line, for the source whose absence costs most. */
export function nextGain(reviewed: Pick<Reviewed, 'facts'>): SourceReport | undefined {
  const absent = sourceReports(reviewed).filter(report => report.state === 'absent');
  for (const source of ['files', 'imports', 'modules', 'ownership', 'history', 'declared']) {
    const found = absent.find(report => report.source === source);
    if (found) return found;
  }
  return undefined;
}

/** The reason in words that a person can act on. */
export const UNRESOLVED_WORDS: Readonly<Record<UnresolvedReason, string>> = {
  'no-such-file': 'name a file that does not exist',
  'not-installed-not-declared': 'name a package that no package.json declares',
  'not-built': 'lead to files that exist only after a build',
  'not-in-package': 'name a path that the workspace package does not have',
  'unknown-alias': 'begin with an alias that no tsconfig or package.json explains',
  virtual: 'are made by a bundler while it runs',
  'not-a-literal': 'are computed at run time',
  'outside-root': 'leave the repository',
  excluded: 'lead to files that are not taken: excluded, ignored by git, or links',
  asset: 'name assets that do not exist',
};

/** How many imports lead nowhere for a reason, in words: `1 names a file that does not exist`. */
export function unresolvedInWords(reason: UnresolvedReason, number: number): string {
  const [verb = '', ...rest] = UNRESOLVED_WORDS[reason].split(' ');
  const one = verb === 'are' ? 'is' : `${verb}s`;
  return [withCommas(number), number === 1 ? one : verb, ...rest].join(' ');
}

/** Why a change is no carry, in words that follow a number. */
export const SET_ASIDE_WORDS: Readonly<Record<string, string>> = {
  release: 'by releases',
  bot: 'by bots',
  sweep: 'by mechanical sweeps',
  revert: 'by reverts',
  'rename-only': 'of renames only',
  'noise-only': 'of lock files, changelogs and generated files only',
  unowned: 'of files that nobody owns',
};

/** How many files were not taken for a reason, in words: `1 binary file`. */
export function skippedInWords(reason: SkippedFile['reason'], number: number): string {
  const [one, many] = SKIPPED_WORDS[reason];
  return count(number, one, many);
}

const SKIPPED_WORDS: Readonly<Record<SkippedFile['reason'], readonly [one: string, many: string]>> = {
  link: ['symbolic link', 'symbolic links'],
  'link-outside': ['link that leaves the repository', 'links that leave the repository'],
  'link-loop': ['link that goes in circles', 'links that go in circles'],
  'not-regular': ['pipe, device or socket', 'pipes, devices or sockets'],
  'too-large': ['file too large to be source', 'files too large to be source'],
  unreadable: ['unreadable file or folder', 'unreadable files or folders'],
  binary: ['binary file', 'binary files'],
  excluded: ['excluded file or folder', 'excluded files or folders'],
  'nested-root': ['file of a nested root', 'files of nested roots'],
  'nested-repository': ['repository within this one', 'repositories within this one'],
  name: ['file whose name is no valid path', 'files whose names are no valid paths'],
};

/**
 * Rules that could not run, by why: for want of sources, in the words given, or in the rule's own words. A message may begin
 * with its rule's name; together with others only the reason is of use.
 */
export function skippedByReason(
  { skipped }: Pick<Judgement, 'skipped'>,
  inWords: (missing: readonly SourceKind[]) => string,
): ReadonlyMap<string, readonly string[]> {
  const byReason = new Map<string, string[]>();
  for (const { rule, missing, message } of skipped) {
    const reason = missing.length > 0 ? inWords(missing) : message.replace(`${rule} could not run: `, '');
    const rules = byReason.get(reason);
    if (rules) rules.push(rule);
    else byReason.set(reason, [rule]);
  }
  return byReason;
}
