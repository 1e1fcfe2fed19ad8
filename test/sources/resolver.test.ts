import assert from 'node:assert/strict';
import fc from 'fast-check';
import { repoPath } from '#core/facts/place';
import { createResolver } from '#sources/resolve';
import { sourceWorld } from '#test/support/source-world';
import { workspace } from './resolve-support.ts';

describe('the resolver', () => {
  it('gives the very same answer again, and stays the same while nothing it rests on changes', () => {
    const { fs, files, modules, resolver, resolve } = sourceWorld(workspace);
    const first = resolve('packages/shop/src/main.ts', '@acme/pay');
    assert.equal(resolve('packages/shop/src/config.ts', '@acme/pay'), first);
    assert.equal(createResolver({ fs, files, modules, previous: resolver }), resolver);
    assert.equal(
      createResolver({ fs, files: { ...files }, modules: { ...modules }, previous: resolver }),
      resolver,
    );
    const fewer = { ...files, files: files.files.slice(1) };
    assert.notEqual(createResolver({ fs, files: fewer, modules, previous: resolver }), resolver);
  });

  it('is another one once a configuration it read has changed', () => {
    const tree = {
      'src/a.ts': '',
      'src/b.ts': '',
      'tsconfig.json': { compilerOptions: { paths: { '@/*': ['./src/*'] } } },
    };
    const { fs, files, modules } = sourceWorld(tree);
    let text = '';
    const edited: typeof fs = {
      ...fs,
      read: path => (path === 'tsconfig.json' && text !== '' ? { ok: true, text } : fs.read(path)),
    };
    const told = (from: typeof resolver) => from.resolve(repoPath('src/a.ts'), '@/b', 'static');
    const resolver = createResolver({ fs: edited, files, modules });
    assert.equal(told(resolver).to, 'file');
    assert.equal(createResolver({ fs: edited, files, modules, previous: resolver }), resolver);
    text = '{}';
    const after = createResolver({ fs: edited, files, modules, previous: resolver });
    assert.notEqual(after, resolver);
    assert.equal(told(after).to, 'unresolved');
  });

  it('answers anything that may stand between quotes, and names only listed files', () => {
    const world = sourceWorld(workspace);
    const listed = new Set<string>(world.files.files.map(file => file.path));
    const piece = fc.constantFrom(
      '.',
      '..',
      '/',
      '@',
      'acme',
      'pay',
      'src',
      '#',
      '~',
      '?',
      '!',
      '\\',
      '*',
      '%',
      ' ',
      ':',
      'x.ts',
      '\0',
      'é',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), pieces => {
        const resolution = world.resolve('packages/shop/src/main.ts', pieces.join(''));
        if (resolution.to === 'file') assert.ok(listed.has(resolution.path));
      }),
      { numRuns: 2000 },
    );
  });
});
