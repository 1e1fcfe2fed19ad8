/** The measured table of docs/performance.md; see scripts/bench/run.mjs for what is measured. */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

for (const step of ['ensure.mjs', 'build.mjs']) {
  execFileSync(process.execPath, [fileURLToPath(new URL(step, import.meta.url))], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}
await import('./bench/run.mjs');
