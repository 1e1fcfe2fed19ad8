import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import { byText, type RepoPath } from '#core/facts/place';
import { blobIds, linkId } from './blob-id.ts';
import type { Git, GitResult } from './git.ts';
import { gitFolderOf } from './git-folder.ts';
import { INTENT_TO_ADD, type IndexEntry, parseIndex, SKIP_WORKTREE, surelySame } from './index-entries.ts';
import { createEntryReader, type EntryReader, isNameable } from './listed-entry.ts';
import { findRepository } from './node-git.ts';
import type { TreeChange, WorkTree, WorkTreeChanges } from './work-tree.ts';

/**
 * The commit is compared with the index by git, which reads no working tree for that; the index with the working tree by
 * us, by size and times and, where these differ, by content. So no filter, hook, monitor or external diff of the
 * repository is ever run (ARCHITECTURE.md, invariants).
 */
export function nodeWorkTree(root: string, git: Git): WorkTree {
  const commitOf = async (ref: string) => {
    // A name that begins with a dash would be an option.
    if (ref.startsWith('-')) return undefined;
    const said = await git.run(['rev-parse', '--verify', '--quiet', `${ref}^{commit}`], SOON);
    return said.ok ? said.stdout.trim() : undefined;
  };

  async function changes(base?: string): Promise<WorkTreeChanges> {
    const head = await commitOf('HEAD');
    const from = base === undefined || head === undefined ? head : ((await parting(base, head)) ?? base);
    const [staged, index, others, commits] = await Promise.all([
      // With a base, the index is compared with it at once: what was committed and taken back is no change.
      from === undefined ? NOTHING : git.run([...DIFF_INDEX, from, '--'], LATER),
      git.run(['ls-files', '-z', '--stage', '--debug'], LATER),
      git.run(['ls-files', '-z', '--others', '--exclude-standard'], LATER),
      base === undefined || from === undefined
        ? NOTHING
        : git.run(['rev-list', '--count', `${from}..HEAD`], LATER),
    ]);
    for (const each of [staged, index, others]) if (!each.ok) return { ok: false, message: each.message };
    const entries = parseIndex(outputOf(index));
    if (!entries) return { ok: false, message: 'git printed its index in a way that is not known here' };

    const found = new Map<string, TreeChange>();
    const put = (path: string, status: TreeChange['status'], certain = true) => {
      // Names no path can be written for cannot be told about.
      if (isNameable(path)) found.set(path, { path: path as RepoPath, status, certain });
    };
    if (from === undefined) for (const { path } of entries) put(path, 'added');
    else for (const [path, status] of parseRaw(outputOf(staged))) put(path, status);
    const differing = await compare(root, entries);
    const filtered = await filteredAmong(
      git,
      differing.filter(({ status }) => status === 'modified'),
    );
    for (const { path, status, certain } of differing) {
      const before = found.get(path)?.status;
      if (before === 'added' && status === 'deleted') found.delete(path);
      else put(path, before === 'added' ? 'added' : status, certain && !filtered.has(path));
    }
    for (const path of outputOf(others).split('\0'))
      if (path !== '' && !path.endsWith('/') && !/(^|\/)node_modules\//.test(path))
        put(path, found.get(path)?.status === 'deleted' ? 'modified' : 'added');
    return {
      ok: true,
      files: [...found.values()].sort((a, b) => byText(a.path, b.path)),
      ...(base !== undefined && from !== undefined
        ? { since: { commit: from, commits: Number(outputOf(commits).trim()) || 0 } }
        : {}),
    };
  }

  async function parting(base: string, head: string): Promise<string | undefined> {
    const said = await git.run(['merge-base', base, head], LATER);
    return said.ok ? said.stdout.trim() || undefined : undefined;
  }

  return { commitOf, changes };
}

const SOON = { timeoutMs: 10_000 };
const LATER = { timeoutMs: 60_000 };
const NOTHING: GitResult = { ok: true, stdout: '' };
const DIFF_INDEX = [
  'diff-index',
  '--cached',
  '--raw',
  '-z',
  '--relative',
  '--no-renames',
  '--no-ext-diff',
  '--no-textconv',
  '--ignore-submodules=all',
];

function outputOf(result: GitResult): string {
  return result.ok ? result.stdout : '';
}

/** `:100644 100644 <id> <id> M` and a path, each ended by NUL. */
function* parseRaw(output: string): Generator<readonly [string, TreeChange['status']]> {
  const parts = output.split('\0');
  for (let i = 0; i + 1 < parts.length; i += 2) {
    const kind = parts[i]?.split(' ')[4]?.[0];
    yield [parts[i + 1] ?? '', kind === 'A' ? 'added' : kind === 'D' ? 'deleted' : 'modified'];
  }
}

interface Differing extends Omit<TreeChange, 'path'> {
  readonly path: string;
}

/** An editor goes on meanwhile: looking at thousands of files lets others in between. */
async function compare(root: string, entries: readonly IndexEntry[]): Promise<readonly Differing[]> {
  const reader = createEntryReader(root);
  const written = indexTime(root);
  const found = new Map<string, Differing>();
  for (const [index, entry] of entries.entries()) {
    if (index % AT_ONCE === AT_ONCE - 1) await new Promise(resolve => setImmediate(resolve));
    const differs = compareEntry(root, entry, reader, written);
    if (differs) found.set(entry.path, differs);
  }
  return [...found.values()];
}

const AT_ONCE = 500;

function compareEntry(
  root: string,
  { mode, blob, stage, path, seen }: IndexEntry,
  reader: EntryReader,
  written: number,
): Differing | undefined {
  const differs = (status: TreeChange['status'], certain = true) => ({ path, status, certain });
  if (mode === '160000' || !isNameable(path)) return undefined;
  if (stage > 0) return differs('modified');
  const flags = seen?.flags ?? 0;
  const entry = reader.look(path);
  if (entry === 'missing' || entry === 'folder')
    return (flags & SKIP_WORKTREE) !== 0 ? undefined : differs('deleted');
  if ((flags & INTENT_TO_ADD) !== 0) return differs('added');
  const full = join(root, path);
  if (mode === '120000') return linkId(full, blob) === blob ? undefined : differs('modified');
  if (typeof entry === 'object' && seen && surelySame(entry, seen, written)) return undefined;
  const ids = blobIds(full, blob);
  // A link or a pipe in place of a file differs; of what is too large or may not be read nobody knows.
  if (!ids)
    return differs('modified', typeof entry === 'string' && entry !== 'too-large' && entry !== 'unreadable');
  return ids.plain === blob || ids.withoutReturns === blob ? undefined : differs('modified');
}

function indexTime(root: string): number {
  const top = findRepository(root);
  const own = top === undefined ? undefined : gitFolderOf(top)?.own;
  const stat = own === undefined ? undefined : lstatSync(join(own, 'index'), { throwIfNoEntry: false });
  // Without a time everything might have been written later.
  return stat?.mtimeMs ?? 0;
}

/** Of some paths, those whose content a filter changes on its way into a commit, by the attributes in the index. */
async function filteredAmong(git: Git, paths: readonly Differing[]): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  if (paths.length === 0) return found;
  const said = await git.run(
    // Of the index, because a pipe in the place of a .gitattributes file would hang git.
    ['check-attr', '--cached', '--stdin', '-z', 'filter', 'ident', 'working-tree-encoding'],
    { ...SOON, input: paths.map(({ path }) => `${path}\0`).join('') },
  );
  const parts = outputOf(said).split('\0');
  for (let i = 0; i + 2 < parts.length; i += 3) {
    const value = parts[i + 2];
    if (value !== 'unspecified' && value !== 'unset') found.add(parts[i] ?? '');
  }
  return found;
}
