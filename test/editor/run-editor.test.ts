import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium } from 'playwright-core';
import { ring, textOf, until } from './support/editor.ts';
import { makeRepository } from './support/repository.ts';

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));

describe('npm run editor', function () {
  // It packages the extension each time.
  this.timeout(240_000);
  let scratch: string;
  let child: ChildProcess;
  let browser: Browser | undefined;
  beforeEach(() => {
    scratch = mkdtempSync(join(tmpdir(), 'wiring-shop-'));
  });
  afterEach(async () => {
    await browser?.close();
    browser = undefined;
    if (child.exitCode === null) {
      // Asked to end it takes its VS Code with it.
      const gone = new Promise(resolve => child.once('exit', resolve));
      child.kill('SIGTERM');
      await gone;
    }
    rmSync(scratch, { recursive: true, force: true });
  });

  /** Starts it, and gives the page that it names. */
  async function run(...args: readonly string[]) {
    if (!ring) throw new Error('The ring is run by "npm run ring".');
    mkdirSync(join(scratch, 'tmp'));
    child = spawn(process.execPath, [join(PROJECT, 'scripts/editor.mjs'), ...args], {
      cwd: PROJECT,
      env: { ...process.env, TMPDIR: join(scratch, 'tmp'), WIRING_CACHE: join(scratch, 'cache') },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const address = await new Promise<string>((resolve, reject) => {
      let told = '';
      child.once('exit', code => reject(new Error(`It ended with ${code}: ${told}`)));
      child.stdout?.on('data', chunk => {
        told += chunk;
        const [found] = /http:\S+/.exec(told) ?? [];
        if (found) resolve(found);
      });
    });
    browser = await chromium.launch({
      executablePath: ring.chromium,
      args: ['--no-sandbox', '--disable-gpu'],
    });
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    await page.goto(address);
    return page;
  }

  it('asks whether a folder is trusted, and leaves nothing behind', async () => {
    const page = await run(makeRepository(join(scratch, 'northwind')));
    const dialog = page.locator('.monaco-dialog-box', { hasText: 'Do you trust the authors' });
    await dialog.waitFor({ timeout: 60_000 });
    await page.screenshot({ path: join(ring?.artifacts ?? tmpdir(), 'run-editor.png') });
    const gone = new Promise<number | null>(resolve => child.once('exit', resolve));
    child.kill('SIGINT');
    assert.equal(await gone, 0);
    assert.deepEqual(
      readdirSync(join(scratch, 'tmp')).filter(name => name.startsWith('wiring-')),
      [],
    );
  });

  it('opens the example, which is ours, reviewed', async () => {
    const page = await run();
    await page
      .locator('.explorer-folders-view .monaco-list-row', { hasText: 'architecture.wiring' })
      .dblclick({ timeout: 60_000 });
    await until('the findings', async () =>
      /[1-9]/.test(await textOf(page.locator('.statusbar-item[id*="status.problems"]'))),
    );
    assert.equal(await page.locator('.monaco-dialog-box').count(), 0);
  });
});
