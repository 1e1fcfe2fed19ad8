import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import type { SkippedFile } from '#core/facts/files';
import { byText, type RepoPath } from '#core/facts/place';
import { codeOf } from './error-code.ts';
import type { FileState, Listing } from './file-system.ts';
import { classifyFailure, type GitFailure, NO_GIT, timedOut } from './git-failure.ts';
import { findRepository } from './git-folder.ts';
import { hardenedGitArguments, hardenedGitEnvironment } from './git-hardening.ts';
import { safeFolders, safeFoldersQuestion, vouching } from './git-safe-folders.ts';
import { createEntryReader } from './listed-entry.ts';
import { findProgram } from './node-git.ts';

/**
 * What git tracks or would track below the root, as far as it really is there: a file deleted but still tracked is not.
 * Otherwise a sentence without its full stop that says why git did not answer; `''` where there is no repository at all.
 * @param base the root as the system is asked for it (`fromHere`)
 * @param early what git has written already, asked for before anybody needed it
 */
export function listByGit(root: string, base: string, early?: Buffer): Listing | string {
  if (early) return told(root, base, { ok: true, output: early });
  const question = askToList(root);
  if (typeof question === 'string') return question;
  const ask = (before: readonly string[]) => ending(root, run(question, [...before, ...LIST]));
  const answer = ask([]);
  if (answer.ok || answer.reason !== 'dubious-ownership') return told(root, base, answer);
  const { args, env } = safeFoldersQuestion();
  const safe = safeFolders(runAs(question, args, env).stdout?.toString('utf8') ?? '', root);
  return told(root, base, safe.length === 0 ? answer : ask(vouching(safe)));
}

/** How git is asked for the files of a root; why it cannot be, as `listByGit` says it. */
export function askToList(root: string): Question | string {
  if (findRepository(root) === undefined) return '';
  const program = findProgram(process.env.PATH ?? '', root);
  if (program === undefined) return NO_GIT.message;
  return {
    program,
    args: [...hardenedGitArguments(), ...LIST],
    options: {
      cwd: root,
      env: hardenedGitEnvironment(),
      timeout: TIMEOUT_MS,
      killSignal: 'SIGKILL',
      windowsHide: true,
    },
  };
}

export interface Question {
  readonly program: string;
  readonly args: readonly string[];
  readonly options: {
    readonly cwd: string;
    readonly env: Record<string, string>;
    readonly timeout: number;
    readonly killSignal: 'SIGKILL';
    readonly windowsHide: true;
  };
}

type Answer = { readonly ok: true; readonly output: Buffer } | GitFailure;

function told(root: string, base: string, answer: Answer): Listing | string {
  return answer.ok ? sortOut(root, base, names(answer.output)) : answer.message;
}

function run(question: Question, args: readonly string[]): SpawnSyncReturns<Buffer> {
  return runAs(question, [...hardenedGitArguments(), ...args], question.options.env);
}

function runAs(
  { program, options }: Question,
  args: readonly string[],
  env: Record<string, string>,
): SpawnSyncReturns<Buffer> {
  return spawnSync(program, args, {
    ...options,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: LARGEST_OUTPUT,
  });
}

function ending(root: string, { error, status, stdout, stderr }: SpawnSyncReturns<Buffer>): Answer {
  if (error === undefined)
    return status === 0 ? { ok: true, output: stdout } : classifyFailure(stderr.toString('utf8'), root);
  return codeOf(error) === 'ETIMEDOUT'
    ? timedOut(TIMEOUT_MS)
    : { ok: false, reason: 'failed', message: error.message };
}

// Ignored files are left out by .gitignore and .git/info/exclude; a person's own global excludes differ from machine to machine.
const LIST = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
const TIMEOUT_MS = 60_000;
const LARGEST_OUTPUT = 512 << 20;

function sortOut(root: string, base: string, listed: readonly string[]): Listing {
  const reader = createEntryReader(root, base);
  const files: RepoPath[] = [];
  const states: FileState[] = [];
  const skipped = new Map<string, SkippedFile>();
  const skip = (path: string, reason: SkippedFile['reason']) => {
    // Names no path can be written for are only ever shown.
    skipped.set(path, { path: path as RepoPath, reason });
  };
  let before: string | undefined;
  for (const name of [...listed].sort(byText)) {
    // A file in conflict is listed once for each side.
    if (name === before) continue;
    before = name;
    const inModules = name.includes('node_modules/') ? IN_MODULES.exec(name)?.[0] : undefined;
    if (inModules !== undefined) skip(shortestModules(inModules), 'excluded');
    // A repository of its own that is not a submodule is listed as a folder.
    else if (name.endsWith('/')) skip(name.slice(0, -1), 'nested-repository');
    else {
      const entry = reader.look(name);
      if (typeof entry === 'object') {
        files.push(name as RepoPath);
        states.push(entry);
      }
      // What is tracked and a folder now is a submodule, or was a file once and is listed by its new files.
      else if (entry === 'folder') {
        if (reader.isRepository(name)) skip(name, 'nested-repository');
      } else if (entry !== 'missing') skip(name, entry);
    }
  }
  return {
    files,
    skipped: [...skipped.values()].sort((a, b) => byText(a.path, b.path)),
    listedBy: 'git',
    states,
    realFolders: [...reader.realFolders()],
  };
}

const IN_MODULES = /^(?:.*\/)?node_modules(?=\/)/;

/** `a/node_modules/b/node_modules` is told about as `a/node_modules`. */
function shortestModules(path: string): string {
  const parts = path.split('/');
  return parts.slice(0, parts.indexOf('node_modules') + 1).join('/');
}

/** A name that is not UTF-8 comes out with replacement characters, by which the reader of entries knows it. */
function names(output: Buffer): string[] {
  return output.toString('utf8').split('\0').slice(0, -1);
}
