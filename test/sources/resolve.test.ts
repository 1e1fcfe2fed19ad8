import assert from 'node:assert/strict';
import { sourceWorld } from '#test/support/source-world';
import { workspace } from './resolve-support.ts';

describe('a relative import', () => {
  const world = sourceWorld({
    'a/main.ts': '',
    'a/both.ts': '',
    'a/both.js': '',
    'a/view.tsx': '',
    'a/esm.mts': '',
    'a/common.cts': '',
    'a/types.d.ts': '',
    'a/plain.js': '',
    'a/cart.service.ts': '',
    'a/data.json': '{}',
    'a/logo.svg': '',
    'a/styles.css.ts': '',
    'a/folder/index.tsx': '',
    'a/pkg/package.json': { main: './lib/entry.js' },
    'a/pkg/lib/entry.ts': '',
    'a/folder.ts': '',
    'index.ts': '',
  });
  const cases: Readonly<Record<string, string>> = {
    './both': 'a/both.ts',
    './both.js': 'a/both.ts',
    './both.ts': 'a/both.ts',
    './view': 'a/view.tsx',
    './view.js': 'a/view.tsx',
    './view.jsx': 'a/view.tsx',
    './esm.mjs': 'a/esm.mts',
    './common.cjs': 'a/common.cts',
    './types': 'a/types.d.ts',
    './types.js': 'a/types.d.ts',
    './plain': 'a/plain.js',
    './plain.js': 'a/plain.js',
    './cart.service': 'a/cart.service.ts',
    './cart.service.js': 'a/cart.service.ts',
    './data.json': 'a/data.json',
    './logo.svg': 'a/logo.svg',
    './logo.svg?raw': 'a/logo.svg',
    './logo.svg?url#part': 'a/logo.svg',
    './styles.css': 'a/styles.css.ts',
    'raw-loader!./logo.svg': 'a/logo.svg',
    '!!style!css!./logo.svg': 'a/logo.svg',
    './folder': 'a/folder.ts',
    './folder/': 'a/folder/index.tsx',
    './pkg': 'a/pkg/lib/entry.ts',
    '..': 'index.ts',
    '../': 'index.ts',
    '../a/./main': 'a/main.ts',
    '../a//main': 'a/main.ts',
    './gone': 'unresolved: no-such-file',
    './gone.js': 'unresolved: no-such-file',
    './gone.css': 'unresolved: asset',
    './gone.service': 'unresolved: no-such-file',
    '../../other/x': 'unresolved: outside-root',
    '/etc/passwd': 'unresolved: no-such-file',
  };
  for (const [specifier, expected] of Object.entries(cases)) {
    it(`"${specifier}" is ${expected}`, () => assert.equal(world.told('a/main.ts', specifier), expected));
  }

  it('of a file that is excluded or not listed says so', () => {
    const excluded = sourceWorld({ 'a.ts': '', 'gen/b.ts': '' }, ['gen/**']);
    assert.equal(excluded.told('a.ts', './gen/b'), 'unresolved: excluded');
    assert.equal(excluded.told('a.ts', './gen/b.js'), 'unresolved: excluded');
  });

  it('of what a build makes leads to its source, or says that it is not built', () => {
    const built = sourceWorld({
      'p/package.json': { name: 'p' },
      'p/bin/run.js': '',
      'p/src/start.ts': '',
      'p/tsconfig.json': { compilerOptions: { outDir: 'made', rootDir: 'src' } },
    });
    assert.equal(built.told('p/bin/run.js', '../lib/start'), 'p/src/start.ts');
    assert.equal(built.told('p/bin/run.js', '../made/start.js'), 'p/src/start.ts');
    assert.equal(built.told('p/bin/run.js', '../made/other.js'), 'unresolved: not-built');
  });
});

