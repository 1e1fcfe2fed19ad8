import assert from 'node:assert/strict';
import { makeExample } from '../../scripts/example.mjs';
import { textOf, until } from './support/editor.ts';
import { windowOn } from './support/window.ts';

const WIRING = 'architecture.wiring';

/** The queue of role engineers, in the real VS Code: its figures, its finding, one fix, and a plan. */
describe('the organisation in VS Code', () => {
  const window = windowOn('business', folder => makeExample(folder, 'sap-roles'));

  const saved = () => window.saved(WIRING);

  it('tells the figures of a queue on hover, with its finding', async () => {
    await window.editor.open(WIRING);
    // Its finding comes with the diagnostics, a moment after the figures.
    const text = await window.editor.hoverOver('role-engineering', 'overloaded-queue');
    await window.editor.screenshot('queue-hover');
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
    await window.editor.goTo(line + 1, 8);
    const titles = await window.editor.quickFixes();
    assert.ok(titles.includes('Make role-engineering embedded: 11 weeks → 2 weeks'), titles.join('\n'));
    await window.editor.screenshot('queue-fixes');
    await window.editor.choose(/^Make role-engineering embedded/);
    const before = saved();
    await until('the edit to be saved', async () => {
      await window.editor.page.keyboard.press('Control+S');
      return saved() !== before && saved().endsWith('\n');
    });
    assert.match(saved(), /promised 2 weeks\n {2}access embedded\n\}/);
  });

  it('tells what it would take to touch the open file', async () => {
    await window.editor.open('roles/retail/src/index.ts');
    await window.editor.command('Wiring: What Would It Take to Touch This?');
    await window.editor.page.locator('.tab.active', { hasText: 'Plan' }).waitFor();
    const story = window.editor.page.locator('.editor-group-container.active .view-lines');
    await until('the plan', async () => (await textOf(story)).includes('Who must approve'));
    await window.editor.screenshot('plan');
    const text = await textOf(story);
    for (const said of ['Roles: owns', 'How it went before', '4 changes to'])
      assert.ok(text.includes(said), `"${said}" in: ${text}`);
  });
});
