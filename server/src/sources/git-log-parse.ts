import { isAscii } from 'node:buffer';
import type { TouchedFile } from '#core/facts/history';
import { type RepoPath, tryRepoPath } from '#core/facts/place';

/** One commit as `git log --raw -z` tells it, before authors are settled; its files are told beside it. */
export interface LoggedCommit {
  readonly id: string;
  readonly parents: readonly string[];
  /** Committer time, epoch seconds. */
  readonly at: number;
  /** `Name <e-mail>` of the author, as recorded. */
  readonly author: string;
  readonly subject: string;
  /** `Name <e-mail>` of each `Co-authored-by`. */
  readonly coAuthors: readonly string[];
}

/** One file of a commit, before renames are followed: what it left there is still at the same path today. */
export type LoggedFile = TouchedFile;

/** The `--format` that the parser reads. Each field ends with a NUL, so no text in it can be mistaken for another. */
export const LOG_FORMAT =
  '--format=%H%x00%P%x00%ct%x00%an <%ae>%x00%s%x00%(trailers:key=Co-authored-by,valueonly,separator=%x1f)%x00';

/**
 * Reads the output of `git log --raw --no-abbrev -z` with `LOG_FORMAT` as it comes, in chunks cut anywhere.
 * `push` hands over each commit that is complete; `end` the last one.
 * @throws MalformedLog when the text is not what git writes
 */
