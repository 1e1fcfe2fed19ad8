import {
  accessSync,
  constants,
  type Dirent,
  readdirSync,
  realpathSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { UsageError } from '#cli/outcome';
import { run } from '#cli/run';
import { plain } from '#cli/terminal/plain';
import type { Machine, Opened, OpenRequest, World } from '#cli/world';
import { absent, type SourceState } from '#core/facts/state';
import type { UncommittedFacts } from '#core/facts/uncommitted';
import { RULES } from '#core/rules/registry';
import { cacheFolder } from '#platform/cache-folder';
import { makeFolder } from '#platform/make-folder';
import { carryOut } from '#platform/node-carry-out';
import { findRepository, isBareRepository, nodeGit } from '#platform/node-git';
import { nodeWorkTree } from '#platform/node-work-tree';
import { readRegularFile } from '#platform/read-regular-file';
import { loadTypeScript } from '#sources/typescript';
import { readUncommitted } from '#sources/uncommitted';
import { findRoot, openRoot } from './parts.ts';

declare const WIRING_VERSION: string;
const VERSION = typeof WIRING_VERSION === 'string' ? WIRING_VERSION : '0.0.0-source';

/** One run of `wiring`: ends the process. */
export async function main(): Promise<void> {
  const interrupted = new AbortController();
  process.once('SIGINT', () => {
    interrupted.abort();
    // A step that does not listen must not keep the terminal.
    setTimeout(() => process.exit(130), 500).unref();
  });
  process.on('uncaughtException', failed);
  process.on('unhandledRejection', failed);
  process.stdout.on('error', error => stdoutFailed(error));
  process.stderr.on('error', () => undefined);

  const outcome = await run(process.argv.slice(2), world(interrupted.signal));
  process.exitCode = outcome.code;
  if (outcome.stderr) process.stderr.write(outcome.stderr);
  // The process ends only after the reader has everything: a pipe takes its text in pieces.
  process.stdout.write(outcome.stdout, error => {
    if (error) stdoutFailed(error);
    process.exit(outcome.code);
  });
}

/** Who reads no further (`| head`) has what they wanted; a full disk is a failure. */
function stdoutFailed(error: NodeJS.ErrnoException): never {
  if (error.code === 'EPIPE') process.exit(process.exitCode ?? 0);
  process.stderr.write(`wiring: the output could not be written: ${error.message}\n`);
  process.exit(3);
}

function failed(error: unknown): never {
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`wiring: the analysis could not be completed: ${plain(message)}\n`);
  if (process.env.WIRING_DEBUG && error instanceof Error) process.stderr.write(`${error.stack}\n`);
  process.exit(3);
}

function world(signal: AbortSignal): World {
  const terminal = { stdout: process.stdout.isTTY === true, stderr: process.stderr.isTTY === true };
  return {
    version: VERSION,
    cwd: currentFolder(),
    env: process.env,
    terminal,
    signal,
    progress: line => {
      if (!terminal.stderr || process.env.TERM === 'dumb') return;
      process.stderr.write(`\r\u001b[K${plain(line).slice(0, 78)}`);
    },
    open,
    create: (path, text) => {
      try {
        writeFileSync(path, text, { flag: 'wx' });
        return true;
      } catch (error) {
        if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
        throw error;
      }
    },
    carryOut: ({ root }, written) => carryOut(root, written),
    serve: async () => {
      const { serveStdio } = await import('./lsp-main.ts');
      await serveStdio();
    },
    machine,
    uncommitted,
    readNamed,
    followNames: async () => {
      await loadTypeScript();
    },
    ruleIds: () => RULES.map(rule => rule.id),
  };
}

/** @throws with words of its own where the folder was deleted in the meantime. */
function currentFolder(): string {
  try {
    return process.cwd();
  } catch {
    throw new Error('the current folder is no longer there; change to one that is');
  }
}

async function open(request: OpenRequest): Promise<Opened> {
  const found = findRoot(resolve(request.root ?? request.path));
  if (!found) throw new UsageError(`there is no "${request.root ?? request.path}"`);
  const asked = request.root === undefined ? undefined : resolve(request.root);
  if (asked !== undefined && !statSync(asked).isDirectory())
    throw new UsageError(`"${request.root}" is not a folder`);
  const root = asked ?? found.root;
  if (found.by === 'path' && isBareRepository(root))
    throw new UsageError(
      'this is a bare repository, which has no files to review; clone it and review the clone',
    );
  const { session, reviews } = openRoot(root, {
    createLanguage: async () => (await import('#language/index')).createLanguage({ rules: { rules: RULES } }),
    git: request.git,
    withoutGit: 'git was not run (--no-git)',
    cache: request.cache,
    once: true,
    traces: request.traces,
    historyMonths: request.historyMonths,
    today: request.today,
  });
  return {
    session,
    kept: reviews,
    root,
    rootBy: asked === undefined ? found.by : 'asked',
    within: asked === undefined ? found.within : '',
  };
}

async function uncommitted(
  { root }: Opened,
  base: string | undefined,
  mayRun: boolean,
): Promise<SourceState<UncommittedFacts>> {
  if (!mayRun) return absent('git was not run (--no-git)', 'with git, a change tells whom it needs');
  const tree = nodeWorkTree(root, nodeGit(root));
  if (base === undefined) return readUncommitted(tree);
  const commit = await tree.commitOf(base);
  if (commit === undefined) throw new UsageError(`there is no commit "${base}" in this repository`);
  return readUncommitted(tree, { ref: base, commit });
}

function readNamed(path: string, { root }: Opened): ReturnType<World['readNamed']> {
  const full = resolve(path);
  const result = readRegularFile(full, dirname(full));
  if (!result.ok) {
    const why =
      result.reason === 'missing'
        ? `there is no "${path}"`
        : result.reason === 'not-regular'
          ? `"${path}" is no file: a folder, a pipe or a device`
          : `"${path}" was not read: ${result.reason}`;
    throw new UsageError(why);
  }
  // The root is told without links, so the file has to be too.
  const below = relative(root, realpathSync(full)).split(sep).join('/');
  return { text: result.text, within: below.startsWith('../') || isAbsolute(below) ? undefined : below };
}

async function machine({ root }: Opened): Promise<Machine> {
  const version = await nodeGit(root).run(['--version']);
  const folder = cacheFolder();
  return {
    node: process.version,
    git: version.ok ? version.stdout.trim().replace(/^git version /, '') : undefined,
    repository: findRepository(root) !== undefined,
    cache: process.env.WIRING_NO_CACHE
      ? undefined
      : { folder, ...sizeOf(folder), writable: isWritable(folder) },
  };
}

function isWritable(folder: string): boolean {
  try {
    makeFolder(folder, 0o700);
    accessSync(folder, constants.W_OK | constants.X_OK);
    return statSync(folder).isDirectory();
  } catch {
    return false;
  }
}

/** Nothing where there is no folder, or none that this user may look into. */
function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

/** Files and bytes below a folder, at most a hundred thousand of them. */
function sizeOf(folder: string): { files: number; bytes: number } {
  const sum = { files: 0, bytes: 0 };
  const waiting = [folder];
  for (let next = waiting.pop(); next !== undefined && sum.files < 100_000; next = waiting.pop()) {
    for (const entry of entriesOf(next)) {
      const path = join(next, basename(entry.name));
      if (entry.isDirectory()) waiting.push(path);
      else if (entry.isFile()) {
        sum.files += 1;
        sum.bytes += statSync(path, { throwIfNoEntry: false })?.size ?? 0;
      }
    }
  }
  return sum;
}
