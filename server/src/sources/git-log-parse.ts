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

/** One file of a commit, before renames are followed. */
export interface LoggedFile {
  readonly path: RepoPath;
  readonly status: 'added' | 'modified' | 'deleted' | 'renamed' | 'type-changed';
  readonly from?: RepoPath;
  readonly before: string;
  readonly after: string;
}

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
  let header: string[] = [];
  let files: LoggedFile[] = [];
  let raw: string | undefined;
  let from: string | undefined;
  // The same path comes hundreds of times; one string for all saves memory and makes later look-ups fast.
  const paths = new Map<string, RepoPath | undefined>();

  function finish(): void {
    if (header.length === 0) return;
    const [id = '', parents = '', at = '', author = '', subject = '', coAuthors] = header;
    if (coAuthors === undefined || raw !== undefined)
      throw new MalformedLog('it ends in the middle of a commit');
    onCommit(
      {
        id,
        parents: parents === '' ? NONE : parents.split(' '),
        at: Number(at),
        author,
        subject,
        coAuthors: coAuthors === '' ? NONE : coAuthors.split('\x1f'),
      },
      files,
    );
    header = [];
    files = [];
  }

  function field(text: string): void {
    if (header.length > 0 && header.length < FIELDS) header.push(text);
    else if (raw !== undefined) path(raw, text);
    // git puts an empty line between a commit's head and its files.
    else if (text !== '') between(text.charCodeAt(0) === NEWLINE ? text.slice(1) : text);
  }

  function between(text: string): void {
    if (text === '') return;
    if (text.charCodeAt(0) === COLON) raw = text;
    else {
      finish();
      if (!/^[0-9a-f]{40,64}$/.test(text))
        throw new MalformedLog(`"${text.slice(0, 60)}" stands where a commit begins`);
      header.push(text);
    }
  }

  function path(entry: string, text: string): void {
    const status = entry.charAt(entry.lastIndexOf(' ') + 1);
    const twoPaths = status === 'R' || status === 'C';
    if (twoPaths && from === undefined) {
      from = text;
      return;
    }
    const file = readEntry(entry, status, text, from);
    if (file) files.push(file);
    raw = from = undefined;
  }

  function readEntry(
    entry: string,
    letter: string,
    text: string,
    source: string | undefined,
  ): LoggedFile | undefined {
    const status = STATUS[letter];
    const here = known(text);
    if (status === undefined) throw new MalformedLog(`"${entry}" is no entry of a change`);
    // `:100644 100644 <before> <after> M`: both ids are as long as the repository's hash.
    const length = (entry.lastIndexOf(' ') - FIRST_ID - 1) / 2;
    if (here === undefined) return undefined;
    const before = entry.slice(FIRST_ID, FIRST_ID + length);
    const after = entry.slice(FIRST_ID + length + 1, FIRST_ID + 2 * length + 1);
    const origin = source === undefined ? undefined : known(source);
    if (status !== 'renamed' || origin === undefined) {
      return { path: here, status: status === 'renamed' ? 'added' : status, before, after };
    }
    return { path: here, status, from: origin, before, after };
  }

  function known(text: string): RepoPath | undefined {
    const path = paths.get(text);
    if (path !== undefined || paths.has(text)) return path;
    const made = tryRepoPath(text);
    paths.set(text, made);
    return made;
  }

  return {
    push(chunk) {
      const end = chunk.lastIndexOf(0);
      if (end < 0) {
        rest.push(chunk);
        return;
      }
      // Cut at a NUL: a character of several bytes is never torn, because none of its bytes is zero.
      const text =
        rest.length === 0 ? chunk.subarray(0, end) : Buffer.concat([...rest, chunk.subarray(0, end)]);
      rest = end + 1 < chunk.length ? [Buffer.from(chunk.subarray(end + 1))] : [];
      for (const part of text.toString('utf8').split('\0')) field(part);
    },
    end() {
      const left = Buffer.concat(rest).toString('utf8').trim();
      if (left !== '') throw new MalformedLog(`"${left.slice(0, 60)}" is left over`);
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
const FIELDS = 6;
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
