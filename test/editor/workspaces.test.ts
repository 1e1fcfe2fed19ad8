import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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

describe('workspaces in VS Code', () => {
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

  it('reviews an untrusted workspace without git, and says so', async () => {
    editor = await openEditor({ folder: makeRepository(join(scratch, 'northwind')), trustEverything: false });
    await editor.open(CART);
    await editor.squiggles('error').first().waitFor();
    await until('the owner', async () => (await textOf(editor?.owner)) === 'Checkout');
    await tooltipOf(editor.page, editor.owner, 'git was not run');
    await editor.screenshot('untrusted');
  });

  it('reads history once trust is granted, and still after the server has crashed', async () => {
    editor = await openEditor({ folder: makeRepository(join(scratch, 'northwind')), trustEverything: false });
    const { page } = editor;
    await editor.open(CART);
    await editor.squiggles('error').first().waitFor();
    await editor.command('Workspaces: Manage Workspace Trust');
    const trust = page.locator('.workspace-trust-editor .monaco-button', { hasText: /^Trust$/ }).first();
    await clickUntil('the folder to be trusted', trust, () => goes(trust, 3000));
    await editor.open(CART);
    const { owner } = editor;
    const historyIsRead = () =>
      until('the tooltip of the owner, without a word on trust', async () => {
        await page.mouse.move(5, 5);
        await owner.hover({ timeout: 5000 }).catch(() => undefined);
        const tooltip = page.locator('.monaco-hover:visible', { hasText: 'Owned by' }).first();
        if (!(await appears(tooltip, 3000))) return false;
        return !(await textOf(tooltip)).includes('git was not run');
      });
    await historyIsRead();
    await editor.killServer();
    await until('the server to be back', async () => (await textOf(owner)) === 'Checkout');
    await historyIsRead();
    await editor.squiggles('error').first().waitFor();
  });

  it('keeps two roots apart', async () => {
    const other = {
      ...NORTHWIND,
      'architecture.wiring': 'wiring 1\n\nteam Shop {\n  handle "@northwind/checkout"\n}\n',
    };
    makeRepository(join(scratch, 'one'));
    makeRepository(join(scratch, 'two'), other);
    const workspace = join(scratch, 'both.code-workspace');
    writeFileSync(workspace, JSON.stringify({ folders: [{ path: 'one' }, { path: 'two' }] }));
    editor = await openEditor({ folder: workspace });
    const { owner } = editor;
    await editor.open('one/packages/cart/src/index.ts');
    await editor.squiggles('error').first().waitFor();
    await until('the owner in the first', async () => (await textOf(owner)) === 'Checkout');
    await editor.open('two/packages/cart/src/index.ts');
    await until('the owner in the second', async () => (await textOf(owner)) === 'Shop');
    assert.equal(await editor.squiggles('error').count(), 0);
  });

  it('writes a first wiring file where there is none', async () => {
    const { 'architecture.wiring': _, ...files } = NORTHWIND;
    editor = await openEditor({ folder: makeRepository(join(scratch, 'northwind'), files) });
    await editor.open(CART);
    await until('the owner', async () => (await textOf(editor?.owner)) !== '');
    await editor.command('Wiring: Create the Wiring File');
    await editor.page.locator('.tab.active[data-resource-name="architecture.wiring"]').waitFor();
    const text = await textOf(editor.page.locator('.editor-instance .view-lines'));
    assert.match(text, /wiring 1/);
    await editor.screenshot('first-wiring-file');
  });
});
