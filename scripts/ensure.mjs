// Makes sure that what package-lock.json names is installed. Uses Node's own modules only: it runs on a fresh clone.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('..', import.meta.url));

/**
 * Installs what is missing or stale, of this project or of an example that has a lock of its own. Ends the process with a
 * sentence when it cannot.
 */
export function ensure(folder = ROOT) {
  const stamp = join(folder, 'node_modules', '.wiring-lock');
  const [major] = process.versions.node.split('.').map(Number);
  if (major < 20) fail(`Wiring needs Node 20 or later; this is ${process.versions.node}.`);
  const lock = readFileSync(join(folder, 'package-lock.json'));
  const digest = createHash('sha256').update(lock).digest('hex');
  if (read(stamp) === digest) return;
  if (!matches(JSON.parse(lock.toString('utf8')), folder)) install(folder);
  try {
    writeFileSync(stamp, digest);
  } catch {
    // A read-only checkout is looked at again next time.
  }
}

/** Whether every package of the lock that this platform needs is installed in the version it names. */
function matches(lock, folder) {
  const installed = JSON.parse(read(join(folder, 'node_modules', '.package-lock.json')) ?? '{}').packages;
  if (!installed) return false;
  return Object.entries(lock.packages).every(
    ([path, { version, optional }]) =>
      path === '' || (optional && !installed[path]) || installed[path]?.version === version,
  );
}

function install(folder) {
  console.error(`Installing what ${join(relative(ROOT, folder), 'package-lock.json')} names …`);
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  // Not `npm ci`: it refuses a lock that lacks optional packages of other platforms, and a lock made against a registry
  // that has only some of them does. The versions are those of the lock all the same, and the lock is left as it is.
  const args = ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'];
  const result = spawnSync(npm, args, {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'inherit', 'pipe'],
    shell: process.platform === 'win32',
  });
  if (result.status === 0) return;
  const said = `${result.stderr ?? ''}${result.error?.message ?? ''}`;
  process.stderr.write(said);
  if (/ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNREFUSED|ECONNRESET|ENETUNREACH/.test(said)) {
    fail(
      'npm could not reach its registry. Connect to a network (or set one with "npm config set registry") and run this again.',
    );
  }
  if (result.error?.code === 'ENOENT') fail('npm was not found beside Node. Install it and run this again.');
  fail('npm could not install the dependencies; what it said stands above.');
}

function read(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function fail(message) {
  console.error(message);
  process.exit(1);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) ensure();
