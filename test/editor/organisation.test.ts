import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeExample } from '../../scripts/example.mjs';
import { type Editor, openEditor, textOf, until } from './support/editor.ts';

const WIRING = 'architecture.wiring';

/** The queue of role engineers, in the real VS Code: its figures, its finding, one fix, and a plan. */
describe('the organisation in VS Code', () => {
  const scratch = mkdtempSync(join(tmpdir(), 'wiring-organisation-'));
  const folder = join(scratch, 'business');
  let editor: Editor;
  before(async () => {
    mkdirSync(folder);
    makeExample(folder, 'sap-roles');
    editor = await openEditor({ folder });
  });
  after(async () => {
    await editor?.close();
    rmSync(scratch, { recursive: true, force: true });
  });
  afterEach(async function () {
    if (this.currentTest?.state === 'failed')
      await editor?.screenshot(`failed-${this.currentTest.title.replace(/\W+/g, '-')}`);
  });

  const saved = () => readFileSync(join(folder, WIRING), 'utf8');

  it('tells the figures of a queue on hover, with its finding', async () => {
    await editor.open(WIRING);
    const text = await editor.hoverOver('role-engineering', 'busy 33 % at most');
    await editor.screenshot('queue-hover');
    for (const said of [
      '5.5 times the work',
      'busy 82 % of the time',
      'busy 33 % at most',
      'overloaded-queue',
    ])
      assert.ok(text.includes(said), `"${said}" in: ${text}`);
  });

  it('mends it where it stands, by embedding', async () => {
    const line = saved()
      .split('\n')
      .findIndex(text => text.startsWith('queue role'));
    await editor.goTo(line + 1, 8);
    const titles = await editor.quickFixes();
    assert.ok(titles.includes('Make role-engineering embedded: 11 weeks → 2 weeks'), titles.join('\n'));
    await editor.screenshot('queue-fixes');
    await editor.choose(/^Make role-engineering embedded/);
    const before = saved();
    await until('the edit to be saved', async () => {
      await editor.page.keyboard.press('Control+S');
      return saved() !== before && saved().endsWith('\n');
    });
    assert.match(saved(), /promised 2 weeks\n {2}access embedded\n\}/);
  });

  it('tells what it would take to touch the open file', async () => {
    await editor.open('roles/retail/src/index.ts');
    await editor.command('Wiring: What Would It Take to Touch This?');
    await editor.page.locator('.tab.active', { hasText: 'Plan' }).waitFor();
    const story = editor.page.locator('.editor-group-container.active .view-lines');
    await until('the plan', async () => (await textOf(story)).includes('Who must approve'));
    await editor.screenshot('plan');
    const text = await textOf(story);
    for (const said of ['Roles: owns', 'How it went before', '4 changes to'])
      assert.ok(text.includes(said), `"${said}" in: ${text}`);
  });
});
