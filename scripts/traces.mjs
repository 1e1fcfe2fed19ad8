// `npm run traces`: starts the services of examples/running-shop, drives requests, stops them, and reviews the example
// with the traces just made, in a repository of its own so that the checkout stays as it is.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ensure, ROOT } from './ensure.mjs';
import { ownTemporaryFolder } from './own-folder.mjs';

const NAME = 'running-shop';
const TOLD = 'service:shop';

if (process.argv.length > 2) {
  console.error('npm run traces takes no arguments. To review traces of your own, see docs/traces.md.');
  process.exit(2);
}
ensure();
ensure(join(ROOT, 'examples', NAME));
// Before anything is started: a Ctrl+C at any time stops what runs.
const stopped = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
  process.on(signal, () => stopped.abort(new Error('Stopped; no service is left running.')));
try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = stopped.signal.aborted ? 130 : 3;
}

async function main() {
  if (!process.env.WIRING_BUILT) {
    const { build } = await import('./build.mjs');
    await build();
  }
  const { makeExample } = await import('./example.mjs');
  const { runShop } = await import('./running-shop.mjs');
  const folder = makeExample(join(ownTemporaryFolder(), NAME), NAME);
  console.error(`Starting the services of examples/${NAME} …`);
  const answered = await runShop({
    traces: join(folder, 'traces'),
    signal: stopped.signal,
    started: name => console.error(`  ${name} is there`),
  });
  console.error(`${answered} requests were answered, and all services have stopped.\n`);
  // Findings are what the example is for: they are no failure of the command.
  const code = wiring(folder, 'check', '--fail-on', 'never');
  if (code !== 0) return code;
  console.log(`\n$ wiring explain ${TOLD}`);
  const told = wiring(folder, 'explain', TOLD);
  if (told !== 0) return told;
  console.log(`
What next
  The repository and its traces are in
    ${folder}
  npm run editor -- ${folder}
                           the same in a VS Code in your browser
  docs/traces.md           how to get traces of your own services`);
  return 0;
}

function wiring(cwd, ...command) {
  const result = spawnSync(process.execPath, [join(ROOT, 'dist', 'wiring.cjs'), ...command], {
    cwd,
    stdio: 'inherit',
  });
  return result.status ?? 3;
}
