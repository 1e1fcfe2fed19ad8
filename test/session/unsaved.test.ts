import assert from 'node:assert/strict';
import type { RepoPath } from '#core/facts/place';
import { hub } from '#test/couches/cases/hub';
import { open } from '#test/support/check';

const WIRING = 'architecture.wiring' as RepoPath;
const OWNERS = 'CODEOWNERS' as RepoPath;

describe('what is not saved', () => {
  const tree = hub('codeowners');
  const text = tree.files[WIRING] ?? '';
  const edited = text.replace('"hub/**"', '"hub/**" owner api-team');

  it('is compared with the very model that was there before, and with the same one at every stroke', async () => {
    const session = open(tree);
    session.apply({ kind: 'edited', path: WIRING, text });
    session.apply({ kind: 'edited', path: OWNERS, text: tree.files[OWNERS] ?? '' });
    const before = await session.snapshot();
    assert.equal(before.unsaved, undefined);
    for (const now of [edited, `${edited}\n`]) {
      session.apply({ kind: 'edited', path: WIRING, text: now });
      const { unsaved, model } = await session.snapshot();
      assert.deepEqual(unsaved?.paths, [WIRING]);
      assert.equal(unsaved?.saved, before.model);
      assert.notEqual(model, before.model);
    }
    session.apply({ kind: 'edited', path: OWNERS, text: '* @x/hub\n' });
    const both = await session.snapshot();
    assert.deepEqual(both.unsaved?.paths, [OWNERS, WIRING]);
    assert.equal(both.unsaved?.saved, before.model);
    session.apply({ kind: 'closed', path: WIRING });
    session.apply({ kind: 'closed', path: OWNERS });
    assert.equal((await session.snapshot()).unsaved, undefined);
  });

  it('is told of a text that differed from the first moment on', async () => {
    const session = open(tree);
    session.apply({ kind: 'edited', path: WIRING, text: edited });
    const { unsaved, model } = await session.snapshot();
    const hubOf = (of: typeof model | undefined) => of?.module('hub')?.ownership.teams;
    assert.deepEqual([hubOf(unsaved?.saved), hubOf(model)], [['Hub'], ['api-team']]);
  });

  it('of a file that is not on the disk at all is compared with nothing of it', async () => {
    const { [WIRING]: _, ...files } = tree.files;
    const session = open({ ...tree, files });
    session.apply({ kind: 'edited', path: WIRING, text: edited });
    const { unsaved, model } = await session.snapshot();
    const declared = (of: typeof model | undefined) => of?.modules.filter(module => module.declared).length;
    assert.deepEqual([declared(unsaved?.saved), declared(model)], [0, 4]);
  });

  it('is nothing in a source file, and its mistakes are those that the saved state has not', async () => {
    const session = open(tree);
    session.apply({ kind: 'edited', path: 'web/a.ts' as RepoPath, text: 'export const b = 2;\n' });
    assert.equal((await session.snapshot()).unsaved, undefined);
    session.apply({ kind: 'edited', path: WIRING, text: `${text}module ` });
    const { unsaved } = await session.snapshot();
    assert.ok((unsaved?.errors.length ?? 0) > 0);
    assert.deepEqual([...new Set(unsaved?.errors.map(({ place }) => place.path))], [WIRING]);
  });
});
