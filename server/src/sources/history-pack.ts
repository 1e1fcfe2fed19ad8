import type { HistoryFacts, TouchedFile } from '#core/facts/history';
import type { Present } from '#core/facts/state';

/** To be raised whenever the shape or the meaning of what is kept changes. */
export const FORMAT = 3;

export const MAGIC = 0x5748_0000 + FORMAT;
/** Magic, length of an id, and how many changes, authors of changes, and files. */
export const HEADER_INTS = 5;
/** Of a change: time, authors from and how many, files from and how many. */
export const CHANGE_INTS = 5;
/** Of a file: path, path of today, status, path before; paths by their number among the texts. */
export const FILE_INTS = 4;
/** There is no such path. */
export const NONE = -1;
/** The path today is the path in the change, as it is for nearly all. */
export const SAME = -2;

export const STATUSES: readonly TouchedFile['status'][] = [
  'added',
  'modified',
  'deleted',
  'renamed',
  'type-changed',
];

/** What is no number and no id. */
export interface Left {
  /** Why the facts are stale; empty where they are not. */
  readonly stale: string;
  readonly notes: readonly string[];
  readonly facts: Omit<HistoryFacts, 'changes'>;
  readonly texts: readonly string[];
  readonly subjects: readonly string[];
}

/** Where the files of a change are among all packed files. */
export interface PackedFiles {
  readonly first: number;
  readonly count: number;
}

export interface PackedChange {
  readonly id: string;
  /** Epoch seconds. */
  readonly at: number;
  readonly subject: string;
  readonly authors: readonly string[];
  readonly files: PackedFiles;
}

export interface HistoryPacker {
  files(files: readonly TouchedFile[]): PackedFiles;
  finish(history: {
    readonly facts: Omit<HistoryFacts, 'changes'>;
    readonly changes: readonly PackedChange[];
    readonly notes: readonly string[];
    readonly stale: string | undefined;
  }): readonly Uint8Array[];
}

/**
 * History as bytes, for the cache and for the way from one thread to another: rows of integers for changes, their authors and
 * touched files, the ids of commits and contents as one text of equal pieces, and JSON for what is left, every path and
 * address in it once. Files are packed as they are mined, so that no object outlives its commit.
 * @param room how many files there will be, where that is known: memory that grows is copied, and new memory is dear
 */
export function historyPacker(room = 1 << 14): HistoryPacker {
  const texts = table();
  let width = 0;
  let rows = new Int32Array(room * FILE_INTS);
  let ids = Buffer.alloc(0);
  let count = 0;

  const makeRoom = (more: number): void => {
    const needed = count + more;
    if (needed * FILE_INTS > rows.length) {
      const larger = new Int32Array(2 * needed * FILE_INTS);
      larger.set(rows);
      rows = larger;
    }
    const idBytes = 2 * needed * width;
    if (idBytes > ids.length) {
      const larger = Buffer.allocUnsafeSlow(Math.max(2 * room * width, count === 0 ? idBytes : 2 * idBytes));
      ids.copy(larger);
      ids = larger;
    }
  };

  function row({ path, now, status, from }: TouchedFile, at: number): void {
    rows[at] = texts.index(path);
    rows[at + 1] = now === undefined ? NONE : now === path ? SAME : texts.index(now);
    rows[at + 2] = STATUSES.indexOf(status);
    rows[at + 3] = from === undefined ? NONE : texts.index(from);
  }

  return {
    files(files) {
      width ||= files[0]?.after.length ?? 0;
      makeRoom(files.length);
      const first = count;
      let text = '';
      for (const file of files) {
        text += file.before + file.after;
        row(file, count * FILE_INTS);
        count += 1;
      }
      if (text.length !== 2 * width * files.length) throw new Error(UNEQUAL);
      ids.write(text, 2 * first * width, 'latin1');
      return { first, count: files.length };
    },

    finish({ facts, changes, notes, stale }) {
      const length = width || (changes[0]?.id.length ?? 0);
      const authorCount = changes.reduce((sum, { authors }) => sum + authors.length, 0);
      const ints = new Int32Array(HEADER_INTS + CHANGE_INTS * changes.length + authorCount);
      ints.set([MAGIC, length, changes.length, authorCount, count]);
      let at = HEADER_INTS;
      let authorAt = 0;
      const authorsAt = HEADER_INTS + CHANGE_INTS * changes.length;
      for (const change of changes) {
        if (change.id.length !== length) throw new Error(UNEQUAL);
        ints[at++] = change.at;
        ints[at++] = authorAt;
        ints[at++] = change.authors.length;
        ints[at++] = change.files.first;
        ints[at++] = change.files.count;
        for (const author of change.authors) ints[authorsAt + authorAt++] = texts.index(author);
      }
      const left: Left = {
        stale: stale ?? '',
        notes,
        facts,
        texts: texts.all,
        subjects: changes.map(({ subject }) => subject),
      };
      const bytes = (numbers: Int32Array) =>
        Buffer.from(numbers.buffer, numbers.byteOffset, numbers.byteLength);
      return [
        bytes(ints),
        bytes(rows.subarray(0, count * FILE_INTS)),
        Buffer.from(changes.map(({ id }) => id).join(''), 'latin1'),
        ids.subarray(0, 2 * count * length),
        Buffer.from(JSON.stringify(left)),
      ];
    },
  };
}

/** Facts that are there already. */
export function packHistory(history: Present<HistoryFacts>): readonly Uint8Array[] {
  const { changes, ...facts } = history.facts;
  const packer = historyPacker(changes.reduce((sum, { files }) => sum + files.length, 0));
  return packer.finish({
    facts,
    changes: changes.map(({ id, at, subject, authors, files }) => ({
      id,
      at,
      subject,
      authors,
      files: packer.files(files),
    })),
    notes: history.notes,
    stale: history.state === 'stale' ? history.reason : undefined,
  });
}

const UNEQUAL = 'The ids of a history differ in length.';

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
