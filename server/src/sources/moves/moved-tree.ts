import type { FileMove } from '#core/facts/file-move';
import type { FileFacts } from '#core/facts/files';
import { byText, type RepoPath } from '#core/facts/place';
import type { TextEdit } from '#core/facts/text-edit';
import { editedText } from '#core/fixes/edited-text';
import type { FileSystem } from '#platform/file-system';

/** Where files are after a move, and where they were. */
export interface MovedPaths {
  after(path: RepoPath): RepoPath;
  /** `undefined` for a path that the move leaves empty. */
  before(path: RepoPath): RepoPath | undefined;
}

export function movedPaths(moves: readonly FileMove[]): MovedPaths {
  const forth = new Map(moves.map(({ from, to }) => [from, to]));
  const back = new Map(moves.map(({ from, to }) => [to, from]));
  return {
    after: path => forth.get(path) ?? path,
    before: path => back.get(path) ?? (forth.has(path) ? undefined : path),
  };
}

/** The files as they would lie after a move; nothing is written. */
export function movedFileSystem(fs: FileSystem, { after, before }: MovedPaths): FileSystem {
  return {
    root: fs.root,
    list: () => {
      const { files, skipped, listedBy } = fs.list();
      return { files: files.map(after).sort(byText), skipped, listedBy };
    },
    stat: path => {
      const was = before(path);
      return was === undefined ? undefined : fs.stat(was);
    },
    read: path => {
      const was = before(path);
      return was === undefined ? { ok: false, reason: 'missing' } : fs.read(was);
    },
  };
}

/** The files with edits made, under the paths of before; nothing is written. */
export function withEdits(fs: FileSystem, edits: readonly TextEdit[]): FileSystem {
  const byPath = new Map<RepoPath, TextEdit[]>();
  for (const edit of edits) byPath.set(edit.path, [...(byPath.get(edit.path) ?? []), edit]);
  return {
    root: fs.root,
    list: () => fs.list(),
    stat: path => fs.stat(path),
    read: path => {
      const read = fs.read(path);
      const own = byPath.get(path);
      return own && read.ok ? { ok: true, text: editedText(read.text, own) } : read;
    },
  };
}

export function movedFacts(facts: FileFacts, { after }: MovedPaths): FileFacts {
  const files = facts.files.map(file => ({ ...file, path: after(file.path) }));
  return { ...facts, files: files.sort((a, b) => byText(a.path, b.path)) };
}
