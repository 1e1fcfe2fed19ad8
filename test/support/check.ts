import assert from 'node:assert/strict';
import type { HistoryFacts } from '#core/facts/history';
import { byText, type RepoPath } from '#core/facts/place';
import { NO_TRACES, type RuntimeFacts } from '#core/facts/runtime';
import { absent, ready, type SourceState } from '#core/facts/state';
import type { TextEdit } from '#core/facts/text-edit';
import { textPositions } from '#core/fixes/text-positions';
import type { Finding, Fix } from '#core/rules/finding';
import { RULES } from '#core/rules/registry';
import { createLanguage } from '#language/index';
import { startsNestedRoot } from '#language/nested-root';
import { memoryFileSystem } from '#platform/memory-file-system';
import { openSession } from '#session/open-session';
import type { Session, Snapshot } from '#session/snapshot';
import { readOwnership } from '#sources/codeowners';
import { readFileExports } from '#sources/exports-reader';
import { readFiles } from '#sources/files';
import { readImports } from '#sources/imports';
import { planWhenReady } from '#sources/moves/plan-moves';
import { readModules } from '#sources/packages';
import { readRosters } from '#sources/roster';
import { loadTypeScript } from '#sources/typescript';
import { readTexts } from '../traces/spans.ts';
import { type AnnotatedTree, readCursor, readTree, type WrittenChange } from './annotations.ts';

export interface CheckOptions {
  /** ISO date; by default 2026-06-01. */
  readonly today?: string;
  /** Only these rules are looked at, where a tree would be cluttered by others. */
  readonly only?: readonly string[];
}

export const TODAY = '2026-06-01';

/** Reviews an annotated tree with the real pipeline on the in-memory platform and demands exactly the findings it marks. */
export async function check(annotated: string, options: CheckOptions = {}): Promise<Snapshot> {
  const tree = readTree(annotated);
  const snapshot = await review(tree, options);
  assert.deepEqual(snapshot.problems.map(said), [], 'the tree itself has problems');
  const found = placesOf(snapshot, options).map(place => ({ ...place, at: where(place) }));
  const missing: string[] = [];
  const rest = [...found];
  for (const expected of tree.expected) {
    const at = rest.findIndex(
      place =>
        place.path === expected.path &&
        place.line === expected.line &&
        place.severity === expected.severity &&
        place.rule === expected.rule &&
        place.message.startsWith(expected.message) &&
        place.from === expected.from &&
        (expected.to === undefined || place.to === expected.to),
    );
    if (at >= 0) rest.splice(at, 1);
    else missing.push(where(expected));
  }
  const unexpected = rest.map(({ at }) => at);
  if (missing.length > 0 || unexpected.length > 0) {
    assert.fail(
      [
        '',
        ...missing.map(text => `missing:    ${text}`),
        ...unexpected.map(text => `unexpected: ${text}`),
      ].join('\n'),
    );
  }
  return snapshot;
}

/** Applies a fix at the cursor and compares whole files; then reviews the result, where the finding must be gone. */
export async function checkFix(
  before: string,
  after: string,
  options: CheckOptions & { readonly title?: string; readonly rule?: string; readonly stays?: boolean } = {},
): Promise<Fix> {
  const cursor = readCursor(before);
  const tree = readTree(cursor.text);
  const snapshot = await review(tree, options);
  const here = snapshot.judgement.findings.flatMap(finding =>
    finding.places
      .filter(({ place }) => place.path === cursor.path && touches(place.range, cursor))
      .map(({ place }) => ({ finding, place })),
  );
  const candidates = here
    .filter(({ finding }) => options.rule === undefined || finding.rule === options.rule)
    .flatMap(({ finding, place }) => snapshot.fixes(finding, place).map(fix => ({ fix, finding })));
  const chosen = candidates.find(
    ({ fix }) => options.title === undefined || fix.title.startsWith(options.title),
  );
  assert.ok(
    chosen,
    `no fix "${options.title ?? ''}" at the cursor; there are ${JSON.stringify(candidates.map(({ fix }) => fix.title))} for ${JSON.stringify(here.map(({ finding }) => finding.id))}`,
  );
  const files = applyEdits(tree.files, chosen.fix.edits);
  assert.deepEqual(trimmed(files), trimmed(readTree(after).files));
  const again = await review({ ...tree, files }, options);
  const ids = again.judgement.findings.map(finding => finding.id);
  if (!options.stays)
    assert.ok(!ids.includes(chosen.finding.id), `${chosen.finding.id} is still found after its fix`);
  return chosen.fix;
}

/** The titles of all fixes at the cursor. */
export async function fixTitles(annotated: string, options: CheckOptions = {}): Promise<readonly string[]> {
  const cursor = readCursor(annotated);
  const snapshot = await review(readTree(cursor.text), options);
  return snapshot.judgement.findings.flatMap(finding =>
    finding.places
      .filter(({ place }) => place.path === cursor.path && touches(place.range, cursor))
      .flatMap(({ place }) => snapshot.fixes(finding, place).map(fix => fix.title)),
  );
}

