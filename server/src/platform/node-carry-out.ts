import {
  constants,
  copyFileSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  rmdirSync,
  type Stats,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import type { Written } from '#core/facts/file-move';
import { folderOf, type RepoPath } from '#core/facts/place';
import { codeOf } from './error-code.ts';
import { isInside } from './is-inside.ts';

/**
 * Writes texts and then moves files, all of it or nothing: what was begun is taken back when a step fails. Never writes over
 * a file that it was not told of, never through a link, and leaves a file alone that is no longer as it was planned on.
 * @returns what the system says against it, as a sentence; `undefined` when all is done.
 */
export function carryOut(root: string, { texts, moves }: Written): string | undefined {
  const objection = objectionTo(root, { texts, moves });
  if (objection !== undefined) return objection;
  const undo: (() => void)[] = [];
  try {
    for (const { path, before, after } of texts) {
      const full = join(root, path);
      makeFolder(root, folderOf(path), undo);
      if (before === undefined) {
        writeFileSync(full, after, { flag: 'wx' });
        undo.push(() => unlinkSync(full));
      } else {
        const bytes = readFileSync(full);
        undo.push(() => writeFileSync(full, bytes));
        const mark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? '\ufeff' : '';
        writeFileSync(full, mark + after);
      }
    }
    for (const { from, to } of moves) {
      makeFolder(root, folderOf(to), undo);
      place(join(root, from), join(root, to));
      undo.push(() => unlinkSync(join(root, to)));
    }
    // Only now, when each file is at its new place, do the old ones go; so nothing is ever nowhere.
    for (const { from, to } of moves) {
      unlinkSync(join(root, from));
      undo.push(() => place(join(root, to), join(root, from)));
    }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return `${why}; ${takeBack(undo)}`;
  }
  for (const { from } of moves) removeEmpty(root, folderOf(from));
  return undefined;
}

function objectionTo(root: string, { texts, moves }: Written): string | undefined {
  for (const { path, before } of texts) {
    const full = join(root, path);
    const state = stateOf(full);
    if (before === undefined) {
      if (state) return `${path} exists already`;
      continue;
    }
    if (!state?.isFile() || !isReal(full, root)) return `${path} is not a regular file of this folder`;
    if (readFileSync(full, 'utf8').replace(/^\ufeff/, '') !== before)
      return `${path} was changed since it was read`;
  }
  for (const { from, to } of moves) {
    const full = join(root, from);
    if (!stateOf(full)?.isFile() || !isReal(full, root))
      return `${from} is not a regular file of this folder`;
    if (stateOf(join(root, to))) return `${to} exists already`;
  }
  return undefined;
}

/** `undefined` where nothing is there, also where a file stands in the place of a folder above it. */
function stateOf(full: string): Stats | undefined {
  try {
    return lstatSync(full, { throwIfNoEntry: false });
  } catch (error) {
    if (codeOf(error) === 'ENOTDIR') return undefined;
    throw error;
  }
}

/** Whether no link on the way to it leads out of the root. */
function isReal(full: string, root: string): boolean {
  return isInside(realpathSync(dirname(full)), realpathSync(root));
}

/** A second name and not a rename: renaming would silently replace what somebody put there a moment ago. */
function place(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch (error) {
    if (codeOf(error) === 'EEXIST') throw error;
    copyFileSync(from, to, constants.COPYFILE_EXCL);
  }
}

function makeFolder(root: string, folder: RepoPath, undo: (() => void)[]): void {
  if (folder === '') return;
  const full = join(root, folder);
  const state = stateOf(full);
  if (state) {
    if (!state.isDirectory() || !isReal(full, root)) throw new Error(`${folder} is not a folder`);
    return;
  }
  makeFolder(root, folderOf(folder), undo);
  mkdirSync(full);
  undo.push(() => rmdirSync(full));
}

function takeBack(undo: readonly (() => void)[]): string {
  let left = 0;
  for (const step of [...undo].reverse()) {
    try {
      step();
    } catch {
      left += 1;
    }
  }
  return left === 0 ? 'everything is as it was' : 'not all could be taken back: see "git status"';
}

/** As `git mv` leaves no empty folder behind. */
function removeEmpty(root: string, folder: RepoPath): void {
  try {
    for (let at = folder; at !== ''; at = folderOf(at)) rmdirSync(join(root, at));
  } catch {
    // Something lies in it still.
  }
}
