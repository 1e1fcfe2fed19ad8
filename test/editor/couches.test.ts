import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { commitsOf } from '../support/commits-of.ts';
import { makeRepository } from '../support/git-repository.ts';
import { couchesOfAShop } from './support/couches.ts';
import { appears, clickUntil, textOf, until } from './support/editor.ts';
import { windowOn } from './support/window.ts';

const WIRING = 'architecture.wiring';

describe('couches in VS Code', () => {
  const window = windowOn('shop', folder => makeRepository(folder, commitsOf(couchesOfAShop())));
  afterEach(async function () {
    if (this.currentTest?.state !== 'failed') return;
    // What it left open is not the next one's matter.
    await window.editor.command('View: Close All Editors');
    await window.editor.open(WIRING);
  });

  const lenses = async () =>
    (await window.editor.page.locator('.codelens-decoration').allInnerTexts()).map(text =>
      text.replaceAll('\u00a0', ' '),
    );
  const lens = (text: RegExp) =>
    until(`a lens ${text}`, async () => (await lenses()).some(each => text.test(each)));
  const saved = () => window.saved(WIRING);

  /** Puts the cursor on a name of the file as it was saved last. */
  async function goToName(declaration: string): Promise<void> {
    const lines = saved().split('\n');
    const line = lines.findIndex(text => text.startsWith(declaration));
    assert.ok(line >= 0, `${declaration} in ${saved()}`);
    await window.editor.goTo(line + 1, declaration.length);
  }

  /** Takes a quick fix of a name, and saves; gives its title. */
  async function mend(declaration: string, fix: RegExp, picture?: string): Promise<string> {
    await goToName(declaration);
    const titles = await window.editor.quickFixes();
    const title = titles.find(each => fix.test(each));
    assert.ok(title !== undefined, titles.join('\n'));
    await window.editor.screenshot(picture ?? `couch-fixes-${declaration.replace(/\W+/g, '-')}`);
    await window.editor.choose(fix);
    const before = saved();
    await until('the edit to be saved', async () => {
      await window.editor.page.keyboard.press('Control+S');
      // A file that is being written is empty for a moment.
      return saved() !== before && saved().endsWith('\n');
    });
    return title;
  }

  it('shows the verdict above each module, couch and team', async () => {
    await window.editor.open(WIRING);
    await lens(/^TOO BIG \(fragile\) · 4 teams, 0 % alone over 30 changes · 12 months/);
    await lens(/^MISWIRED · Development and Operations lift 100 % together by ticket \(10 %\)/);
    await window.editor.screenshot('verdict-lens');
  });

  it('tells the verdict on hover', async () => {
    const text = await window.editor.hoverOver('gateway', 'Would help');
    await window.editor.screenshot('verdict-hover');
    for (const said of ['TOO BIG', 'Lifted by', 'For example 2026-', 'Would help: Split mobile and partners'])
      assert.ok(text.includes(said), `"${said}" in: ${text}`);
  });

  it('tells the whole story beside the file when its lens is clicked', async () => {
    await window.editor.page.mouse.move(5, 5);
    const lensOfGateway = window.editor.page
      .locator('.codelens-decoration a', { hasText: '4 teams' })
      .first();
    const opened = window.editor.page.locator('.tab.active', { hasText: 'gateway' });
    await clickUntil('its story', lensOfGateway, () => appears(opened, 5000));
    const story = window.editor.page.locator('.editor-group-container.active .view-lines');
    await until('the story', async () => (await textOf(story)).includes('Verdict: TOO BIG'));
    await window.editor.screenshot('verdict-story');
    // A place in the story leads to its line.
    let line = 1;
    await until('the line of the place', async () => {
      const place = '.editor-group-container.active .view-line';
      await window.editor.page.locator(place, { hasText: 'declared at' }).first().click();
      const status = await textOf(window.editor.page.locator('.statusbar-item', { hasText: /Ln \d/ }));
      line = Number(/Ln (\d+)/.exec(status)?.[1]);
      return line > 1;
    });
    await window.editor.goTo(line, '- declared at arch'.length);
    const tab = window.editor.page.locator('.editor-group-container.active .tab.active', { hasText: WIRING });
    // It does nothing before the editor has asked for the links of a document.
    await until('the place to be opened', async () => {
      await window.editor.command('Open Link');
      return appears(tab, 3000);
    });
    await window.editor.command('View: Close All Editors');
    await window.editor.open(WIRING);
  });

  it('splits a module, and the new one has its own verdict', async () => {
    const title = await mend('module gateway', /^Split /, 'verdicts-and-quick-fixes');
    assert.match(title, /0 % → 37 % alone; 0 of 30 carries cross the cut$/);
    assert.match(
      saved(),
      /path "gateway\/\*\*" except "gateway\/src\/mobile\/\*\*", "gateway\/src\/partners\/\*\*"/,
    );
    assert.match(saved(), /module gateway-mobile \{\n {2}path .*\n {2}owner Partners\n\}/);
  });

  it('gives a module to the team that changes it, and its lens shows what was promised', async () => {
    const title = await mend('module pricing', /^Give pricing to Partners/);
    const [, promised] = /0 % → (\d+) % alone/.exec(title) ?? [];
    assert.ok(promised !== undefined, title);
    assert.match(saved(), /module pricing \{\n {2}path "pricing\/\*\*"\n {2}owner Partners\n\}/);
    await lens(new RegExp(`· [34] teams, ${promised} % alone over 22 changes`));
  });

  it('declares an interface module', async () => {
    const title = await mend('couch storefront', /interface/);
    assert.match(title, /at least 0 % → 100 % alone; 1 file to keep stable$/);
    assert.match(saved(), /module orders-interface \{\n {2}path "orders\/src\/order.ts"/);
  });

  it('widens a channel, and the couch is miswired no more', async () => {
    const title = await mend('module deployment', /channel/);
    assert.match(title, /bandwidth 10 % → 80 %; somebody sits with the other team$/);
    assert.match(saved(), /channel Development <-> Operations by embedded/);
    await goToName('module deployment');
    await until(
      'no lens that says so',
      async () => !(await lenses()).some(text => text.startsWith('MISWIRED')),
    );
  });

  it('merges the pieces of one thing', async () => {
    const title = await mend('module convert', /^Make convert and detect one module/);
    assert.match(title, /2\.0 → 1\.0 modules a carry/);
    assert.match(saved(), /module convert \{\n {2}path "video\/convert\/\*\*", "video\/detect\/\*\*"/);
    assert.doesNotMatch(saved(), /module detect/);
    await goToName('module convert');
    await until(
      'no lens that says so',
      async () => !(await lenses()).some(text => text.includes('TOO SMALL')),
    );
  });

  it('accepts a couch with a reason and an end', async () => {
    const title = await mend('module search', /^Accept couch-too-big/);
    assert.match(title, /^Accept couch-too-big until \d{4}-\d\d-\d\d, with a reason$/);
    await window.editor.page.keyboard.type('being split, see ADR-12');
    await until('the reason', async () => {
      await window.editor.page.keyboard.press('Control+S');
      return /accept couch-too-big on module search until .* because "being split, see ADR-12"/.test(saved());
    });
    await goToName('module search');
    await lens(/^TOO BIG .* · accepted until \d{4}-\d\d-\d\d$/);
    await window.editor.screenshot('couch-accepted');
  });

  it('leaves a file without errors', async () => {
    await goToName('module gateway');
    await until('no error', async () => (await window.editor.squiggles('error').count()) === 0);
    await window.editor.screenshot('couches-mended');
  });

  it('shows no lens once they are switched off', async () => {
    await lens(/alone over/);
    const { writeFileSync } = await import('node:fs');
    mkdirSync(join(window.folder, '.vscode'), { recursive: true });
    writeFileSync(join(window.folder, '.vscode/settings.json'), '{ "wiring.codeLens.verdicts": false }\n');
    await until('no lens', async () => (await lenses()).length === 0);
  });
});
