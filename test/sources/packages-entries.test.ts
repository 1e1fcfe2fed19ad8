import assert from 'node:assert/strict';
import { sourceWorld } from '#test/support/source-world';

const CONFIG_DIR = ['$', '{configDir}'].join('');

/** One package at `p`, besides others; what it offers as `specifier → path`. */
function offered(manifest: object, files: Readonly<Record<string, string | object>>): readonly string[] {
  const world = sourceWorld({
    'package.json': { workspaces: ['p'] },
    'p/package.json': { name: '@acme/p', version: '1.0.0', ...manifest },
    ...Object.fromEntries(Object.entries(files).map(([path, text]) => [`p/${path}`, text])),
  });
  return world.module('@acme/p').exported.map(({ specifier, path }) => `${specifier} → ${path.slice(2)}`);
}

describe('what a package offers', () => {
  it('is what exports lead to, mapped from the build to its source', () => {
    const exports = {
      '.': {
        import: { types: './dist/index.d.mts', default: './dist/index.mjs' },
        require: './dist/index.cjs',
      },
      './testing': ['./dist/testing.js', './dist/testing.cjs'],
      './styles.css': './styles.css',
      './package.json': './package.json',
      './gone': './dist/gone.js',
    };
    assert.deepEqual(
      offered({ exports }, { 'src/index.ts': '', 'src/testing/index.ts': '', 'styles.css': '' }),
      ['@acme/p → src/index.ts', '@acme/p/styles.css → styles.css', '@acme/p/testing → src/testing/index.ts'],
    );
  });

  it('goes by the outDir and rootDir of its tsconfig, also inherited ones', () => {
    const files = {
      'tsconfig.json': { extends: './base.json' },
      'base.json': {
        compilerOptions: { outDir: 'made/js', rootDir: 'code', declarationDir: `${CONFIG_DIR}/made/types` },
      },
      'code/index.tsx': '',
      'code/pay/pay.mts': '',
    };
    const exports = { '.': './made/js/index.js', './pay': { types: './made/types/pay/pay.d.mts' } };
    assert.deepEqual(offered({ exports }, files), [
      '@acme/p → code/index.tsx',
      '@acme/p/pay → code/pay/pay.mts',
    ]);
  });

  it('expands patterns, without tests, and leaves out what null takes away', () => {
    const exports = { './*': './dist/*.js', './internal/*': null };
    const files = {
      'src/a.ts': '',
      'src/deep/b.tsx': '',
      'src/a.test.ts': '',
      'src/internal/c.ts': '',
      'config.js': '',
    };
    assert.deepEqual(offered({ exports }, files), [
      '@acme/p/a → src/a.ts',
      '@acme/p/deep/b → src/deep/b.tsx',
    ]);
  });

  it('keeps the extension where the star stands for it', () => {
    const exports = { './features/*': './src/features/*', './lib/*.js': './lib/*.js' };
    assert.deepEqual(offered({ exports }, { 'src/features/x.ts': '', 'lib/y.js': '' }), [
      '@acme/p/features/x.ts → src/features/x.ts',
      '@acme/p/lib/y.js → lib/y.js',
    ]);
  });

  it('is main, module or types where there is no exports', () => {
    assert.deepEqual(offered({ main: './lib/index.js', types: 'lib/index.d.ts' }, { 'src/index.ts': '' }), [
      '@acme/p → src/index.ts',
    ]);
    assert.deepEqual(offered({ main: 'start' }, { 'start.js': '' }), ['@acme/p → start.js']);
    assert.deepEqual(offered({}, { 'index.js': '' }), ['@acme/p → index.js']);
    // Rolled up types have no counterpart; what runs has.
    assert.deepEqual(
      offered({ types: 'dist/p.d.ts', main: 'lib-commonjs/index.js' }, { 'src/index.ts': '' }),
      ['@acme/p → src/index.ts'],
    );
  });

  it('is src/index where a bundler chose a name of its own', () => {
    assert.deepEqual(offered({ exports: './dist/acme-p.umd.js' }, { 'src/index.ts': '' }), [
      '@acme/p → src/index.ts',
    ]);
  });

  it('counts the variants of every condition as entries', () => {
    const world = sourceWorld({
      'package.json': { workspaces: ['p'] },
      'p/package.json': {
        name: 'p',
        exports: {
          '.': { browser: './dist/browser.js', node: './dist/node.js', default: './dist/index.js' },
        },
      },
      'p/src/browser.ts': '',
      'p/src/node.ts': '',
      'p/src/index.ts': '',
      'p/src/hidden.ts': '',
    });
    assert.deepEqual(world.module('p').entries, ['p/src/browser.ts', 'p/src/index.ts', 'p/src/node.ts']);
  });
});
