import type { Change, HistoryFacts, TouchedFile } from '#core/facts/history';
import type { RepoPath } from '#core/facts/place';
import { type Present, ready, stale } from '#core/facts/state';
import {
  CHANGE_INTS,
  FILE_INTS,
  HEADER_INTS,
  type Left,
  MAGIC,
  NONE,
  SAME,
  STATUSES,
} from './history-pack.ts';

/**
 * The facts that `historyPacker` packed; undefined for bytes that it did not, whatever they are. Fast, because the files of a
 * change are made only when somebody asks for them.
 */
export function unpackHistory(bytes: Uint8Array): Present<HistoryFacts> | undefined {
  try {
    const packed = open(bytes);
    if (!packed) return undefined;
    const { facts, notes, stale: why } = packed.left;
    const history: HistoryFacts = { ...facts, changes: changesOf(packed) };
    return why === '' ? ready(history, notes) : stale(history, why, notes);
  } catch {
    return undefined;
  }
}

interface Packed {
  readonly changes: Int32Array;
  readonly authors: Int32Array;
  readonly files: Int32Array;
  readonly left: Left;
  /** Most changes have one author, and share the list of that one. */
  readonly alone: Map<number, readonly string[]>;
  /** Ids of changes, and of contents before and after by file. */
  changeId(index: number): string;
  contentId(index: number): string;
}

function open(bytes: Uint8Array): Packed | undefined {
  // A view of integers begins at a multiple of four bytes, which a part of a file need not.
  const { buffer, byteOffset, length } = bytes.byteOffset % 4 === 0 ? bytes : new Uint8Array(bytes);
  const [magic, width = 0, changeCount = 0, authorCount = 0, fileCount = 0] = new Int32Array(
    buffer,
    byteOffset,
    HEADER_INTS,
  );
  if (magic !== MAGIC || Math.min(width, changeCount, authorCount, fileCount) < 0) return undefined;
  let at = 4 * HEADER_INTS;
  const numbers = (count: number): Int32Array => {
    const view = new Int32Array(buffer, byteOffset + at, count);
    at += 4 * count;
    return view;
  };
  const plain = Buffer.from(buffer, byteOffset, length);
  // One text for all: each id is a view of it, not a copy.
  const texts = (count: number): ((index: number) => string) => {
    const all = plain.toString('latin1', at, at + width * count);
    at += width * count;
    return index => all.slice(index * width, (index + 1) * width);
  };
  const packed = {
    changes: numbers(CHANGE_INTS * changeCount),
    authors: numbers(authorCount),
    files: numbers(FILE_INTS * fileCount),
    changeId: texts(changeCount),
    contentId: texts(2 * fileCount),
    left: JSON.parse(plain.toString('utf8', at)) as Left,
    alone: new Map(),
  };
  return isWhole(packed) ? packed : undefined;
}

/** Whether every number stands for something, so that nothing can be amiss later, when a file is asked for. */
function isWhole({ changes, authors, files, left }: Packed): boolean {
  const { stale: why, notes, facts, texts, subjects } = left;
  const isText = (value: unknown) => typeof value === 'string';
  const told =
    [why, ...notes, facts.reviewed, facts.branch, facts.mergeBase].every(isText) &&
    texts.every(isText) &&
    subjects.every(isText) &&
    typeof facts.now === 'number' &&
    Array.isArray(facts.limits);
  if (!told || subjects.length * CHANGE_INTS !== changes.length) return false;
  const fileCount = files.length / FILE_INTS;
  for (let at = 0; at < changes.length; at += CHANGE_INTS) {
    const author = changes[at + 1] ?? -1;
    const authorCount = changes[at + 2] ?? -1;
    const first = changes[at + 3] ?? -1;
    const count = changes[at + 4] ?? -1;
    if (author < 0 || authorCount < 0 || first < 0 || count < 0) return false;
    if (author + authorCount > authors.length || first + count > fileCount) return false;
  }
  const isKnown = (index: number | undefined) => index !== undefined && index >= 0 && index < texts.length;
  for (let index = 0; index < authors.length; index += 1) if (!isKnown(authors[index])) return false;
  for (let at = 0; at < files.length; at += FILE_INTS) {
    const today = files[at + 1];
    const from = files[at + 3];
    if (!isKnown(files[at]) || STATUSES[files[at + 2] ?? -1] === undefined) return false;
    if (today !== SAME && today !== NONE && !isKnown(today)) return false;
    if (from !== NONE && !isKnown(from)) return false;
  }
  return true;
}

function changesOf(packed: Packed): readonly Change[] {
  return packed.left.subjects.map((subject, index) => new UnpackedChange(packed, index, subject));
}

/** A class, because fifteen thousand objects with a getter of their own each would be most of what is unpacked. */
class UnpackedChange implements Change {
  readonly id: string;
  readonly at: number;
  readonly subject: string;
  readonly authors: readonly string[];
  readonly #packed: Packed;
  readonly #index: number;
  #files: readonly TouchedFile[] | undefined;

  constructor(packed: Packed, index: number, subject: string) {
    const { changes } = packed;
    const at = index * CHANGE_INTS;
    this.id = packed.changeId(index);
    this.at = changes[at] ?? 0;
    this.subject = subject;
    this.authors = authorsOf(packed, changes[at + 1] ?? 0, changes[at + 2] ?? 0);
    this.#packed = packed;
    this.#index = index;
    this.#files = undefined;
  }

  get files(): readonly TouchedFile[] {
    this.#files ??= filesOf(this.#packed, this.#index);
    return this.#files;
  }
}

function authorsOf(packed: Packed, first: number, count: number): readonly string[] {
  const { authors, left, alone } = packed;
  const author = authors[first] ?? 0;
  if (count === 1) {
    const one = alone.get(author) ?? [left.texts[author] ?? ''];
    alone.set(author, one);
    return one;
  }
  const names: string[] = [];
  for (let at = first; at < first + count; at += 1) names.push(left.texts[authors[at] ?? 0] ?? '');
  return names;
}

function filesOf(packed: Packed, change: number): readonly TouchedFile[] {
  const from = packed.changes[change * CHANGE_INTS + 3] ?? 0;
  const to = from + (packed.changes[change * CHANGE_INTS + 4] ?? 0);
  const made: TouchedFile[] = [];
  for (let index = from; index < to; index += 1) made.push(new UnpackedFile(packed, index));
  return made;
}

/** A class too: nobody asks for the contents of most files, and two texts for each of tens of thousands are much to keep. */
class UnpackedFile implements TouchedFile {
  readonly path: RepoPath;
  readonly status: TouchedFile['status'];
  declare readonly now?: RepoPath;
  declare readonly from?: RepoPath;
  readonly #packed: Packed;
  readonly #index: number;

  constructor(packed: Packed, index: number) {
    const { files, left } = packed;
    const at = index * FILE_INTS;
    // The texts were repository paths when they were written, and `isWhole` has looked at every number.
    const text = (number: number) => (left.texts[number] ?? '') as RepoPath;
    const today = files[at + 1] ?? NONE;
    const source = files[at + 3] ?? NONE;
    this.path = text(files[at] ?? 0);
    this.status = STATUSES[files[at + 2] ?? 0] ?? 'modified';
    this.#packed = packed;
    this.#index = index;
    if (today !== NONE) this.now = today === SAME ? this.path : text(today);
    if (source !== NONE) this.from = text(source);
  }

  get before(): string {
    return this.#packed.contentId(2 * this.#index);
  }

  get after(): string {
    return this.#packed.contentId(2 * this.#index + 1);
  }
}
