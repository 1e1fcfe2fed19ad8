import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'mocha';

/** One commit of a made-up history. Everything has a default, so that a test says only what it is about. */
export interface MadeCommit {
  readonly subject?: string;
  readonly body?: string;
  /** By which later commits name it as a parent and `ids` gives its id; default: its number, from `1`. */
  readonly name?: string;
  /** Default `main`. */
  readonly branch?: string;
  /** Names of commits. Default: the last commit of the branch, or none for its first. */
  readonly parents?: readonly string[];
  readonly author?: string;
  readonly committer?: string;
  /** Committer and author time: ISO, or epoch seconds. Default: one day after the commit before. */
  readonly at?: string | number;
  /** What the commit writes; `null` removes. A path is exactly as given, whatever is in it. */
  readonly files?: Readonly<Record<string, string | null>>;
}

export interface MadeRepository {
  /** Absolute, without links. */
  readonly root: string;
  id(name: string): string;
  /** Runs git there, with an identity and without the machine's configuration; gives its output. */
  git(...args: string[]): string;
}

/** An empty folder that goes when the tests of this file are over. To be called while tests are declared. */
export function temporaryFolders(): () => string {
  const made: string[] = [];
  after(() => {
    for (const folder of made) rmSync(folder, { recursive: true, force: true });
  });
  return () => {
    const folder = realpathSync(mkdtempSync(join(tmpdir(), 'wiring-test-')));
    made.push(folder);
    return folder;
  };
}

/**
 * A real repository with exactly these commits, checked out at the last commit of `main` (or of the first branch).
 * Made by `git fast-import`: the same commits give the same ids on every machine.
 */
export function makeRepository(root: string, commits: readonly MadeCommit[]): MadeRepository {
  const git = (...args: string[]) => runGit(root, args);
  git('init', '--quiet', '--initial-branch', commits[0]?.branch ?? 'main');
  const ids = new Map<string, string>();
  if (commits.length > 0) {
    const marks = join(root, '.git', 'made-marks');
    runGit(root, ['fast-import', '--quiet', '--force', `--export-marks=${marks}`], stream(commits));
    for (const [, number = '', id = ''] of readFileSync(marks, 'utf8').matchAll(/^:(\d+) (\w+)$/gm)) {
      ids.set(commits[Number(number) - 1]?.name ?? number, id);
    }
    git('reset', '--quiet', '--hard');
  }
  return {
    root,
    git,
    id: name => {
      const id = ids.get(name);
      if (id === undefined) throw new Error(`no commit is called "${name}"`);
      return id;
    },
  };
}

/** git as the tests need it: an identity, a fixed clock, nothing of the machine's configuration. */
export function runGit(root: string, args: readonly string[], input?: Buffer): string {
  return execFileSync('git', args, {
    cwd: root,
    env: { PATH: process.env.PATH, HOME: root, ...TEST_GIT },
    encoding: 'utf8',
    stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    ...(input === undefined ? {} : { input }),
  });
}

const TEST_GIT = {
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'Ana',
  GIT_AUTHOR_EMAIL: 'ana@northwind.example',
  GIT_COMMITTER_NAME: 'Ana',
  GIT_COMMITTER_EMAIL: 'ana@northwind.example',
  GIT_AUTHOR_DATE: '2026-06-01T12:00:00Z',
  GIT_COMMITTER_DATE: '2026-06-01T12:00:00Z',
};

export const FIRST_TIME = Date.parse('2026-01-01T12:00:00Z') / 1000;
const DAY = 86_400;

function stream(commits: readonly MadeCommit[]): Buffer {
  const parts: Buffer[] = [];
  const write = (text: string) => parts.push(Buffer.from(text));
  const data = (text: string) => {
    const bytes = Buffer.from(text);
    parts.push(Buffer.from(`data ${bytes.length}\n`), bytes, Buffer.from('\n'));
  };
  const marks = new Map<string, number>();
  const tips = new Map<string, number>();
  let time = FIRST_TIME - DAY;
  commits.forEach((commit, index) => {
    const number = index + 1;
    const branch = commit.branch ?? 'main';
    time = typeof commit.at === 'number' ? commit.at : commit.at ? Date.parse(commit.at) / 1000 : time + DAY;
    const author = commit.author ?? 'Ana <ana@northwind.example>';
    const tip = tips.get(branch);
    const parents =
      commit.parents?.map(name => {
        const found = marks.get(name);
        if (found === undefined)
          throw new Error(`commit ${number} names a parent "${name}" that is not before it`);
        return found;
      }) ?? (tip === undefined ? [] : [tip]);
    if (parents.length === 0) write(`reset refs/heads/${branch}\n`);
    write(`commit refs/heads/${branch}\nmark :${number}\n`);
    write(`author ${author} ${time} +0000\ncommitter ${commit.committer ?? author} ${time} +0000\n`);
    data([commit.subject ?? `Change ${number}`, ...(commit.body ? ['', commit.body] : [])].join('\n'));
    for (const [place, parent] of parents.entries()) write(`${place === 0 ? 'from' : 'merge'} :${parent}\n`);
    const files = Object.entries(commit.files ?? {});
    for (const [path, text] of files) if (text === null) write(`D ${quoted(path)}\n`);
    for (const [path, text] of files) {
      if (text === null) continue;
      write(`M 100644 inline ${quoted(path)}\n`);
      data(text);
    }
    write('\n');
    marks.set(commit.name ?? String(number), number);
    tips.set(branch, number);
  });
  return Buffer.concat(parts);
}

/** As C would write it, so that newlines, quotes and bytes beyond ASCII arrive as they are. */
function quoted(path: string): string {
  const bytes = [...Buffer.from(path)].map(byte =>
    byte < 32 || byte > 126 || byte === 34 || byte === 92
      ? `\\${byte.toString(8).padStart(3, '0')}`
      : String.fromCharCode(byte),
  );
  return `"${bytes.join('')}"`;
}
