import type { Change, HistoryFacts, TouchedFile } from '#core/facts/history';
import type { RepoPath } from '#core/facts/place';
import type { SourceState } from '#core/facts/state';

type Kept = Exclude<SourceState<HistoryFacts>, { state: 'absent' }>;

/**
 * History as bytes for the cache: every path, address and content id once, and numbers for the rest. A third of the
 * size of the plain facts, and read back ten times faster than git reads the history.
 */
export function packHistory(history: Kept): Buffer {
  const { facts } = history;
  const texts = table();
  const contents = table();
  const changes = facts.changes.map(change => [
    change.id,
    change.at,
    change.subject,
    change.authors.map(texts.index),
    change.files.flatMap(file => [
      texts.index(file.path),
      file.now === undefined ? -1 : texts.index(file.now),
      STATUSES.indexOf(file.status),
      file.from === undefined ? -1 : texts.index(file.from),
      contents.index(file.before),
      contents.index(file.after),
    ]),
  ]);
  const { changes: _, ...rest } = facts;
  return Buffer.from(
    JSON.stringify({
      format: FORMAT,
      state: history.state,
      reason: history.state === 'stale' ? history.reason : '',
      notes: history.notes,
      rest,
      texts: texts.all,
      contents: contents.all,
      changes,
    }),
  );
}

/** The facts again; undefined for bytes that are not what `packHistory` made, whatever they are. */
export function unpackHistory(bytes: Buffer): Kept | undefined {
  try {
    const packed = JSON.parse(bytes.toString('utf8')) as Packed;
    if (packed.format !== FORMAT) return undefined;
    const text = reader(packed.texts);
    const content = reader(packed.contents);
    const changes = packed.changes.map(([id, at, subject, authors, files]): Change => {
      const touched: TouchedFile[] = [];
      for (let index = 0; index < files.length; index += 6)
        touched.push(readFile(files, index, text, content));
      return { id, at, subject, authors: authors.map(text), files: touched };
    });
    const facts: HistoryFacts = { ...packed.rest, changes };
    if (!isWhole(facts)) return undefined;
    return packed.state === 'stale'
      ? { state: 'stale', facts, reason: packed.reason, notes: packed.notes }
      : { state: 'ready', facts, notes: packed.notes };
  } catch {
    return undefined;
  }
}

/** To be raised whenever the shape or the meaning of what is kept changes. */
export const FORMAT = 1;

interface Packed {
  readonly format: number;
  readonly state: 'ready' | 'stale';
  readonly reason: string;
  readonly notes: readonly string[];
  readonly rest: Omit<HistoryFacts, 'changes'>;
  readonly texts: readonly string[];
  readonly contents: readonly string[];
  readonly changes: readonly (readonly [string, number, string, readonly number[], readonly number[]])[];
}

const STATUSES: readonly TouchedFile['status'][] = [
  'added',
  'modified',
  'deleted',
  'renamed',
  'type-changed',
];

function readFile(
  files: readonly number[],
  index: number,
  text: (index: number) => string,
  content: (index: number) => string,
): TouchedFile {
  const [path = -1, now = -1, status = -1, from = -1, before = -1, after = -1] = files.slice(
    index,
    index + 6,
  );
  // The paths were repository paths when they were written.
  return {
    path: text(path) as RepoPath,
    status: reader(STATUSES)(status),
    before: content(before),
    after: content(after),
    ...(from < 0 ? {} : { from: text(from) as RepoPath }),
    ...(now < 0 ? {} : { now: text(now) as RepoPath }),
  };
}

function table() {
  const all: string[] = [];
  const known = new Map<string, number>();
  const index = (text: string): number => {
    const at = known.get(text);
    if (at !== undefined) return at;
    known.set(text, all.length);
    return all.push(text) - 1;
  };
  return { all, index };
}

/** Looks up by number; throws for a number that stands for nothing, as in a damaged entry. */
function reader<T>(all: readonly T[]): (index: number) => T {
  return index => {
    const value = all[index];
    if (value === undefined) throw new Error('damaged');
    return value;
  };
}

function isWhole(facts: HistoryFacts): boolean {
  return (
    typeof facts.now === 'number' &&
    typeof facts.reviewed === 'string' &&
    typeof facts.branch === 'string' &&
    typeof facts.mergeBase === 'string' &&
    Array.isArray(facts.limits)
  );
}
