import type { Change, HistoryFacts, TouchedFile } from '#core/facts/history';
import type { RepoPath } from '#core/facts/place';
import type { SourceState } from '#core/facts/state';

type Kept = Exclude<SourceState<HistoryFacts>, { state: 'absent' }>;

/**
 * History as bytes, for the cache and for the way from one thread to another: a row of integers for changes and touched files,
 * the ids of commits and contents as one text of equal pieces, and JSON for what is left, every path and address in it once.
 * Reading it back is fast because the files of a change are made only when somebody asks for them.
 */
export function packHistory(history: Kept): Buffer {
  const { facts } = history;
  const { changes, ...rest } = facts;
  const texts = table();
  const fileCount = changes.reduce((sum, { files }) => sum + files.length, 0);
  const authorCount = changes.reduce((sum, { authors }) => sum + authors.length, 0);
  const width = changes[0]?.id.length ?? 0;
  const idCount = changes.length + 2 * fileCount;
  const rowBytes = 4 * (changes.length * CHANGE_INTS + authorCount + fileCount * FILE_INTS);
  const idsAt = HEADER_BYTES + rowBytes;
  const left: Left = {
    state: history.state,
    reason: history.state === 'stale' ? history.reason : '',
    notes: history.notes,
    rest,
    texts: texts.all,
    subjects: changes.map(({ subject }) => subject),
  };
  // Written in place: a hundred thousand numbers and ids in lists of their own would cost as much as reading the log.
  const numbers = Buffer.alloc(idsAt + width * idCount);
  const ints = new Int32Array(numbers.buffer, numbers.byteOffset, idsAt / 4);
  ints.set([MAGIC, width, idCount, rowBytes]);
  let at = HEADER_BYTES / 4;
  let idAt = idsAt;
  const writeId = (id: string): void => {
    if (id.length !== width) throw new Error('The ids of a history differ in length.');
    numbers.write(id, idAt, 'latin1');
    idAt += width;
  };
  for (const { id, at: time, authors, files } of changes) {
    writeId(id);
    ints[at++] = time;
    ints[at++] = authors.length;
    ints[at++] = files.length;
    for (const author of authors) ints[at++] = texts.index(author);
    for (const { path, now, status, from, before, after } of files) {
      writeId(before);
      writeId(after);
      ints[at++] = texts.index(path);
      ints[at++] = now === undefined ? -1 : now === path ? SAME : texts.index(now);
      ints[at++] = STATUSES.indexOf(status);
      ints[at++] = from === undefined ? -1 : texts.index(from);
    }
  }
  return Buffer.concat([numbers, Buffer.from(JSON.stringify(left))]);
}

/** The facts again; undefined for bytes that are not what `packHistory` made, whatever they are. */
export function unpackHistory(bytes: Uint8Array): Kept | undefined {
  try {
    return read(bytes);
  } catch {
    return undefined;
  }
}

/** To be raised whenever the shape or the meaning of what is kept changes. */
export const FORMAT = 2;

const MAGIC = 0x5748_0000 + FORMAT;
const HEADER_BYTES = 16;
/** Integers for each touched file, and before them for each change. */
const FILE_INTS = 4;
const CHANGE_INTS = 3;
/** Stands for "the path today is the path in the change", as it is for nearly all. */
const SAME = -2;

/** What is no number and no id. */
interface Left {
  readonly state: 'ready' | 'stale';
  readonly reason: string;
  readonly notes: readonly string[];
  readonly rest: Omit<HistoryFacts, 'changes'>;
  readonly texts: readonly string[];
  readonly subjects: readonly string[];
}

const STATUSES: readonly TouchedFile['status'][] = [
  'added',
  'modified',
  'deleted',
  'renamed',
  'type-changed',
];

