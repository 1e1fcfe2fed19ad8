// `npm test`: everything that must hold, from a fresh clone. The last line is `N passed, N failed`.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ensure, ROOT } from './ensure.mjs';

ensure();
const bin = (path, ...args) => [process.execPath, join(ROOT, 'node_modules', path), ...args];
const own = (path, ...args) => [process.execPath, join(ROOT, path), ...args];

const PARTS = [
  { name: 'build', command: own('scripts/build.mjs', '--quiet') },
  { name: 'registries are fresh', command: own('scripts/registries.mjs', '--check') },
  {
    name: 'rule pages are fresh',
    command: bin('tsx/dist/cli.mjs', join(ROOT, 'scripts/generate-rules.ts'), '--check'),
  },
  { name: 'types', command: bin('typescript/bin/tsc', '--noEmit') },
  { name: 'lint', command: bin('@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '.') },
  {
    name: 'unit, protocol and command-line tests',
    command: bin(
      'mocha/bin/mocha.js',
      'test/**/*.test.ts',
      '--ignore',
      'test/editor/**',
      '--reporter',
      'dot',
    ),
    counts: mochaCounts,
  },
  { name: 'self review', command: own('dist/wiring.cjs', 'check', '.', '--no-color') },
  { name: 'a real VS Code', command: own('scripts/ring.mjs'), counts: ringCounts },
];

const only = process.argv.slice(2);
const sum = { passed: 0, failed: 0 };
for (const part of PARTS) {
  if (only.length > 0 && !only.some(word => part.name.includes(word))) continue;
  if (part.name === 'a real VS Code' && !existsSync(join(ROOT, 'scripts/ring.mjs'))) continue;
  console.log(`\n== ${part.name}`);
  const started = Date.now();
  const { code, output } = await runPart(part.command);
  const counts = (part.counts ?? oneTest)(code, output);
  // A part that ended badly without a failed test has crashed, which no count may hide.
  if (code !== 0 && counts.failed === 0) counts.failed = 1;
  sum.passed += counts.passed;
  sum.failed += counts.failed;
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  console.log(
    `-- ${part.name}: ${counts.skipped ? 'skipped' : counts.failed === 0 ? 'passed' : 'FAILED'} in ${seconds} s`,
  );
}
console.log(`\n${sum.passed} passed, ${sum.failed} failed`);
process.exit(sum.failed === 0 && sum.passed > 0 ? 0 : 1);

function oneTest(code) {
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

function mochaCounts(code, output) {
  const of = word => Number(new RegExp(`^\\s*(\\d+) ${word}`, 'm').exec(output)?.[1] ?? 0);
  const passed = of('passing');
  // Without a summary mocha did not get as far as running a test.
  return { passed, failed: passed === 0 && code === 0 ? 1 : of('failing') };
}

function ringCounts(code, output) {
  if (/^ring: skipped$/m.test(output) && code === 0) return { passed: 0, failed: 0, skipped: true };
  const found = /^ring: (\d+) passed, (\d+) failed$/m.exec(output);
  return found ? { passed: Number(found[1]), failed: Number(found[2]) } : { passed: 0, failed: 1 };
}

/** Runs a part with its output shown as it comes, and kept for counting. */
function runPart([program, ...args]) {
  return new Promise(resolve => {
    const child = spawn(program, args, {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, NODE_NO_WARNINGS: '1', WIRING_BUILT: '1' },
    });
    let output = '';
    const keep = stream => chunk => {
      output += chunk;
      stream.write(chunk);
    };
    child.stdout.on('data', keep(process.stdout));
    child.stderr.on('data', keep(process.stderr));
    child.on('error', error => resolve({ code: 1, output: `${output}${error.message}` }));
    child.on('close', code => resolve({ code: code ?? 1, output }));
  });
}