export async function review(tree: AnnotatedTree, options: CheckOptions = {}): Promise<Snapshot> {
  // Fixes are asked as in an editor that has been open for a moment.
  await loadTypeScript();
  return open(tree, options).snapshot();
}

export function open(tree: AnnotatedTree, options: CheckOptions = {}): Session {
  return openSession({
    fs: memoryFileSystem(tree.files),
    language: async () => createLanguage({ rules: { rules: RULES } }),
    today: () => options.today ?? TODAY,
    sources: {
      startsNestedRoot,
      files: readFiles,
      rosters: readRosters,
      modules: readModules,
      ownership: readOwnership,
      imports: input => readImports({ ...input, cache: { get: () => undefined, set: () => undefined } }),
      exports: readFileExports,
      moves: planWhenReady,
      history: async () => historyOf(tree.changes),
      runtime: () => tracesOf(tree.files),
    },
  });
}

/** What lies in a folder `traces` of the tree, as if it were named. */
async function tracesOf(files: AnnotatedTree['files']): Promise<SourceState<RuntimeFacts>> {
  const traces = Object.entries(files).filter(([path]) => path.startsWith('traces/'));
  return traces.length === 0 ? NO_TRACES : readTexts(Object.fromEntries(traces));
}

function historyOf(changes: readonly WrittenChange[]): SourceState<HistoryFacts> {
  if (changes.length === 0)
    return absent('there is no history', 'with git, changes tell which teams must lift together');
  const newestFirst = [...changes].sort((a, b) => byText(b.date, a.date));
  const seconds = (date: string) => Date.parse(`${date}T12:00:00Z`) / 1000;
  return ready({
    now: seconds(newestFirst[0]?.date ?? TODAY),
    reviewed: 'c0',
    branch: 'main',
    mergeBase: 'c0',
    changes: newestFirst.map((change, i) => ({
      id: `c${i}`,
      at: seconds(change.date),
      subject: change.subject,
      authors: change.authors,
      files: change.paths.map(path => ({
        path: path as RepoPath,
        now: path as RepoPath,
        status: 'modified' as const,
        // No two edits are the same one: content that repeats is what a sweep is known by.
        before: `${path} before ${i}`,
        after: `${path} after ${i}`,
      })),
    })),
    limits: [],
  });
}

interface FoundPlace {
  readonly path: string;
  readonly line: number;
  readonly from: number;
  readonly to: number;
  readonly severity: string;
  readonly rule: string;
  readonly message: string;
}

function placesOf(snapshot: Snapshot, { only }: CheckOptions): readonly FoundPlace[] {
  return snapshot.judgement.findings
    .filter(finding => only === undefined || only.includes(finding.rule))
    .flatMap((finding: Finding) =>
      finding.places.map(({ place, message }) => ({
        path: place.path,
        line: place.range.start.line,
        from: place.range.start.character,
        to: place.range.end.character,
        severity: finding.severity,
        rule: finding.rule,
        message,
      })),
    );
}

function where({
  path,
  line,
  from,
  to,
  severity,
  rule,
  message,
}: FoundPlace | AnnotatedTree['expected'][number]): string {
  return `${path}:${line + 1}:${from}-${to ?? ''} ${severity} ${rule}: ${message}`;
}

function said({ code, message, place }: Snapshot['problems'][number]): string {
  return `${place.path}:${place.range.start.line + 1} ${code}: ${message}`;
}

function touches(
  range: Finding['place']['range'],
  { line, character }: { readonly line: number; readonly character: number },
): boolean {
  const after = line > range.start.line || (line === range.start.line && character >= range.start.character);
  const before = line < range.end.line || (line === range.end.line && character <= range.end.character);
  return after && before;
}

/** Whoever accepts writes why; until then a review says that it is still to be written. */
export function withReason(edits: readonly TextEdit[]): readonly TextEdit[] {
  return edits.map(edit => ({
    ...edit,
    newText: edit.newText.replace(/because "TODO[^"]*"/g, 'because "it is split in spring"'),
  }));
}

/** Edits of one file do not overlap; they are applied from the last to the first. */
export function applyEdits(
  files: Readonly<Record<string, string>>,
  edits: readonly TextEdit[],
): Readonly<Record<string, string>> {
  const result: Record<string, string> = { ...files };
  const later = [...edits].sort(
    (a, b) => b.range.start.line - a.range.start.line || b.range.start.character - a.range.start.character,
  );
  for (const { path, range, newText, create } of later) {
    const text = result[path] ?? (create ? '' : undefined);
    assert.ok(text !== undefined, `${path} is edited, but not there`);
    const lines = textPositions(text);
    result[path] =
      text.slice(0, lines.offsetAt(range.start)) + newText + text.slice(lines.offsetAt(range.end));
  }
  return result;
}

/** The last section of a text ends with the line end of the notation, which is none of the file. */
function trimmed(files: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(files)
      .map(([path, text]) => [path, text.trimEnd()] as const)
      .sort(([a], [b]) => byText(a, b)),
  );
}
