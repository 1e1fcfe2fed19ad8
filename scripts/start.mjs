// `npm start`: from a fresh clone to a review that can be read. `npm start -- PATH [OPTIONS]` reviews any repository.
import { spawnSync } from 'node:child_process';
import { lstatSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensure, ROOT } from './ensure.mjs';

const args = process.argv.slice(2);
ensure();
const { build } = await import('./build.mjs');
await build().catch(stop);
const code = args.length === 0 ? await reviewExample() : wiring(['check', ...args]);
process.exitCode = code;

async function reviewExample() {
  const { makeExample } = await import('./example.mjs');
  const folder = join(ownTemporaryFolder(), 'storefront');
  try {
    makeExample(folder);
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    stop(error);
  }
  // Findings are what the example is for: they are no failure of `npm start`.
  const ended = wiring(['check', folder, '--fail-on', 'never']);
  if (ended !== 0) return ended;
  console.log(`
This was examples/storefront, a real repository now in
  ${folder}

What next
  npm start -- PATH        review any repository
  npm run editor           the same in a VS Code in your browser
  npm run editor -- PATH   any folder in that VS Code
  npm run vsix             package the extension for your own VS Code
  node dist/wiring.cjs --help`);
  return 0;
}

/** The same folder every time, unless somebody else made it: what lies in it is deleted and made anew. */
function ownTemporaryFolder() {
  const user = process.getuid?.();
  const folder = join(tmpdir(), `wiring-example-${user ?? 'user'}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const found = lstatSync(folder);
  const own = found.isDirectory() && (user === undefined || found.uid === user);
  return own ? folder : mkdtempSync(`${folder}-`);
}

function wiring(command) {
  const result = spawnSync(process.execPath, [join(ROOT, 'dist', 'wiring.cjs'), ...command], {
    stdio: 'inherit',
  });
  return result.status ?? 3;
}

function stop(error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(3);
}
