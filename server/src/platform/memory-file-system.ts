import type { SkippedFile } from '#core/facts/files';
import { byText, folderOf, joinPath, type RepoPath, repoPath } from '#core/facts/place';
import { type IgnoreRules, noIgnoreRules } from '#core/ignore-rules';
import type { FileSystem } from './file-system.ts';

/**
 * The in-memory twin for tests, for the examples and for unsaved worlds. A snapshot: later changes to `files` are not seen.
 * As on disk, `.git`, `node_modules` and what a `.gitignore` names are not listed, but can be read by name.
 * @throws PathOutsideRoot when a key leaves the root.
 */
export function memoryFileSystem(
  files: Readonly<Record<string, string>>,
  options: MemoryOptions = {},
): FileSystem {
  const texts = new Map<RepoPath, string>();
  for (const [path, text] of Object.entries(files)) texts.set(repoPath(path.replace(/^\/+/, '')), text);
  const listed = notIgnored(texts)
    .filter(path => !HIDDEN.test(path))
    .sort(byText);
  const sizes = new Map([...texts].map(([path, text]) => [path, Buffer.byteLength(text)]));
  return {
    root: options.root ?? '/memory',
    list: () => ({ files: listed, skipped: options.skipped ?? [], listedBy: 'memory' }),
    stat: path => {
      const size = sizes.get(path);
      return size === undefined ? undefined : { size, mtimeMs: 0, ctimeMs: 0 };
    },
    read: path => {
      const text = texts.get(path);
      return text === undefined ? { ok: false, reason: 'missing' } : { ok: true, text };
    },
  };
}

export interface MemoryOptions {
  /** Absolute; `/memory` by default. */
  readonly root?: string;
  readonly skipped?: readonly SkippedFile[];
}

function notIgnored(texts: ReadonlyMap<RepoPath, string>): RepoPath[] {
  // Per folder: the rules within it, or undefined when the folder itself is ignored.
  const folders = new Map<RepoPath, IgnoreRules | undefined>();
  const rulesIn = (folder: RepoPath): IgnoreRules | undefined => {
    if (folders.has(folder)) return folders.get(folder);
    const outer = folder === '' ? noIgnoreRules : rulesIn(folderOf(folder));
    const entered = folder !== '' && outer?.ignores(folder, true) ? undefined : outer;
    const own = texts.get(joinPath(folder, '.gitignore') ?? folder);
    const rules = own === undefined ? entered : entered?.with(folder, own);
    folders.set(folder, rules);
    return rules;
  };
  return [...texts.keys()].filter(path => rulesIn(folderOf(path))?.ignores(path, false) === false);
}

const HIDDEN = /(?:^|\/)(?:\.git|node_modules)(?:\/|$)/;
