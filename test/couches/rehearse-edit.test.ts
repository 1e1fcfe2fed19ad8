import assert from 'node:assert/strict';
import { buildModel } from '#core/model/build';
import { couchList } from '#core/views/couches';
import { editEffect } from '#core/views/edit-effect';
import { rehearseEdit } from '#core/views/rehearse-edit';
import { review } from '#test/support/check';
import { exampleTree } from '#test/support/example-tree';
import { hub } from './cases/hub.ts';

describe('a rehearsed edit', () => {
  const rehearse = (steps: readonly (() => void)[]) => {
    for (const step of steps) step();
    return steps.length;
  };

  it('weighs two edits that nobody made, and leaves what is told of the true ones as it is', async () => {
    const saved = hub('wiring');
    const wiring = saved.files['architecture.wiring'] ?? '';
    const files = { ...saved.files, 'architecture.wiring': wiring.replace('owner Hub', 'owner web-team') };
    const told = async (isRehearsed: boolean) => {
      const { model } = await review(saved);
      const steps = isRehearsed ? rehearse(rehearseEdit(model)) : 0;
      const { declared } = (await review({ ...saved, files })).model.facts;
      const effect = editEffect(model, buildModel({ ...model.facts, declared }));
      return { steps, couches: couchList(model), effect };
    };
    const [plain, after] = [await told(false), await told(true)];
    assert.deepEqual(after, { ...plain, steps: 5 });
    assert.match(plain.effect.text, /^independence of hub 0 % → 31 % over 27 changes/);
  });

  it('is none where there is nobody else, and fails nowhere', async () => {
    const { model } = await review({ ...exampleTree('prime-video'), changes: [] });
    assert.ok(rehearse(rehearseEdit(model)) >= 1);
    const nobody = await review({ files: { 'a/a.ts': '' }, expected: [], changes: [] });
    assert.equal(rehearse(rehearseEdit(nobody.model)), 1);
  });
});
