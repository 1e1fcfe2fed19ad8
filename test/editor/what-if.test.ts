import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { commitsOf } from '../support/commits-of.ts';
import { makeRepository, runGit } from '../support/git-repository.ts';
import { couchesOfAShop } from './support/couches.ts';
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
import { windowOn } from './support/window.ts';

const WIRING = 'architecture.wiring';

describe('what an edit would do, in VS Code', () => {
  const window = windowOn('shop', folder => makeRepository(folder, commitsOf(couchesOfAShop())));

  const lenses = async () =>
    (await window.editor.page.locator('.codelens-decoration').allInnerTexts())
      .map(text => text.replaceAll('\u00a0', ' '))
      .join('\n');
  const shows = (text: RegExp) => until(`a lens ${text}`, async () => text.test(await lenses()));
  const saved = () => window.saved(WIRING);
  const save = () =>
    until('the file to be saved', async () => {
      await window.editor.page.keyboard.press('Control+S');
      return (await window.editor.page.locator('.tab.active.dirty').count()) === 0;
    });
  const lifting = () => textOf(liftingItem(window.editor));

  /** Selects a word of a line, so that what is typed takes its place. */
  async function select(line: string, word: string): Promise<void> {
    const lines = saved().split('\n');
    const number = lines.findIndex(text => text.includes(line));
    const at = lines[number]?.indexOf(word) ?? -1;
    assert.ok(at >= 0, `"${word}" in "${line}"`);
    await window.editor.goTo(number + 1, at + 1);
    for (let step = 0; step < word.length; step += 1)
      await window.editor.page.keyboard.press('Shift+ArrowRight');
  }

  it('says nothing while all is saved', async () => {
    await window.editor.open(WIRING);
    await shows(/alone over/);
    assert.doesNotMatch(await lenses(), /Unsaved edit/);
  });

  it('says while typing what the owner would have saved, and nothing for half a name', async () => {
    await select('owner Pricing', 'Pricing');
    await window.editor.page.keyboard.type('Partn');
    await until(
      'the half name to be marked',
      async () => (await window.editor.squiggles('error').count()) > 0,
    );
    assert.doesNotMatch(await lenses(), /Unsaved edit/);
    await window.editor.page.keyboard.press('Escape');
    await window.editor.page.keyboard.type('ers');
    await shows(/Unsaved edit: independence of pricing 0 % → \d+ % over 22 changes · TOO BIG → WATCH/);
    await window.editor.page.keyboard.press('Escape');
    await window.editor.screenshot('what-if');
  });

  it('keeps what it said while the next word is half typed', async () => {
    await window.editor.page.keyboard.press('End');
    await window.editor.page.keyboard.type(' o');
    await shows(/Unsaved edit: independence of pricing .* \(until line \d+ can be read\)/);
    await window.editor.page.keyboard.press('Escape');
    await window.editor.screenshot('what-if-half-typed');
    await window.editor.page.keyboard.press('Backspace');
    await window.editor.page.keyboard.press('Backspace');
    await shows(/Unsaved edit: independence of pricing [^(]*$/m);
  });

  it('tells the whole story of the couch when it is clicked', async () => {
    const lens = window.editor.page.locator('.codelens-decoration a', { hasText: 'Unsaved edit' }).first();
    const story = window.editor.page.locator('.tab.active', { hasText: 'pricing' });
    await clickUntil('its story', lens, () => appears(story, 5000));
    const close = story.locator('.tab-actions .action-label');
    await clickUntil('the story to be closed', close, () => goes(story, 3000));
    await window.editor.goTo(1, 1);
  });

  it('is gone with the edit, and the change that was saved is being lifted', async () => {
    await until('nothing being lifted', async () => (await lifting()) === 'lifting: nothing');
    await save();
    await until('no lens of an edit', async () => !(await lenses()).includes('Unsaved edit'));
    await until('somebody to lift it', async () => /^lifting: (?!nothing)/.test(await lifting()));
  });

  it('tells teams, couches and missing partners in the status bar, and all of it in a document', async () => {
    await window.editor.open('video/convert/index.ts');
    await window.editor.page.keyboard.press('Control+End');
    await window.editor.page.keyboard.type('// More\n');
    await save();
    await until('the team', async () => (await lifting()).startsWith('lifting: Video, 1 perhaps missing'));
    await tooltipOf(window.editor.page, liftingItem(window.editor), 'Perhaps missing: detect');
    await window.editor.screenshot('lifting');
    await window.editor.command('Wiring: What Am I Lifting Now?');
    await window.editor.page.locator('.tab.active', { hasText: 'Lifting now' }).waitFor();
    const story = window.editor.page.locator('.editor-group-container.active .view-lines');
    await until('the story', async () => (await textOf(story)).includes('Perhaps missing: 1'));
    await window.editor.screenshot('lifting-story');
  });

  it('lifts nothing any more after a commit elsewhere', async () => {
    runGit(window.folder, ['add', '-A']);
    runGit(window.folder, ['-c', 'gc.auto=0', 'commit', '-q', '-m', 'Another defect']);
    await until('nothing being lifted', async () => (await lifting()) === 'lifting: nothing');
  });
});

describe('what is being lifted in a folder that is not trusted', () => {
  const scratch = mkdtempSync(join(tmpdir(), 'wiring-careful-'));
  let editor: Editor;
  before(async () => {
    const folder = join(scratch, 'shop');
    mkdirSync(folder);
    makeRepository(folder, commitsOf(couchesOfAShop()));
    editor = await openEditor({ folder, trustEverything: false });
  });
  after(async () => {
    await editor?.close();
    rmSync(scratch, { recursive: true, force: true });
  });

  it('is not asked of git, and the status bar says so', async () => {
    await editor.page
      .getByRole('button', { name: /No, I don/ })
      .click({ timeout: 20_000 })
      .catch(() => undefined);
    await editor.open(WIRING);
    const item = liftingItem(editor);
    await until('the item', async () => (await textOf(item)) === 'lifting: unknown');
    await tooltipOf(editor.page, item, 'not trusted, so git was not run');
    await editor.screenshot('lifting-untrusted');
  });
});

function liftingItem({ page }: Editor): Locator {
  return page.locator('.statusbar-item[id*="wiring.lifting"]');
}
