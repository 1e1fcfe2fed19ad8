import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { nodeFileSystem } from '#platform/node-file-system';

export interface ScratchDisk {
  /** New for each test. */
  readonly root: string;
  /** The folder around it, for what lies outside. */
  readonly outer: string;
  /** A file below the root. */
  write(name: string, text?: string): void;
  git(...args: string[]): string;
  listed(useGit: boolean): {
    readonly files: readonly string[];
    readonly skipped: Readonly<Record<string, string>>;
    readonly by: string;
  };
}

/** An empty folder on the real disk for each test of a `describe`. */
export function scratchDisk(): ScratchDisk {
  let outer = '';
  const root = () => join(outer, 'repo');
  beforeEach(() => {
    outer = mkdtempSync(join(tmpdir(), 'wiring-fs-'));
    mkdirSync(root());
  });
  afterEach(() => rmSync(outer, { recursive: true, force: true }));
  return {
    get root() {
      return root();
    },
    get outer() {
      return outer;
    },
    write(name, text = '') {
      mkdirSync(dirname(join(root(), name)), { recursive: true });
      writeFileSync(join(root(), name), text);
    },
    git: (...args) => gitIn(root(), ...args),
    listed(useGit) {
      const { files, skipped, listedBy } = nodeFileSystem(root(), { git: useGit }).list();
      return { files, skipped: Object.fromEntries(skipped.map(s => [s.path, s.reason])), by: listedBy };
    },
  };
}

/** Nobody's settings, and the same author and time for every commit. */
export const PLAIN_GIT = {
  PATH: process.env.PATH ?? '',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'a',
  GIT_AUTHOR_EMAIL: 'a@example.com',
  GIT_COMMITTER_NAME: 'a',
  GIT_COMMITTER_EMAIL: 'a@example.com',
  GIT_AUTHOR_DATE: '2026-01-01T00:00:00Z',
  GIT_COMMITTER_DATE: '2026-01-01T00:00:00Z',
};

export function gitIn(folder: string, ...args: string[]): string {
  return execFileSync('git', args, {
    cwd: folder,
    env: PLAIN_GIT,
    stdio: ['ignore', 'pipe', 'ignore'],
  }).toString();
}

export function commit(folder: string): void {
  gitIn(folder, 'add', '.');
  gitIn(folder, 'commit', '-q', '-m', 'x');
}
