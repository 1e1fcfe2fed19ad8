import assert from 'node:assert/strict';
import { textOf, until } from './support/editor.ts';
import { makeRepository } from './support/repository.ts';
import { SERVICES } from './support/services.ts';
import { windowOn } from './support/window.ts';

const WIRING = 'architecture.wiring';

/** Services with traces, in the real VS Code: lenses, hovers, the promise and the source that breaks it, and two fixes. */
describe('services in VS Code', () => {
  const window = windowOn('services', folder => makeRepository(folder, SERVICES));
  const saved = () => window.saved(WIRING);
  const save = (wanted: RegExp) =>
    until('the edit to be saved', async () => {
      await window.editor.page.keyboard.press('Control+S');
      return wanted.test(saved());
    });
  const lenses = () =>
    textOf(window.editor.page.locator('.editor-instance .view-zones, .editor-instance').first());

  it('have lenses above them, and the broken promise is marked', async () => {
    await window.editor.open(WIRING);
    await until('the lenses', async () =>
      (await lenses()).includes(
        '99.79 % predicted with every call that was seen (99.89 % by the declared calls alone) of 99.99 % promised',
      ),
    );
    await until('the errors', async () => (await window.editor.squiggles('error').count()) > 0);
    await window.editor.screenshot('service-lenses');
  });

  it('tell on hover what was seen of a call, and of a promise what is predicted', async () => {
    const call = await window.editor.hoverOver('calls', 'shop calls stock');
    await window.editor.screenshot('call-hover');
    assert.ok(call.includes('2 times in 2 requests to shop, waiting; 9 ms (median)'), call);
    const promise = await window.editor.hoverOver('availability', 'Predicted now');
    await window.editor.screenshot('promise-hover');
    assert.ok(promise.includes('99.79 %, if failures are independent'), promise);
  });

  it('are marked in the source that takes in what they call, and the call is declared from there', async () => {
    await window.editor.open('packages/shop/src/index.ts');
    await until('the mark', async () => (await window.editor.squiggles('error').count()) > 0);
    await window.editor.goTo(1, 30);
    const titles = await window.editor.quickFixes();
    await window.editor.screenshot('client-code-fixes');
    assert.ok(titles.includes('Declare that shop calls prices'), titles.join('\n'));
    await window.editor.choose('Declare that shop calls prices');
    await window.editor.open(WIRING);
    await save(/calls stock\n {2}calls prices\n\}/);
  });

  it('need not wait: the call is made asynchronous at the promise', async () => {
    await window.editor.goTo(7, 5);
    const titles = await window.editor.quickFixes();
    await window.editor.screenshot('promise-fixes');
    assert.ok(
      titles.some(title => title.startsWith('Let shop not wait for stock')),
      titles.join('\n'),
    );
    await window.editor.choose(/^Let shop not wait for stock/);
    await save(/calls stock async\n/);
  });
});