function read(bytes: Uint8Array): Kept | undefined {
  // A view of integers begins at a multiple of four bytes, which a part of a file need not.
  const aligned = bytes.byteOffset % 4 === 0 ? bytes : new Uint8Array(bytes);
  const { buffer, byteOffset } = aligned;
  const [magic, width = 0, idCount = 0, rowBytes = 0] = new Int32Array(buffer, byteOffset, 4);
  if (magic !== MAGIC || width < 0 || idCount < 0 || rowBytes < 0) return undefined;
  const ints = new Int32Array(buffer, byteOffset + HEADER_BYTES, rowBytes / 4);
  const idsAt = HEADER_BYTES + rowBytes;
  const leftAt = idsAt + width * idCount;
  const plain = Buffer.from(buffer, byteOffset, aligned.length);
  // One text for all: each id is a view of it, not a copy.
  const ids = plain.toString('latin1', idsAt, leftAt);
  const left = JSON.parse(plain.toString('utf8', leftAt)) as Left;
  if (!isWhole(left, ints, idCount)) return undefined;
  const { state, reason, notes, rest, subjects, texts } = left;
  const unpacked: Unpacking = { ints, texts, id: index => ids.slice(index * width, (index + 1) * width) };

  const changes: Change[] = [];
  let at = 0;
  let id = 0;
  for (const subject of subjects) {
    const [time = 0, authorCount = 0, fileCount = 0] = ints.subarray(at, at + CHANGE_INTS);
    at += CHANGE_INTS;
    const authors = [...ints.subarray(at, at + authorCount)].map(index => texts[index] ?? '');
    at += authorCount;
    changes.push(toChange(unpacked, { id, time, subject, authors, at, fileCount }));
    at += fileCount * FILE_INTS;
    id += 1 + fileCount * 2;
  }
  const facts: HistoryFacts = { ...rest, changes };
  return state === 'stale' ? { state, facts, reason, notes } : { state: 'ready', facts, notes };
}

interface Unpacking {
  readonly ints: Int32Array;
  readonly texts: readonly string[];
  id(index: number): string;
}

function toChange(
  packed: Unpacking,
  head: {
    readonly id: number;
    readonly time: number;
    readonly subject: string;
    readonly authors: readonly string[];
    readonly at: number;
    readonly fileCount: number;
  },
): Change {
  let files: readonly TouchedFile[] | undefined;
  return {
    id: packed.id(head.id),
    at: head.time,
    subject: head.subject,
    authors: head.authors,
    get files() {
      files ??= Array.from({ length: head.fileCount }, (_, index) =>
        toFile(packed, head.at + index * FILE_INTS, head.id + 1 + index * 2),
      );
      return files;
    },
  };
}

function toFile({ ints, texts, id }: Unpacking, at: number, ids: number): TouchedFile {
  const [path = 0, now = -1, status = 0, from = -1] = ints.subarray(at, at + FILE_INTS);
  // The texts were repository paths when they were written, and `isWhole` has looked at every number.
  const text = (index: number) => (texts[index] ?? '') as RepoPath;
  const here = text(path);
  return {
    path: here,
    status: STATUSES[status] ?? 'modified',
    before: id(ids),
    after: id(ids + 1),
    ...(from < 0 ? {} : { from: text(from) }),
    ...(now === SAME ? { now: here } : now < 0 ? {} : { now: text(now) }),
  };
}

/** Whether every number stands for something, so that nothing can be amiss later, when a file is asked for. */
function isWhole(
  { state, reason, notes, rest, texts, subjects }: Left,
  ints: Int32Array,
  ids: number,
): boolean {
  const isText = (value: unknown) => typeof value === 'string';
  const told =
    (state === 'ready' || state === 'stale') &&
    isText(reason) &&
    [...notes, ...texts, ...subjects, rest.reviewed, rest.branch, rest.mergeBase].every(isText) &&
    typeof rest.now === 'number' &&
    Array.isArray(rest.limits);
  const inTexts = (index: number | undefined) => index !== undefined && index >= 0 && index < texts.length;
  let at = 0;
  let idsUsed = 0;
  for (let change = 0; change < subjects.length; change += 1) {
    const authors = ints[at + 1] ?? -1;
    const files = ints[at + 2] ?? -1;
    const filesAt = at + CHANGE_INTS + authors;
    at = filesAt + files * FILE_INTS;
    if (authors < 0 || files < 0 || at > ints.length) return false;
    for (let index = filesAt - authors; index < filesAt; index += 1) if (!inTexts(ints[index])) return false;
    for (let index = filesAt; index < at; index += FILE_INTS) {
      const [now = 0, status = -1, from = 0] = [ints[index + 1], ints[index + 2], ints[index + 3]];
      if (!inTexts(ints[index]) || STATUSES[status] === undefined) return false;
      if (now !== SAME && now !== -1 && !inTexts(now)) return false;
      if (from !== -1 && !inTexts(from)) return false;
    }
    idsUsed += 1 + files * 2;
  }
  return told && at === ints.length && idsUsed === ids;
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