describe('an import by name', () => {
  const world = sourceWorld(workspace);
  const cases: Readonly<Record<string, string>> = {
    '@acme/pay': 'packages/pay/src/index.ts',
    '@acme/pay/testing': 'packages/pay/src/testing.ts',
    '@acme/pay/features/card': 'packages/pay/src/features/card.ts',
    '@acme/pay/features/secret/key': 'unresolved: not-in-package',
    '@acme/pay/src/internal': 'packages/pay/src/internal.ts (past exports)',
    '@acme/pay/src/features/secret/key.js': 'packages/pay/src/features/secret/key.ts (past exports)',
    '@acme/pay/dist/internal.js': 'packages/pay/src/internal.ts (past exports)',
    '@acme/pay/made': 'unresolved: not-built',
    '@acme/pay/nothing': 'unresolved: not-in-package',
    '@acme/alias': 'packages/pay/src/index.ts',
    '@acme/shop/src/config': 'packages/shop/src/config.ts',
    plain: 'packages/plain/src/index.ts',
    'plain/lib/deep/x': 'packages/plain/src/deep/x.ts',
    'plain/src/deep/x': 'packages/plain/src/deep/x.ts',
    // Declared as ^1 while 3.0.0 is here: a package manager fetches it from the registry.
    '@acme/old': 'external @acme/old',
    lodash: 'external lodash',
    'lodash/fp.js': 'external lodash',
    hoisted: 'external hoisted',
    express: 'external express',
    '@acme/typed': 'external @acme/typed',
    fs: 'builtin fs',
    'fs/promises': 'builtin fs/promises',
    'node:test': 'builtin node:test',
    'bun:sqlite': 'builtin bun:sqlite',
    unheard: 'unresolved: not-installed-not-declared',
    '@/x': 'unresolved: unknown-alias',
    '~/x': 'unresolved: unknown-alias',
    '~bootstrap/scss': 'unresolved: unknown-alias',
    'virtual:pwa': 'unresolved: virtual',
    'astro:content': 'unresolved: virtual',
    '\0made': 'unresolved: virtual',
    '': 'unresolved: virtual',
    __WRAPPED_FILE__: 'unresolved: virtual',
    __wrapped__: 'unresolved: not-installed-not-declared',
    'https://esm.sh/preact@10': 'external https://esm.sh',
    'npm:chalk@5': 'external npm:chalk@5',
    '#config': 'packages/shop/src/config.node.ts',
    '#lib/x.js': 'packages/shop/src/lib/x.ts',
    '#built': 'packages/shop/src/lib/x.ts',
    '#lodash': 'external lodash',
    '#fs': 'builtin node:fs',
    '#gone': 'unresolved: no-such-file',
    '#unknown': 'unresolved: unknown-alias',
  };
  for (const [specifier, expected] of Object.entries(cases)) {
    it(`"${specifier}" is ${expected}`, () => {
      assert.equal(world.told('packages/shop/src/main.ts', specifier), expected);
    });
  }

  it('takes the condition of its kind', () => {
    assert.equal(
      world.told('packages/shop/src/main.ts', '@acme/pay', 'require'),
      'packages/pay/src/legacy.ts',
    );
    assert.equal(
      world.told('packages/shop/src/main.ts', '@acme/pay', 'dynamic'),
      'packages/pay/src/index.ts',
    );
  });

  it('is external where it is installed though nobody declares it', () => {
    const installed = sourceWorld({ ...workspace, 'node_modules/unheard/package.json': '{}' });
    assert.equal(installed.told('packages/shop/src/main.ts', 'unheard'), 'external unheard');
  });

  it('below a folder that git leaves out exists only after a build, whatever the folder is called', () => {
    const made = sourceWorld({
      '.gitignore': '/kits/*/copied/\n',
      'package.json': { workspaces: ['kits/*', 'app'] },
      'kits/lint/package.json': { name: '@acme/lint' },
      'kits/lint/.gitignore': '/flat/mixins\n*.made.js\n!kept.made.js\n',
      'kits/lint/own/rules.js': '',
      'app/package.json': { name: 'app', dependencies: { '@acme/lint': 'workspace:*' } },
      'app/a.ts': '',
    });
    const told = (path: string) => made.told('app/a.ts', `@acme/lint/${path}`);
    assert.equal(told('flat/mixins/react'), 'unresolved: not-built');
    assert.equal(told('copied/x/y'), 'unresolved: not-built');
    assert.equal(told('own/all.made.js'), 'unresolved: not-built');
    for (const path of ['flat/other', 'own/kept.made.js', 'mixins/react', 'own/gone'])
      assert.equal(told(path), 'unresolved: not-in-package', path);
    assert.equal(told('own/rules'), 'kits/lint/own/rules.js');
  });

  it('the same by a relative path or an alias; a rule about written-out JavaScript says nothing of a source', () => {
    const made = sourceWorld({
      '.gitignore': '*.js\n/app/generated/\n*.gen.ts\n',
      'package.json': { workspaces: ['app'] },
      'app/package.json': { name: 'app' },
      'app/tsconfig.json': { compilerOptions: { paths: { '~/*': ['./*'] } } },
      'app/src/a.ts': '',
    });
    const told = (specifier: string) => made.told('app/src/a.ts', specifier);
    for (const path of [
      '../generated/client',
      '../generated/client.js',
      '~/generated/client',
      './x.gen',
      './x.gen.js',
    ])
      assert.equal(told(path), 'unresolved: not-built', path);
    for (const path of ['./gone', './gone.js', '~/src/gone', '~/src/gone.js', '../generatd/client'])
      assert.equal(told(path), 'unresolved: no-such-file', path);
  });

  it('of a source that "exports" names and nobody wrote is not there; what a build makes is yet to be', () => {
    const made = sourceWorld({
      '.gitignore': '/pay/src/generated/\n',
      'package.json': { workspaces: ['pay', 'app'] },
      'pay/package.json': {
        name: '@acme/pay',
        exports: {
          './gone': './src/gone.ts',
          './x/*': { types: './src/*.ts', default: './src/*.ts' },
          './typed': { types: './out/typed.d.ts', default: './out/typed.js' },
          './mixed': { source: './src/mixed.ts', default: './out/mixed.js' },
        },
      },
      'pay/src/here.ts': '',
      'app/package.json': { name: 'app', dependencies: { '@acme/pay': 'workspace:*' } },
      'app/a.ts': '',
    });
    const told = (path: string) => made.told('app/a.ts', `@acme/pay/${path}`);
    assert.equal(told('x/here'), 'pay/src/here.ts');
    assert.equal(told('gone'), 'unresolved: not-in-package');
    assert.equal(told('x/hree'), 'unresolved: not-in-package');
    for (const path of ['x/generated/client', 'typed', 'mixed'])
      assert.equal(told(path), 'unresolved: not-built', path);
  });

  it('of a name that Docusaurus hands to its sites needs no package, anywhere else it does', () => {
    const site = sourceWorld({
      'www/package.json': { dependencies: { '@docusaurus/core': '^3.0.0' } },
      'www/src/a.tsx': '',
      'app/package.json': {},
      'app/a.ts': '',
    });
    for (const name of ['@docusaurus/Link', '@docusaurus/useDocusaurusContext', '@theme/Navbar/Logo'])
      assert.match(site.told('www/src/a.tsx', name), /^external /, name);
    for (const [from, name] of [
      ['www/src/a.tsx', '@docusaurus/theme-common'],
      ['www/src/a.tsx', '@themes/Layout'],
      ['app/a.ts', '@theme/Layout'],
    ] as const)
      assert.equal(site.told(from, name), 'unresolved: not-installed-not-declared', name);
  });

  it('by a path into node_modules is of the package that a manifest declares', () => {
    const task = sourceWorld({
      'task/package.json': { dependencies: { '@rest/arm': '^3.0.0' } },
      'task/tests/a.ts': '',
    });
    assert.equal(task.told('task/tests/a.ts', '../node_modules/@rest/arm/tests/mock'), 'external @rest/arm');
    assert.equal(task.told('task/tests/a.ts', '../node_modules/other/mock'), 'unresolved: no-such-file');
  });

  it('of vscode is given to its extensions only', () => {
    const extension = sourceWorld({ 'package.json': { engines: { vscode: '^1.93.0' } }, 'src/a.ts': '' });
    assert.equal(extension.told('src/a.ts', 'vscode'), 'external vscode');
    assert.equal(world.told('packages/shop/src/main.ts', 'vscode'), 'unresolved: not-installed-not-declared');
  });

  it('takes what a manifest declares for a package, however it is called', () => {
    const linked = sourceWorld({
      'package.json': { devDependencies: { $utils: 'link:./scripts/utils', '~far': 'npm:far@1' } },
      'src/a.ts': '',
      'scripts/utils/package.json': { main: 'index.js' },
      'scripts/utils/index.js': '',
    });
    assert.equal(linked.told('src/a.ts', '$utils'), 'scripts/utils/index.js');
    assert.equal(linked.told('src/a.ts', '~far'), 'external ~far');
    assert.equal(linked.told('src/a.ts', '$other'), 'unresolved: unknown-alias');
  });

  it('goes to a folder that a dependency names', () => {
    const linked = sourceWorld({
      'package.json': { dependencies: { kit: 'file:./vendor/kit' } },
      'src/a.ts': '',
      'vendor/kit/package.json': { main: 'k.js' },
      'vendor/kit/k.ts': '',
    });
    assert.equal(linked.told('src/a.ts', 'kit'), 'vendor/kit/k.ts');
  });

  it('survives names of the object prototype', () => {
    for (const name of ['constructor', '__proto__', 'toString', '@acme/pay/constructor', '#constructor']) {
      assert.equal(world.resolve('packages/shop/src/main.ts', name).to, 'unresolved', name);
    }
  });
});

