import { createHash } from 'node:crypto';
import { join, relative } from 'node:path';
import { tryRepoPath } from '#core/facts/place';
import type { GitRefs } from './git.ts';
import {
  findRepository,
  type GitFolder,
  gitFolderOf,
  readSmallFile,
  readSmallFileBytes,
} from './git-folder.ts';
import { ORIGIN_HEAD, refNames } from './ref-names.ts';

/**
 * Reads HEAD and the named refs from the files of `.git`, in well under a millisecond.
 * Undefined where these files do not tell (no repository, another ref format, a link in place of HEAD): ask git then.
 * @param branch the branch that the wiring file names, if it names one
 */
export function readRefs(root: string, branch?: string): GitRefs | undefined {
  const top = findRepository(root);
  const folder = top === undefined ? undefined : gitFolderOf(top);
  if (top === undefined || !folder) return undefined;
  const prefix = tryRepoPath(relative(top, root));
  const config = readSmallFile(join(folder.common, 'config'), 1 << 20);
  // With "reftable" the branches are in a binary file, and HEAD names a branch that cannot exist.
  if (prefix === undefined || config === undefined || /^\s*refstorage\s*=\s*(?!files)/im.test(config))
    return undefined;
  const head = readSmallFile(join(folder.own, 'HEAD'))?.trim();
  if (head === undefined) return undefined;

  const packed = packedRefs(folder);
  const current = symbolicTarget(head);
  if (current === undefined && !isCommitId(head)) return undefined;
  const tip = current === undefined ? head : resolveRef(folder, packed, current);
  const originHead = symbolicTarget(readSmallFile(join(folder.common, ORIGIN_HEAD))?.trim() ?? '');
  const tips = new Map<string, string>();
  for (const name of new Set([...refNames(branch), ...(originHead ? [originHead] : [])])) {
    const commit = resolveRef(folder, packed, name);
    if (commit !== undefined) tips.set(name, commit);
  }
  const shallow = readSmallFile(join(folder.common, 'shallow'), 1 << 24) ?? '';
  const digest = createHash('sha1')
    .update(JSON.stringify([head, tip, originHead, [...tips], shallow, folder.own]))
    .digest('hex');
  return {
    digest,
    ...(tip === undefined ? {} : { head: tip }),
    ...(current === undefined ? {} : { branch: current.replace(/^refs\/heads\//, '') }),
    tips,
    ...(originHead === undefined ? {} : { originHead }),
    kind: folder.kind,
    shallow: shallow.trim() !== '',
    partial: /^\s*(promisor\s*=\s*true|partialclone(filter)?\s*=)/im.test(config),
    prefix,
  };
}

/**
 * One text that differs whenever the history to be mined may differ; `''` where there is no repository.
 * For the editor (read again after HEAD or refs moved) and as a part of cache keys.
 */
export function refsDigest(root: string, branch?: string): string {
  return readRefs(root, branch)?.digest ?? '';
}

/** The branches among the packed refs. Tags are often tens of thousands and stand last in a sorted file: left out. */
function packedRefs(folder: GitFolder): string {
  const bytes = readSmallFileBytes(join(folder.common, 'packed-refs'), 1 << 26);
  if (!bytes) return '\n';
  const sorted = bytes.subarray(0, 200).includes(' sorted');
  const tags = sorted ? bytes.indexOf(' refs/tags/') : -1;
  return `\n${bytes.toString('utf8', 0, tags < 0 ? bytes.length : tags)}`;
}

function resolveRef(folder: GitFolder, packed: string, name: string, depth = 0): string | undefined {
  if (!/^refs\/[^\0]+$/.test(name) || name.split('/').includes('..') || depth > 5) return undefined;
  const loose = readSmallFile(join(folder.common, name))?.trim();
  if (loose !== undefined) {
    const target = symbolicTarget(loose);
    if (target !== undefined) return resolveRef(folder, packed, target, depth + 1);
    return isCommitId(loose) ? loose : undefined;
  }
  const end = packed.indexOf(` ${name}\n`);
  if (end < 0) return undefined;
  const id = packed.slice(packed.lastIndexOf('\n', end) + 1, end);
  return isCommitId(id) ? id : undefined;
}

function symbolicTarget(text: string): string | undefined {
  return /^ref: (refs\/.+)$/.exec(text)?.[1];
}

function isCommitId(text: string): boolean {
  return /^([0-9a-f]{40}|[0-9a-f]{64})$/.test(text);
}
