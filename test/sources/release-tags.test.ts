import assert from 'node:assert/strict';
import { factsOf } from '#core/facts/state';
import { readTags, tagsStamp } from '#platform/git-tags';
import { nodeGit } from '#platform/node-git';
import { readHistory } from '#sources/git-history';
import { releasedPackage, withReleases } from '#sources/release-tags';
import { makeRepository, runGit, temporaryFolders } from '#test/support/git-repository';

describe('tags of releases', () => {
  const folder = temporaryFolders();

  it('name a package as changesets, Lerna, Nx and Rush write it, or none', () => {
    const named = [
      '@acme/cart@1.2.3',
      'cart@1.2.3-beta.0',
      '@acme/cart_v1.2.3',
      'v1.2.3',
      '@acme/cart',
      'a@b',
      '1.2.3',
    ];
    assert.deepEqual(named.map(releasedPackage), [
      '@acme/cart',
      'cart',
      '@acme/cart',
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('are read from files, packed and loose, light and annotated, and lead to changes', async () => {
    const { root, id } = makeRepository(folder(), [
      { subject: 'One', files: { 'a.ts': '1' } },
      { subject: 'Two', files: { 'a.ts': '2' } },
    ]);
    const tag = (name: string, commit: string, ...more: string[]) =>
      runGit(root, ['-c', 'user.name=a', '-c', 'user.email=a@b.example', 'tag', ...more, name, commit]);
    tag('@acme/cart@1.0.0', id('1'));
    tag('@acme/pay@1.0.0', id('1'), '-a', '-m', 'pay');
    tag('v1.0.0', id('1'));
    runGit(root, ['pack-refs', '--all']);
    const before = tagsStamp(root);
    tag('@acme/cart@1.1.0', id('2'));
    tag('@acme/pay@1.1.0', id('2'), '-a', '-m', 'pay');
    assert.notEqual(tagsStamp(root), before);
    const tags = readTags(root, new Set([id('1')]));
    assert.deepEqual(
      [tags.packed.map(({ name }) => name), tags.loose.length],
      [['@acme/cart@1.0.0', '@acme/pay@1.0.0', 'v1.0.0'], 2],
    );
    // Of commits that are no changes here nothing is told.
    assert.deepEqual(readTags(root, new Set([id('2')])).packed, []);
    const git = nodeGit(root);
    const facts = factsOf(
      await withReleases(await readHistory(git), changes => readTags(root, changes), git, {}),
    );
    const both = [id('1'), id('2')].sort();
    const told = [...(facts?.releases ?? [])].sort((a, b) =>
      `${a.package} ${a.change}` < `${b.package} ${b.change}` ? -1 : 1,
    );
    assert.deepEqual(
      told,
      ['@acme/cart', '@acme/pay'].flatMap(name => both.map(change => ({ package: name, change }))),
    );
  });

  it('of a folder without git there are none', () => {
    assert.deepEqual(readTags(folder(), new Set()), { packed: [], loose: [] });
  });
});
