import { readlinkSync, realpathSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { SkippedFile } from '#core/facts/files';
import type { RepoPath } from '#core/facts/place';
import { codeOf } from './error-code.ts';
import { isInside } from './is-inside.ts';

/** Watches that no folder on the way to a file is a link that leaves the root. */
export interface FoldersWithin {
  /** Why files in the folder may not be read; `undefined` when they may. Good answers are kept until `forget`. */
  refuse(folder: RepoPath): SkippedFile['reason'] | 'missing' | undefined;
  /** Lets go of every answer but those given now: folders that were just seen to be no links, and all above them. */
  forget(real?: Iterable<string>): void;
}

export function foldersWithin(root: string): FoldersWithin {
  const good = new Set<RepoPath>();
  let realRoot: string | undefined;
  return {
    refuse(folder) {
      if (good.has(folder)) return undefined;
      const real = resolveLinks(folder === '' ? root : `${root}/${folder}`);
      if (!real.ok) return real.reason;
      if (realRoot === undefined) {
        const resolved = folder === '' ? real : resolveLinks(root);
        if (!resolved.ok) return resolved.reason;
        realRoot = resolved.path;
      }
      if (!isInside(real.path, realRoot)) return 'link-outside';
      good.add(folder);
      return undefined;
    },
    forget(real = []) {
      good.clear();
      realRoot = undefined;
      for (const folder of real) good.add(folder as RepoPath);
    },
  };
}

/** What a symbolic link is, seen from the root. The target is not opened. */
export function linkReason(full: string, root: string): SkippedFile['reason'] {
  const target = resolveLinks(full);
  if (!target.ok) return target.reason === 'link-loop' ? 'link-loop' : leadsNowhere(full, root);
  const real = resolveLinks(root);
  return real.ok && isInside(target.path, real.path) ? 'link' : 'link-outside';
}

function leadsNowhere(full: string, root: string): SkippedFile['reason'] {
  try {
    return isInside(resolve(dirname(full), readlinkSync(full)), root) ? 'link' : 'link-outside';
  } catch {
    return 'unreadable';
  }
}

type Resolved =
  | { readonly ok: true; readonly path: string }
  | { readonly ok: false; readonly reason: 'link-loop' | 'missing' | 'unreadable' };

function resolveLinks(path: string): Resolved {
  try {
    return { ok: true, path: realpathSync.native(path) };
  } catch (error) {
    switch (codeOf(error)) {
      case 'ELOOP':
        return { ok: false, reason: 'link-loop' };
      case 'ENOENT':
      case 'ENOTDIR':
        return { ok: false, reason: 'missing' };
      default:
        return { ok: false, reason: 'unreadable' };
    }
  }
}
