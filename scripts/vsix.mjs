// `npm run vsix [-- FILE]`: packages the extension into one VSIX for every platform.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
/** The budget of issue 2. */
export const MOST_BYTES = 4 * 1024 * 1024;

/** The file that `npm run vsix` writes. */
export function vsixPath() {
  const { name, version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  return join(ROOT, 'dist', `${name}-${version}.vsix`);
}

/**
 * Builds what is stale and packages it.
 *
 * @returns {Promise<{ path: string, bytes: number }>}
 * @throws Error when it is larger than it may be.
 */
export async function packageVsix(path = vsixPath()) {
  execFileSync(process.execPath, [join(ROOT, 'scripts/build.mjs')], {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  mkdirSync(join(ROOT, 'dist'), { recursive: true });
  const { createVSIX } = await import('@vscode/vsce');
  await quietly(() =>
    createVSIX({
      cwd: ROOT,
      packagePath: path,
      // Everything is bundled, so node_modules stays out.
      dependencies: false,
      allowMissingRepository: true,
      rewriteRelativeLinks: false,
      // The README is for those who have the repository: its pictures and pages are not in the package.
      readmePath: 'docs/extension.md',
    }),
  );
  const bytes = statSync(path).size;
  if (bytes > MOST_BYTES) throw new Error(`${path} has ${bytes} bytes, and may have ${MOST_BYTES}.`);
  return { path, bytes };
}

/** vsce prints a listing on success; only what goes wrong is of interest here. */
async function quietly(run) {
  const { log } = console;
  console.log = () => {};
  try {
    return await run();
  } finally {
    console.log = log;
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { path, bytes } = await packageVsix(process.argv[2]);
  console.log(`${path} (${(bytes / 1024 / 1024).toFixed(2)} MB)`);
}
