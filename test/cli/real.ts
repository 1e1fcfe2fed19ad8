import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const PROJECT = fileURLToPath(new URL('../..', import.meta.url));
export const WIRING = join(PROJECT, 'dist', 'wiring.cjs');

let scratch: string | undefined;

/** A folder of its own for everything that the tests of one run write: repositories, homes and caches. */
function scratchFolder(): string {
  scratch ??= mkdtempSync(join(tmpdir(), 'wiring-cli-'));
  return scratch;
}

export function removeScratch(): void {
  if (scratch !== undefined) rmSync(scratch, { recursive: true, force: true });
  scratch = undefined;
}

/** Builds what is to be run, unless `npm test` has just done so. */
export function built(): void {
  if (process.env.WIRING_BUILT) return;
  const result = spawnSync(process.execPath, [join(PROJECT, 'scripts/build.mjs'), '--quiet'], {
    encoding: 'utf8',
  });
  if (result.status !== 0) throw new Error(`the build failed: ${result.stderr}`);
  process.env.WIRING_BUILT = '1';
}

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command line as a child process, with an environment made from nothing. */
export function wiring(
  cwd: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Ran {
  const result = spawnSync(process.execPath, [WIRING, ...args], {
    cwd,
    encoding: 'utf8',
    env: environment(env),
    maxBuffer: 1 << 28,
    timeout: 60_000,
  });
  return { code: result.status, stdout: result.stdout, stderr: result.stderr };
}

export function environment(env: Readonly<Record<string, string>> = {}): Record<string, string> {
  return {
    PATH: process.env.PATH ?? '',
    HOME: join(scratchFolder(), 'home'),
    WIRING_CACHE: join(scratchFolder(), 'cache'),
    ...env,
  };
}

/** A folder with these files. */
export function folder(files: Readonly<Record<string, string | Uint8Array>>): string {
  const root = mkdtempSync(join(scratchFolder(), 'root-'));
  write(root, files);
  return root;
}

export function write(root: string, files: Readonly<Record<string, string | Uint8Array>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

/** A real repository with these files in its first commit. */
export function repository(files: Readonly<Record<string, string | Uint8Array>>): string {
  const root = folder(files);
  git(root, ['init', '--quiet', '--initial-branch=main']);
  commit(root, 'Begin', '2026-01-05T10:00:00Z');
  return root;
}

export function commit(root: string, subject: string, at: string): void {
  git(root, ['add', '--all']);
  git(root, ['commit', '--quiet', '--allow-empty', '--message', subject], {
    GIT_AUTHOR_DATE: at,
    GIT_COMMITTER_DATE: at,
  });
}

export function git(
  root: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): string {
  const result = spawnSync('git', [...args], {
    cwd: root,
    encoding: 'utf8',
    env: {
      PATH: process.env.PATH ?? '',
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_AUTHOR_NAME: 'Ana',
      GIT_AUTHOR_EMAIL: 'ana@example.org',
      GIT_COMMITTER_NAME: 'Ana',
      GIT_COMMITTER_EMAIL: 'ana@example.org',
      ...env,
    },
  });
  if (result.status !== 0) throw new Error(`git ${args.join(' ')}: ${result.stderr}`);
  return result.stdout;
}

/** The bundled example as a repository. */
export async function storefront(): Promise<string> {
  const path = join(PROJECT, 'scripts', 'example.mjs');
  const { makeExample } = (await import(path)) as { makeExample(folder: string): string };
  const root = mkdtempSync(join(scratchFolder(), 'storefront-'));
  return makeExample(root);
}

export function copy(root: string): string {
  const target = mkdtempSync(join(scratchFolder(), 'copy-'));
  cpSync(root, target, { recursive: true });
  return target;
}

/** A small monorepo: `web` imports `cart`, each owned by a team. */
export const SMALL: Readonly<Record<string, string>> = {
  'package.json': '{ "name": "shop", "private": true, "workspaces": ["packages/*"] }\n',
  'packages/web/package.json':
    '{ "name": "@shop/web", "version": "1.0.0", "private": true, "dependencies": { "@shop/cart": "*" } }\n',
  'packages/web/src/index.ts': "import { total } from '@shop/cart';\n\nexport const page = total(1);\n",
  'packages/cart/package.json':
    '{ "name": "@shop/cart", "version": "1.0.0", "private": true, "exports": "./src/index.ts" }\n',
  'packages/cart/src/index.ts': 'export const total = (n: number): number => n;\n',
  CODEOWNERS: '/packages/web/ @shop/web\n/packages/cart/ @shop/cart\n/package.json @shop/web\n',
};

/** What makes `SMALL` have one finding of severity error: `web` may use nothing. */
export const STRICT = `wiring 1

team Web { handle "@shop/web" }
team Cart { handle "@shop/cart" }

module web {
  path "packages/web/**"
  owner Web
  uses nothing
}

module cart {
  path "packages/cart/**"
  owner Cart
}
`;
