// `npm start`: from a fresh clone to a review that can be read. `npm start -- PATH [OPTIONS]` reviews any repository.
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
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
  const folder = join(tmpdir(), `wiring-example-${process.getuid?.() ?? 'user'}`, 'storefront');
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
