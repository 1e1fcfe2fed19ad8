import { type ChildProcess, spawn } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';
import type { Git, GitOptions, GitResult } from './git.ts';
import { ABORTED, classifyFailure, type GitFailure, NO_GIT, timedOut } from './git-failure.ts';
import { hardenedGitArguments, hardenedGitEnvironment } from './git-hardening.ts';
import { safeFolders, safeFoldersQuestion, vouching } from './git-safe-folders.ts';
import { isInside } from './is-inside.ts';
import { openSpool } from './spool.ts';

export { findRepository, isBareRepository } from './git-folder.ts';

/**
 * git in one folder, hardened (see `git-hardening.ts`) and bounded in time. Failures are results, never exceptions;
 * only an `onChunk` that throws makes `stream` reject, after git was stopped.
 */
export function nodeGit(root: string): Git {
  // Filled when git refuses a folder of another user although this user has said that it is safe.
  let vouched: readonly string[] = [];

  async function attempt(args: readonly string[], onChunk: Chunk, options: GitOptions): Promise<GitResult> {
    const first = await runOnce(root, [...vouched, ...args], onChunk, options);
    if (first.ok || first.reason !== 'dubious-ownership' || vouched.length > 0) return first;
    const safe = await safeFoldersAbove(root);
    if (safe.length === 0) return first;
    vouched = vouching(safe);
    return runOnce(root, [...vouched, ...args], onChunk, options);
  }

  return {
    async run(args, options = {}) {
      const chunks: Buffer[] = [];
      let size = 0;
      const collect = (chunk: Buffer) => {
        size += chunk.length;
        if (size > MAX_OUTPUT) throw new OutputTooLarge();
        chunks.push(chunk);
      };
      try {
        const result = await attempt(args, collect, options);
        return result.ok ? { ok: true, stdout: Buffer.concat(chunks).toString('utf8') } : result;
      } catch (error) {
        if (error instanceof OutputTooLarge) return TOO_LARGE;
        throw error;
      }
    },
    stream: (args, onChunk, options = {}) => attempt(args, onChunk, options),
  };
}

type Chunk = (chunk: Buffer) => void;

/** Long enough for the history of a very large repository, short enough that a hang is noticed. */
const DEFAULT_TIMEOUT_MS = 120_000;
const MAX_OUTPUT = 256 << 20;
const MAX_STDERR = 1 << 16;
/** How often output that waits in a file is looked at. */
const SPOOL_LOOK_MS = 10;

class OutputTooLarge extends Error {}
const TOO_LARGE: GitFailure = {
  ok: false,
  reason: 'failed',
  message: `git wrote more than ${MAX_OUTPUT >> 20} MiB, more than Wiring takes`,
};

function runOnce(
  root: string,
  args: readonly string[],
  onChunk: Chunk,
  options: GitOptions,
): Promise<GitResult> {
  if (options.signal?.aborted) return Promise.resolve(ABORTED);
  const program = findProgram(process.env.PATH ?? '', root);
  if (program === undefined) return Promise.resolve(NO_GIT);
  if (!isFolder(root)) {
    // Asked of the folder first: a missing working folder and a missing program are the same error to the system.
    return Promise.resolve({
      ok: false,
      reason: 'not-a-repository',
      message: `there is no folder ${root}; open the folder that was cloned`,
    });
  }
  return runProgram(
    program,
    root,
    [...hardenedGitArguments(), ...args],
    hardenedGitEnvironment(),
    onChunk,
    options,
  );
}

function runProgram(
  program: string,
  cwd: string,
  args: readonly string[],
  env: Record<string, string>,
  onChunk: Chunk,
  options: GitOptions,
): Promise<GitResult> {
  return new Promise((resolve, reject) => {
    const spool = options.patient ? openSpool() : undefined;
    const child = spawn(program, args, {
      cwd,
      env,
      // A group of its own, so that whatever git starts ends with it.
      detached: process.platform !== 'win32',
      windowsHide: true,
      stdio: [options.input === undefined ? 'ignore' : 'pipe', spool?.fd ?? 'pipe', 'pipe'],
    });
    watch(child);
    const timeoutMs = options.timeoutMs ?? DEFAULT_TIMEOUT_MS;
    let stderr = '';
    let stopped: GitFailure | undefined;
    let thrown: { readonly error: unknown } | undefined;
    const stop = (why: GitFailure) => {
      stopped ??= why;
      kill(child);
    };
    const onAbort = () => stop(ABORTED);
    const timer = setTimeout(() => stop(timedOut(timeoutMs)), timeoutMs);
    options.signal?.addEventListener('abort', onAbort, { once: true });

    const take = (chunk: Buffer) => {
      if (stopped) return;
      try {
        onChunk(chunk);
      } catch (error) {
        thrown = { error };
        stop(ABORTED);
      }
    };
    child.stdout?.on('data', take);
    const look = spool && setInterval(() => spool.drain(take), SPOOL_LOOK_MS);
    child.stderr?.on('data', (chunk: Buffer) => {
      if (stderr.length < MAX_STDERR) stderr += chunk.toString('utf8');
    });
    // git may end before it has read all it was given; that is its affair.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(options.input);

    const finish = (result: GitResult) => {
      clearTimeout(timer);
      options.signal?.removeEventListener('abort', onAbort);
      running.delete(child);
      clearInterval(look);
      spool?.close();
      if (thrown) reject(thrown.error);
      else resolve(stopped ?? result);
    };
    child.once('error', error =>
      finish('code' in error && error.code === 'ENOENT' ? NO_GIT : notStarted(error)),
    );
    child.once('close', code => {
      spool?.drain(take);
      finish(code === 0 ? { ok: true, stdout: '' } : classifyFailure(stderr, cwd));
    });
  });
}

function notStarted(error: Error): GitFailure {
  return {
    ok: false,
    reason: 'no-git',
    message: `git could not be started (${error.message}); check that "git --version" works`,
  };
}

/** Processes that must not outlive this one: their group does not get the terminal's interrupt. */
const running = new Set<ChildProcess>();
let watching = false;

function watch(child: ChildProcess): void {
  running.add(child);
  if (watching) return;
  watching = true;
  process.on('exit', () => {
    for (const each of running) kill(each);
  });
}

function kill(child: ChildProcess): void {
  const { pid } = child;
  if (pid === undefined) return;
  try {
    if (process.platform === 'win32') child.kill('SIGKILL');
    else process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended by itself in the meantime.
    child.kill('SIGKILL');
  }
}

/**
 * The git program by its absolute path. Left to the system, a name is also looked for in the working folder (always on
 * Windows, elsewhere through a relative entry of PATH) and in `node_modules/.bin`: a repository could bring its own git.
 */
export function findProgram(path: string, root: string): string | undefined {
  const names = process.platform === 'win32' ? ['git.exe'] : ['git'];
  for (const folder of path.split(delimiter)) {
    if (!isAbsolute(folder) || isInside(folder, root)) continue;
    for (const name of names) {
      const candidate = join(folder, name);
      try {
        accessSync(candidate, constants.X_OK);
        if (statSync(candidate).isFile()) return candidate;
      } catch {
        // Not here; the next folder may have it.
      }
    }
  }
  return undefined;
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

async function safeFoldersAbove(root: string): Promise<readonly string[]> {
  const program = findProgram(process.env.PATH ?? '', root);
  if (program === undefined) return [];
  const { args, env } = safeFoldersQuestion();
  let text = '';
  await runProgram(program, root, args, env, chunk => (text += chunk.toString('utf8')), { timeoutMs: 5_000 });
  return safeFolders(text, root);
}
