import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Editor, openEditor, textOf, until } from './support/editor.ts';
import { makeRepository, NORTHWIND } from './support/repository.ts';

const CART = 'packages/cart/src/index.ts';

/** One thing for each quick fix to mend. */
const BROKEN = {
  ...NORTHWIND,
  'architecture.wiring': (NORTHWIND['architecture.wiring'] ?? '')
    .replace('Pricng', 'Pricing')
    .replace('uses pricing', 'uses pricing, legacy-tax'),
  CODEOWNERS: `# Nobody owns the returns.
/packages/legacy-tax/src/ @northwind/pricing
/packages/cart/        @northwind/checkout
/packages/pricing/     @northwind/pricing
/packages/legacy-tax/  @northwind/billing
`,
  [CART]: `import { price } from '../../pricing/src/price';
import { Rate } from '@northwind/legacy-tax';

export function total(names: string[], rate: Rate): number {
  return names.reduce((sum, name) => sum + price(name) * rate.share, 0);
}
`,
  'packages/pricing/src/index.ts': `export { price } from './price';\n`,
  'packages/pricing/src/price.ts': `export function price(name: string): number {\n  return name.length;\n}\n`,
  'packages/legacy-tax/src/index.ts': `export interface Rate {\n  share: number;\n}\n`,
  'packages/returns/package.json': '{ "name": "@northwind/returns", "private": true, "version": "1.0.0" }\n',
  'packages/returns/src/index.ts': 'export const returns = 1;\n',
};

describe('quick fixes in VS Code', () => {
  const scratch = mkdtempSync(join(tmpdir(), 'wiring-shop-'));
  let editor: Editor;
  before(async () => {
    editor = await openEditor({ folder: makeRepository(join(scratch, 'northwind'), BROKEN) });
  });
  after(async () => {
    await editor?.close();
    rmSync(scratch, { recursive: true, force: true });
  });
  afterEach(async function () {
    if (this.currentTest?.state === 'failed')
      await editor?.screenshot(`failed-${this.currentTest.title.replace(/\W+/g, '-')}`);
  });

  const shown = () => textOf(editor.page.locator('.editor-instance .view-lines'));
  const marks = async () =>
    (await editor.squiggles('error').count()) +
    (await editor.squiggles('warning').count()) +
    (await editor.squiggles('info').count());

  /** Opens the quick fixes at a place, takes one, and waits until one squiggle less is there. */
  async function mend(line: number, column: number, fix: RegExp): Promise<void> {
    await until('a squiggle', async () => (await marks()) > 0);
    const before = await marks();
    await editor.goTo(line, column);
    const titles = await editor.quickFixes();
    assert.ok(
      titles.some(title => fix.test(title)),
      titles.join(', '),
    );
    await editor.choose(fix);
    await until('the squiggle to go', async () => (await marks()) < before);
  }

  it('makes the import type-only', async () => {
    await editor.open(CART);
    await until('both squiggles', async () => (await marks()) === 2);
    await mend(2, 30, /type/i);
    assert.ok((await shown()).includes("import type { Rate } from '@northwind/legacy-tax'"), await shown());
  });

  it('imports from the public entry', async () => {
    await mend(1, 30, /public entry|import from/i);
    assert.ok((await shown()).includes("import { price } from '@northwind/pricing'"), await shown());
  });

  it('removes the shadowed rule', async () => {
    await editor.open('CODEOWNERS');
    await until('both squiggles', async () => (await marks()) === 2);
    await mend(2, 4, /remove/i);
    assert.ok(!(await shown()).includes('/packages/legacy-tax/src/'), await shown());
  });

  it('adds an owner rule', async () => {
    await mend(1, 1, /own/i);
    assert.match(await shown(), /\/packages\/returns\/ +@northwind\//);
  });

  it('accepts a finding, selects the reason to be written, and the squiggle is gone', async () => {
    await editor.open(CART);
    await editor.page.keyboard.press('Control+Home');
    await editor.page.keyboard.type("import { priceOf } from '../../pricing/src/price';\n");
    await mend(1, 35, /accept/i);
    await editor.page.locator('.tab.active[data-resource-name="architecture.wiring"]').waitFor();
    await until('the reason to be selected', async () => /selected/.test(await textOf(selection())));
    await editor.screenshot('accepted');
    await editor.page.keyboard.type('goes with the new prices');
    await until('the reason', async () => (await shown()).includes('because "goes with the new prices"'));
    await editor.open(CART);
    await until('no squiggle', async () => (await marks()) === 0);
  });

  const selection = () => editor.page.locator('.statusbar-item[id*="status.editor.selection"]');
});