describe('a path into another package', () => {
  it('is past its exports unless it is an entry, by relative path and by alias', () => {
    const world = sourceWorld({
      ...workspace,
      'packages/shop/tsconfig.json': {
        compilerOptions: { paths: { '@acme/*': ['../*/src'], 'pay-src/*': ['../pay/src/*'] } },
      },
    });
    const told = (specifier: string) => world.told('packages/shop/src/main.ts', specifier);
    assert.equal(told('../../pay/src/index'), 'packages/pay/src/index.ts');
    assert.equal(told('../../pay/src/internal'), 'packages/pay/src/internal.ts (past exports)');
    assert.equal(told('pay-src/internal'), 'packages/pay/src/internal.ts (past exports)');
    assert.equal(told('pay-src/testing'), 'packages/pay/src/testing.ts');
    assert.equal(told('@acme/pay'), 'packages/pay/src/index.ts');
    assert.equal(told('../../plain/src/deep/x'), 'packages/plain/src/deep/x.ts');
    assert.deepEqual(world.resolve('packages/shop/src/main.ts', '@acme/pay'), {
      to: 'file',
      path: 'packages/pay/src/index.ts',
      through: 'alias',
      exported: true,
    });
    assert.equal(world.told('packages/pay/src/index.ts', './internal'), 'packages/pay/src/internal.ts');
  });
});
