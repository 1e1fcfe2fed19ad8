import type { SkippedFile } from '#core/facts/files';
import { byText, type RepoPath, repoPath } from '#core/facts/place';
import type { FileSystem } from './file-system.ts';

/**
 * The in-memory twin for tests, for the examples and for unsaved worlds. A snapshot: later changes to `files` are not seen.
 * As on disk, `.git` and `node_modules` are not listed, but what lies in them can be read by name.
 * @throws PathOutsideRoot when a key leaves the root.
 */
export function memoryFileSystem(
  files: Readonly<Record<string, string>>,
  options: MemoryOptions = {},
): FileSystem {
  const texts = new Map<RepoPath, string>();
  for (const [path, text] of Object.entries(files)) texts.set(repoPath(path.replace(/^\/+/, '')), text);
  const listed = [...texts.keys()].filter(path => !HIDDEN.test(path)).sort(byText);
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

const HIDDEN = /(?:^|\/)(?:\.git|node_modules)(?:\/|$)/;
