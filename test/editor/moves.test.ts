import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { misplaced } from '../couches/cases/misplaced.ts';
import { commitsOf } from '../support/commits-of.ts';
import { makeRepository } from '../support/git-repository.ts';
import { clickUntil, goes, textOf, until } from './support/editor.ts';
import { windowOn } from './support/window.ts';

const WIRING = 'architecture.wiring';
const MOVE = /^Move brakes\/recover\.ts to battery/;

describe('moving files in VS Code', () => {
  const window = windowOn('car', folder => makeRepository(folder, commitsOf(misplaced())));

  const text = (path: string) => window.saved(path);
  const dialogue = () => window.editor.page.locator('.monaco-dialog-box');

  it('asks before a file is moved, with all that would be edited', async () => {
    await window.editor.open('src/brakes/recover.ts');
    // A preview's tab would be taken by the next file.
    await window.editor.command('View: Keep Editor');
    await window.editor.open(WIRING);
    await until('a squiggle', async () => (await window.editor.squiggles('warning').count()) > 0);
    await window.editor.goTo(2, 10);
    const titles = await window.editor.quickFixes();
    assert.ok(
      titles.some(title => MOVE.test(title)),
      titles.join('\n'),
    );
    await window.editor.screenshot('move-quick-fix');
    await window.editor.choose(MOVE);
    await dialogue().waitFor({ timeout: 60_000 });
    const said = await textOf(dialogue());
    await window.editor.screenshot('move-question');
    assert.match(said, /Move 2 files and rewrite 1 file, owned by Brakes\?/);
    assert.match(said, /src\/brakes\/recover\.ts → src\/battery\/recover\.ts \(brakes → battery\)/);
    assert.match(said, /src\/brakes\/pedal\.ts:1 \(Brakes\): \.\/recover → \.\.\/battery\/recover/);
    assert.ok(
      existsSync(join(window.folder, 'src/brakes/recover.ts')),
      'nothing moves before it is agreed to',
    );
  });

  it('moves the file, its test and its tab, saves the rewritten import, and the coupling is gone', async () => {
    const agree = dialogue().locator('.monaco-button', { hasText: 'Move' });
    await clickUntil('the question to be answered', agree, () => goes(dialogue(), 3000));
    await until('the file at its new place', async () =>
      existsSync(join(window.folder, 'src/battery/recover.ts')),
    );
    await until('the test, too', async () => existsSync(join(window.folder, 'src/battery/recover.test.ts')));
    assert.ok(!existsSync(join(window.folder, 'src/brakes/recover.ts')));
    await until('the import', async () => text('src/brakes/pedal.ts').includes("from '../battery/recover'"));
    assert.equal(
      text('src/battery/recover.test.ts'),
      "import { recover } from './recover';\n\nrecover.toFixed();\n",
    );
    const tab = window.editor.page.locator('.tab[data-resource-name="recover.ts"]');
    const crumbs = window.editor.page.locator('.breadcrumbs-control .monaco-breadcrumb-item');
    await clickUntil('the tab at the new place', tab, async () =>
      (await crumbs.allTextContents()).join('').startsWith('srcbatteryrecover.ts'),
    );
    await window.editor.open(WIRING);
    await until('no squiggle', async () => (await window.editor.squiggles('warning').count()) === 0);
    await window.editor.screenshot('moved');
  });
});
