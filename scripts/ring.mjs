// `node scripts/ring.mjs [WORD …]`: the extension in a real VS Code, driven in a headless Chromium. See test/editor.
// `--floor` takes the oldest VS Code that package.json promises; `--update-images` refreshes docs/images.
// The last line is for scripts: `ring: N passed, N failed`, or `ring: skipped`.
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findChromium, installCodeServer } from './code-server.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const FOR_README = [
  'squiggle-and-quick-fixes',
  'codeowners',
  'wiring-file',
  'problems',
  'hover',
  'verdicts-and-quick-fixes',
  'verdict-hover',
  'untrusted',
];
const ENABLE = 'sudo apt-get install -y --no-install-recommends chromium fonts-dejavu-core';

const chromium = findChromium();
if (chromium === undefined) {
  const required = Boolean(process.env.CI);
  console.log(
    `No Chromium was found, so the extension was not tried in a real VS Code. To enable it: ${ENABLE}`,
  );
  console.log('(or name one with WIRING_CHROMIUM)');
  console.log(required ? 'ring: 0 passed, 1 failed' : 'ring: skipped');
  process.exit(required ? 1 : 0);
}

const started = Date.now();
const scratch = mkdtempSync(join(tmpdir(), 'wiring-vsix-'));
let counts = { passed: 0, failed: 1 };
try {
  const which = process.argv.includes('--floor') ? 'floor' : 'main';
  const install = await installCodeServer(line => console.log(line), which);
  const { packageVsix } = await import('./vsix.mjs');
  const { path: vsix, bytes } = await packageVsix(join(scratch, 'wiring.vsix'));
  console.log(`VSIX: ${(bytes / 1024 / 1024).toFixed(2)} MB`);
  const artifacts = process.env.WIRING_RING_ARTIFACTS || join(tmpdir(), 'wiring-ring-artifacts');
  process.env.WIRING_RING = JSON.stringify({ install, vsix, chromium, artifacts });
  counts = await runMocha(process.argv.slice(2).filter(argument => !argument.startsWith('--')));
  console.log(`Screenshots: ${artifacts}`);
  if (process.argv.includes('--update-images') && counts.failed === 0) updateImages(artifacts);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
console.log(`The ring took ${Math.round((Date.now() - started) / 1000)} s.`);
console.log(`ring: ${counts.passed} passed, ${counts.failed} failed`);
process.exit(counts.failed > 0 || counts.passed === 0 ? 1 : 0);

/** Runs test/editor, or those of its files whose names contain one of the words. */
async function runMocha(words) {
  await import('tsx');
  const { default: Mocha } = await import('mocha');
  const mocha = new Mocha({ timeout: 240_000, slow: 20_000, reporter: 'spec' });
  const folder = join(ROOT, 'test/editor');
  for (const name of readdirSync(folder).sort()) {
    if (!name.endsWith('.test.ts')) continue;
    if (words.length === 0 || words.some(word => name.includes(word))) mocha.addFile(join(folder, name));
  }
  await mocha.loadFilesAsync();
  return new Promise(resolve => {
    const runner = mocha.run(() => {
      const { passes, failures } = runner.stats;
      resolve({ passed: passes, failed: failures });
    });
  });
}

function updateImages(artifacts) {
  const images = join(ROOT, 'docs/images');
  mkdirSync(images, { recursive: true });
  for (const name of FOR_README) {
    const from = join(artifacts, `${name}.png`);
    if (existsSync(from)) cpSync(from, join(images, `${name}.png`));
  }
}
