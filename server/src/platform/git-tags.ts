import { createHash } from 'node:crypto';
import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Tag, Tags } from './git.ts';
import {
  findRepository,
  type GitFolder,
  gitFolderOf,
  readSmallFile,
  readSmallFileBytes,
} from './git-folder.ts';

/**
 * The tags that lead to one of these commits, from the files of `.git`, without asking git, which looks into an object for
 * each. Empty where there is no repository, or refs are kept otherwise.
 */
export function readTags(root: string, commits: ReadonlySet<string>): Tags {
  const folder = folderFor(root);
  if (!folder) return { packed: [], loose: [] };
  const loose = looseTags(folder).flatMap(({ name, path }) => {
    const id = readSmallFile(path)?.trim();
    return id !== undefined && ID.test(id) ? [{ name, id }] : [];
  });
  const moved = new Set(loose.map(({ name }) => name));
  return { packed: packedTags(folder, commits).filter(({ name }) => !moved.has(name)), loose };
}

/** One text that differs whenever tags may differ. */
export function tagsStamp(root: string): string {
  const folder = folderFor(root);
  if (!folder) return '';
  const packed = lstatSync(join(folder.common, 'packed-refs'), { throwIfNoEntry: false });
  const loose = looseTags(folder).map(({ name, path }) => {
    const stat = lstatSync(path, { throwIfNoEntry: false });
    return `${name} ${stat?.mtimeMs}`;
  });
  return createHash('sha1')
    .update(JSON.stringify([packed?.size, packed?.mtimeMs, packed?.ino, loose]))
    .digest('hex');
}

const ID = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;
const TAGS = ' refs/tags/';

function folderFor(root: string): GitFolder | undefined {
  const top = findRepository(root);
  return top === undefined ? undefined : gitFolderOf(top);
}

/**
 * Each line is an id and a name; below an annotated tag stands the commit that it leads to, behind `^`. There may be tens of
 * thousands, of which few are of the last years: so ids are looked at first.
 */
function packedTags(folder: GitFolder, commits: ReadonlySet<string>): readonly Tag[] {
  const bytes = readSmallFileBytes(join(folder.common, 'packed-refs'), 1 << 26);
  const first = bytes?.indexOf(TAGS) ?? -1;
  if (!bytes || first < 0) return [];
  const text = bytes.toString('latin1', Math.max(0, bytes.lastIndexOf('\n', first) + 1));
  const tags: Tag[] = [];
  for (let at = 0; at < text.length; ) {
    const end = text.indexOf('\n', at) < 0 ? text.length : text.indexOf('\n', at);
    const space = text.indexOf(' ', at);
    let id = text.slice(at, space);
    let next = end + 1;
    if (text[next] === '^') {
      const under = text.indexOf('\n', next) < 0 ? text.length : text.indexOf('\n', next);
      id = text.slice(next + 1, under);
      next = under + 1;
    }
    if (commits.has(id) && text.startsWith(TAGS, space))
      tags.push({ name: utf8(text.slice(space + TAGS.length, end)), id });
    at = next;
  }
  return tags;
}

/** Read byte by byte, for that is quick, and few names are needed. */
function utf8(bytes: string): string {
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

/** Names may hold slashes: `@acme/cart@1.2.3` lies in a folder. Links and what is too much are left. */
function looseTags({ common }: GitFolder): readonly { readonly name: string; readonly path: string }[] {
  const found: { name: string; path: string }[] = [];
  const open = [{ path: join(common, 'refs', 'tags'), prefix: '', depth: 0 }];
  for (let next = open.pop(); next !== undefined && found.length < MOST_LOOSE; next = open.pop()) {
    for (const entry of entriesOf(next.path)) {
      const path = join(next.path, entry.name);
      const name = `${next.prefix}${entry.name}`;
      if (entry.isFile()) found.push({ name, path });
      else if (entry.isDirectory() && next.depth < 8)
        open.push({ path, prefix: `${name}/`, depth: next.depth + 1 });
    }
  }
  return found.sort((a, b) => (a.name < b.name ? -1 : 1));
}

const MOST_LOOSE = 100_000;

function entriesOf(path: string) {
  try {
    return readdirSync(path, { withFileTypes: true });
  } catch {
    return [];
  }
}