export function logParser(onCommit: (commit: LoggedCommit, files: readonly LoggedFile[]) => void): {
  push(chunk: Buffer): void;
  end(): void;
} {
  let rest: Buffer[] = [];
  // What came of a head or an entry whose end has not.
  let begun = '';
  let commit: LoggedCommit | undefined;
  let files: LoggedFile[] = [];
  // The same path comes hundreds of times; one string for all saves memory and makes later look-ups fast.
  const paths = new Map<string, RepoPath | undefined>();

  function finish(): void {
    if (!commit) return;
    onCommit(commit, files);
    commit = undefined;
    files = [];
  }

  /** Reads whole heads and entries from `from` on; gives where the first begins that is not whole. */
  function read(text: string, from: number): number {
    let at = from;
    while (at < text.length) {
      const code = text.charCodeAt(at);
      // git puts an empty line between a commit's head and its files, and ends lists with an empty field.
      if (code === NUL || code === NEWLINE) at += 1;
      else {
        const next = code === COLON ? entry(text, at) : head(text, at);
        if (next < 0) return at;
        at = next;
      }
    }
    return at;
  }

  /** Each gives where the next begins, or -1 where the text ends before it does. */
  function head(text: string, start: number): number {
    const after = (at: number) => (at < 0 ? -1 : text.indexOf('\0', at + 1));
    const idEnd = after(start);
    const parentsEnd = after(idEnd);
    const timeEnd = after(parentsEnd);
    const authorEnd = after(timeEnd);
    const subjectEnd = after(authorEnd);
    const end = after(subjectEnd);
    const id = text.slice(start, idEnd < 0 ? undefined : idEnd);
    if (!(idEnd < 0 ? ID_BEGUN : ID).test(id))
      throw new MalformedLog(`"${id.slice(0, 60)}" stands where a commit begins`);
    if (end < 0) return -1;
    finish();
    const parents = text.slice(idEnd + 1, parentsEnd);
    const coAuthors = text.slice(subjectEnd + 1, end);
    commit = {
      id,
      parents: parents === '' ? NONE : parents.includes(' ') ? parents.split(' ') : [parents],
      at: Number(text.slice(parentsEnd + 1, timeEnd)),
      author: text.slice(timeEnd + 1, authorEnd),
      subject: text.slice(authorEnd + 1, subjectEnd),
      coAuthors: coAuthors === '' ? NONE : coAuthors.split('\x1f'),
    };
    return end + 1;
  }

  /** `:100644 100644 <before> <after> M`, a path, and for what was moved the path to which. */
  function entry(text: string, start: number): number {
    const end = text.indexOf('\0', start);
    const pathEnd = text.indexOf('\0', end + 1);
    if (end < 0 || pathEnd < 0) return -1;
    const letterAt = text.lastIndexOf(' ', end) + 1;
    const letter = text.charAt(letterAt);
    const status = STATUS[letter];
    if (status === undefined) throw new MalformedLog(`"${text.slice(start, end)}" is no entry of a change`);
    const isMoved = letter === 'R' || letter === 'C';
    const toEnd = isMoved ? text.indexOf('\0', pathEnd + 1) : pathEnd;
    if (toEnd < 0) return -1;
    const first = text.slice(end + 1, pathEnd);
    const path = known(isMoved ? text.slice(pathEnd + 1, toEnd) : first);
    if (path === undefined) return toEnd + 1;
    // Both ids are as long as the repository's hash.
    const length = (letterAt - 1 - start - FIRST_ID - 1) / 2;
    const before = text.slice(start + FIRST_ID, start + FIRST_ID + length);
    const after = text.slice(start + FIRST_ID + length + 1, letterAt - 1);
    const from = letter === 'R' ? known(first) : undefined;
    if (from !== undefined) files.push({ path, now: path, status, from, before, after });
    else if (status === 'deleted') files.push({ path, status, before, after });
    else files.push({ path, now: path, status: status === 'renamed' ? 'added' : status, before, after });
    return toEnd + 1;
  }

  /** Goes on with what was begun, without copying all of the new text behind it. */
  function take(text: string): void {
    let at = 0;
    if (begun !== '') {
      const joined = begun + text.slice(0, ENOUGH_FOR_ONE);
      at = read(joined, 0) - begun.length;
      if (at < 0) {
        const whole = joined.slice(at + begun.length) + text.slice(ENOUGH_FOR_ONE);
        begun = whole.slice(read(whole, 0));
        return;
      }
    }
    begun = text.slice(read(text, at));
  }

  function known(text: string): RepoPath | undefined {
    const path = paths.get(text);
    if (path !== undefined || paths.has(text)) return path;
    // A copy: a part of a piece of output would keep all of it in memory.
    const copy = ` ${text}`.slice(1);
    const made = tryRepoPath(copy);
    paths.set(copy, made);
    return made;
  }

  return {
    push(chunk) {
      // One byte a character: none is torn, wherever it is cut.
      if (rest.length === 0 && isAscii(chunk)) {
        take(chunk.toString('latin1'));
        return;
      }
      const end = chunk.lastIndexOf(0);
      if (end < 0) {
        rest.push(Buffer.from(chunk));
        return;
      }
      // Cut behind a NUL: a character of several bytes is never torn, because none of its bytes is zero.
      const head = chunk.subarray(0, end + 1);
      const bytes = rest.length === 0 ? head : Buffer.concat([...rest, head]);
      rest = end + 1 < chunk.length ? [Buffer.from(chunk.subarray(end + 1))] : [];
      take(bytes.toString('utf8'));
    },
    end() {
      const left = begun + Buffer.concat(rest).toString('utf8');
      if (left.trim() !== '') throw new MalformedLog('it ends in the middle of a commit');
      finish();
    },
  };
}

export class MalformedLog extends Error {
  constructor(what: string) {
    super(`git wrote something that is not a log: ${what}`);
  }
}

const NONE: readonly string[] = [];
/** In characters: nearly every head and entry is shorter. */
const ENOUGH_FOR_ONE = 4096;
const ID = /^[0-9a-f]{40,64}$/;
const ID_BEGUN = /^[0-9a-f]{0,64}$/;
const NUL = 0;
const COLON = 58;
const NEWLINE = 10;
/** `:` and two modes of six digits with their spaces. */
const FIRST_ID = 15;

const STATUS: Readonly<Record<string, LoggedFile['status']>> = {
  A: 'added',
  C: 'added',
  M: 'modified',
  D: 'deleted',
  R: 'renamed',
  T: 'type-changed',
  // Shown where a file is unmerged or unknown; a finished commit has neither, but a broken tree may.
  U: 'modified',
  X: 'modified',
};
