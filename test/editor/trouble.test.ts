import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { slowGit } from '../support/slow-git.ts';
import {
  appears,
  clickUntil,
  type Editor,
  goes,
  openEditor,
  textOf,
  tooltipOf,
  until,
} from './support/editor.ts';
import { makeRepository, NORTHWIND } from './support/repository.ts';

const CART = 'packages/cart/src/index.ts';

describe('when something goes wrong in VS Code', () => {
  let scratch: string;
  let editor: Editor | undefined;
  beforeEach(() => {
    scratch = mkdtempSync(join(tmpdir(), 'wiring-shop-'));
  });
  afterEach(async function () {
    if (this.currentTest?.state === 'failed')
      await editor?.screenshot(`failed-${this.currentTest.title.replace(/\W+/g, '-')}`);
    await editor?.close();
    editor = undefined;
    rmSync(scratch, { recursive: true, force: true });
  });

  const cancel = (notification: Locator) =>
    clickUntil(
      'the work to be cancelled',
      notification.locator('.monaco-button', { hasText: 'Cancel' }),
      () => goes(notification, 3000),
    );

  it('says that the server has stopped, and starts it again by a click', async () => {
    editor = await openEditor({ folder: makeRepository(join(scratch, 'northwind')) });
    const { owner } = editor;
    await editor.open(CART);
    await until('the owner', async () => (await textOf(owner)) === 'Checkout');
    await editor.killServerForGood();
    await until(
      'the status bar to say so',
      async () => (await textOf(owner)) === 'Wiring stopped',
      () => textOf(owner),
    );
    await tooltipOf(editor.page, owner, 'nothing is reviewed');
    await editor.screenshot('stopped');
    await owner.click();
    await until(
      'the owner again',
      async () => (await textOf(owner)) === 'Checkout',
      () => textOf(owner),
    );
    await editor.squiggles('error').first().waitFor();
  });

  it('keeps what is asked while the server starts until it has', async () => {
    const { 'architecture.wiring': _, ...files } = NORTHWIND;
    editor = await openEditor({
      folder: makeRepository(join(scratch, 'northwind'), files),
      serverStartsAfterMs: 15_000,
    });
    await editor.command('Wiring: Create the Wiring File');
    const running = editor.page.locator('.notification-list-item', {
      hasText: 'Wiring: reading the workspace',
    });
    await until('the progress', async () => {
      if (await appears(running.first(), 2000)) return true;
      await editor?.command('Notifications: Show Notifications');
      return false;
    });
    await editor.page.locator('.tab.active[data-resource-name="architecture.wiring"]').waitFor();
  });

  it('says that the first review was cancelled, and begins it again by a click', async () => {
    const git = slowGit(join(scratch, 'programs'));
    editor = await openEditor({
      folder: makeRepository(join(scratch, 'northwind')),
      programs: git.folder,
    });
    const { page, owner } = editor;
    await editor.open(CART);
    await until('the review to be shown as running', async () =>
      (await textOf(owner)).startsWith('reviewing'),
    );
    const progress = page.locator('.statusbar-item', { hasText: 'Reviewing northwind' }).first();
    await progress.waitFor();
    await editor.screenshot('reviewing');
    // Work that a server reports is shown in the status bar; a click brings the notification, which can cancel it.
    await progress.click();
    await cancel(page.locator('.notification-list-item', { hasText: 'Reviewing northwind' }).first());
    await until(
      'the status bar to say so',
      async () => (await textOf(owner)) === 'review stopped',
      () => textOf(owner),
    );
    await progress.waitFor({ state: 'hidden' });
    assert.match(await tooltipOf(page, owner, 'was cancelled'), /so nothing is marked/);
    assert.equal(await progress.count(), 0);
    await editor.screenshot('review-cancelled');
    git.hurry();
    await owner.click();
    await until(
      'the owner',
      async () => (await textOf(owner)) === 'Checkout',
      () => textOf(owner),
    );
    await editor.squiggles('error').first().waitFor();
  });

  it('takes it for no failure when a command is cancelled', async () => {
    const git = slowGit(join(scratch, 'programs'));
    const { 'architecture.wiring': _, ...files } = NORTHWIND;
    editor = await openEditor({
      folder: makeRepository(join(scratch, 'northwind'), files),
      programs: git.folder,
    });
    const { page } = editor;
    await editor.open(CART);
    await editor.command('Wiring: Create the Wiring File');
    // The driver that lets us see when the workbench is ready keeps toasts away; the notification is in the center.
    const running = page.locator('.notification-list-item', { hasText: 'Wiring: reading the workspace' });
    await until('the progress', async () => {
      if (await appears(running.first(), 2000)) return true;
      await editor?.command('Notifications: Show Notifications');
      return false;
    });
    // It is told for five seconds only.
    const told = page.locator('.statusbar-item', { hasText: 'the review was stopped' }).waitFor();
    await Promise.all([told, cancel(running.first())]);
    await editor.command('Notifications: Show Notifications');
    await editor.screenshot('command-cancelled');
    assert.equal(await page.locator('.notification-list-item .codicon-error').count(), 0);
  });

  it('names the rule that leaves a file without an owner, and leads to it', async () => {
    const { 'architecture.wiring': _, ...files } = NORTHWIND;
    const folder = makeRepository(join(scratch, 'northwind'), {
      ...files,
      CODEOWNERS: `${NORTHWIND.CODEOWNERS}/packages/cart/src/\n`,
    });
    editor = await openEditor({ folder });
    const { page, owner } = editor;
    await editor.open(CART);
    await until(
      'the status bar to say so',
      async () => (await textOf(owner)) === 'no owner',
      () => textOf(owner),
    );
    assert.match(
      await tooltipOf(page, owner, 'names no owner'),
      /\/packages\/cart\/src\/ on line 6 of CODEOWNERS/,
    );
    await editor.screenshot('rule-without-owner');
    await owner.click();
    await page.locator('.tab.active[data-resource-name="CODEOWNERS"]').waitFor();
    await page.locator('.statusbar-item', { hasText: 'Ln 6, Col 1' }).waitFor();
  });
});
