import assert from 'node:assert/strict';
import type { FileRole } from '#core/facts/files';
import { repoPath } from '#core/facts/place';
import { memoryFileSystem } from '#platform/memory-file-system';
import { languageOf, roleOf } from '#sources/file-roles';
import { readFiles } from '#sources/files';

describe('files', () => {
  const roles: Readonly<Record<FileRole, readonly string[]>> = {
    source: [
      'src/a.ts',
      'src/a.tsx',
      'a.mjs',
      'packages/testing/src/a.ts',
      'src/latest.ts',
      'src/test.ts',
      'spec/a.ts',
      'src/contest/a.ts',
      'webpack.config.js',
      'src/App.vue',
      'generated.ts',
      'src/gen.ts',
    ],
    test: [
      'src/a.test.ts',
      'src/a.spec.tsx',
      'a-test.js',
      'a_test.ts',
      'src/__tests__/a.ts',
      'test/a.ts',
      'x/tests/y/a.ts',
      'e2e/a.ts',
      'x/fixtures/a.js',
      'x/__fixtures__/a.js',
      'x/mocks/a.ts',
      'x/__mocks__/a.ts',
      'B.stories.tsx',
      'cypress/a.js',
      'login.cy.ts',
      'a.bench.ts',
      'test/App.vue',
    ],
    generated: [
      'src/__generated__/a.ts',
      'src/generated/a.ts',
      'a.gen.ts',
      'a.generated.ts',
      'x_pb.js',
      'jquery.min.js',
      '.yarn/releases/yarn-4.cjs',
      '.pnp.cjs',
      'common/scripts/install-run-rush.js',
    ],
    declaration: ['a.d.ts', 'a.d.mts', 'a.d.css.ts', 'test/a.d.ts'],
    other: ['README.md', 'a.json', 'test/x.snap', 'LICENSE', 'a.b/LICENSE', 'Makefile', 'x.TS.bak'],
  };
  for (const [role, paths] of Object.entries(roles)) {
    it(`tells ${role} by the path`, () => {
      for (const path of paths) assert.equal(roleOf(repoPath(path)), role, path);
    });
  }

  it('tells the language by the extension', () => {
    const of = (path: string) => languageOf(repoPath(path));
    assert.deepEqual(['a.cts', 'a.jsx', 'a.svelte', 'ts', 'a.css'].map(of), [
      'typescript',
      'javascript',
      'unread',
      'other',
      'other',
    ]);
  });

  it('leaves out what is excluded and what lies in nested roots, by name', () => {
    const fs = memoryFileSystem(
      {
        'a.ts': '',
        'vendor/b.ts': '',
        'examples/shop/x.ts': '',
        'examples/shopping.ts': '',
        'node_modules/m/i.js': '',
      },
      {
        skipped: [
          { path: repoPath('vendor/link'), reason: 'link-outside' },
          { path: repoPath('pipe'), reason: 'not-regular' },
        ],
      },
    );
    const state = readFiles(fs, {
      excludes: ['vendor/**', '{broken'],
      nestedRoots: [repoPath('examples/shop')],
    });
    assert.ok(state.state === 'ready');
    assert.deepEqual(
      state.facts.files.map(f => f.path),
      ['a.ts', 'examples/shopping.ts'],
    );
    assert.deepEqual(state.facts.skipped, [
      { path: 'examples/shop/x.ts', reason: 'nested-root' },
      { path: 'pipe', reason: 'not-regular' },
      { path: 'vendor/b.ts', reason: 'excluded' },
      { path: 'vendor/link', reason: 'excluded' },
    ]);
  });

  it('is absent with a reason where nothing is left', () => {
    const none = readFiles(memoryFileSystem({}), { excludes: [], nestedRoots: [] });
    assert.ok(none.state === 'absent');
    assert.equal(none.reason, 'there are no files');
    const all = readFiles(memoryFileSystem({ 'a.ts': '' }), { excludes: ['**'], nestedRoots: [] });
    assert.ok(all.state === 'absent');
    assert.equal(all.reason, 'the only file is excluded');
    assert.match(all.gain, /^narrow "exclude"/);
  });
});
