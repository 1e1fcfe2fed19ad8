import assert from 'node:assert/strict';
import { factsOf } from '#core/facts/state';
import type { FileSystem } from '#platform/file-system';
import { memoryFileSystem } from '#platform/memory-file-system';
import { readFiles } from '#sources/files';
import { readModules } from '#sources/packages';
import { sourceWorld } from '#test/support/source-world';

const pkg = (name: string, more: object = {}) => ({ name, version: '1.0.0', ...more });

describe('modules from workspaces', () => {
  it('come from a list of npm workspaces, with globs, braces and what is taken away again', () => {
    const world = sourceWorld({
      'package.json': {
        private: true,
        workspaces: ['packages/*', '{apps,tools}/**', '!packages/old', './single/'],
      },
      'packages/pay/package.json': pkg('@acme/pay'),
      'packages/old/package.json': pkg('@acme/old'),
      'packages/pay/deep/package.json': pkg('@acme/deep'),
      'packages/.hidden/package.json': pkg('@acme/hidden'),
      'apps/shop/web/package.json': pkg('web'),
      'tools/lint/package.json': pkg('lint'),
      'single/package.json': pkg('single'),
      'elsewhere/package.json': pkg('elsewhere'),
    });
    assert.deepEqual(world.names(), ['web', '@acme/pay', 'single', 'lint']);
    assert.deepEqual(world.modules.toldBy, ['npm workspaces']);
    assert.deepEqual(world.problems(), []);
  });

  it('come from the object form, and the package manager is named by its lock file', () => {
    const world = sourceWorld({
      'package.json': { workspaces: { packages: ['libs/*'], nohoist: ['x'] } },
      'yarn.lock': '',
      'libs/a/package.json': pkg('a'),
    });
    assert.deepEqual(world.names(), ['a']);
    assert.deepEqual(world.modules.toldBy, ['Yarn workspaces']);
  });

  it('come from pnpm-workspace.yaml, where what is taken away holds wherever it stands', () => {
    const world = sourceWorld({
      'package.json': { private: true },
      'pnpm-workspace.yaml': `packages:\n  - '!**/examples/**'\n  - "packages/**"\n  - examples/.hidden/*\ncatalog:\n  x: 1\n`,
      'packages/a/package.json': pkg('a'),
      'packages/a/examples/one/package.json': pkg('one'),
      'examples/.hidden/b/package.json': pkg('b'),
    });
    // `**/` does not look into hidden folders, so the second is kept: it names its dot.
    assert.deepEqual(world.names(), ['b', 'a']);
    assert.deepEqual(world.modules.toldBy, ['pnpm workspaces']);
  });

  it('come from rush.json, which has comments and says what is published', () => {
    const world = sourceWorld({
      'rush.json': `{
        // the projects
        "projects": [
          { "packageName": "a", "projectFolder": "libs/a", "shouldPublish": true, "decoupledLocalDependencies": ["b"] },
          { "packageName": "b", "projectFolder": "libs/b" },
          /* moved */ { "packageName": "c", "projectFolder": "libs/c", },
        ],
      }`,
      'libs/a/package.json': pkg('a', { devDependencies: { b: '1.0.0' } }),
      'libs/a/src/index.ts': '',
      'libs/b/package.json': pkg('b'),
      'libs/b/src/index.ts': '',
    });
    assert.deepEqual(world.names(), ['a', 'b']);
    assert.deepEqual([world.module('a').published, world.module('b').published], [true, false]);
    assert.deepEqual(world.module('a').decoupled, ['b']);
    assert.deepEqual(world.problems(), ['unmatched-workspace rush.json:6']);
    assert.equal(world.told('libs/a/src/x.ts', 'b'), 'external b', 'a takes b from the registry');
  });

  it('come from Nx projects, which have names of their own; imports use the package name', () => {
    const world = sourceWorld({
      'nx.json': {},
      'package.json': { name: 'root', private: true },
      'libs/pay/project.json': { name: 'payments', targets: {} },
      'libs/pay/package.json': pkg('@acme/pay', { main: 'src/index.ts' }),
      'libs/pay/src/index.ts': '',
      'apps/web/project.json': '{ /* no name */ }',
      'apps/web/src/main.ts': '',
    });
    assert.deepEqual(world.names(), ['web', 'payments']);
    assert.deepEqual(world.modules.toldBy, ['Nx']);
    assert.equal(world.module('payments').importName, '@acme/pay');
    assert.equal(world.module('payments').manifest, 'libs/pay/project.json');
    assert.equal(world.told('apps/web/src/main.ts', '@acme/pay'), 'libs/pay/src/index.ts');
  });

  it('come from Lerna only where no package manager says more', () => {
    const lerna = sourceWorld({
      'lerna.json': {},
      'packages/a/package.json': pkg('a'),
      'mods/b/package.json': pkg('b'),
    });
    assert.deepEqual([lerna.names(), lerna.modules.toldBy], [['a'], ['Lerna']]);
    const both = sourceWorld({
      'lerna.json': { packages: ['packages/*'] },
      'package.json': { workspaces: ['mods/*'] },
      'packages/a/package.json': pkg('a'),
      'mods/b/package.json': pkg('b'),
    });
    assert.deepEqual(both.names(), ['b']);
  });

  it('include workspaces inside a package and beside one another, but none that a test works on', () => {
    const world = sourceWorld({
      'web/package.json': { workspaces: ['libs/*'] },
      'web/libs/a/package.json': pkg('a', { workspaces: ['inner'] }),
      'web/libs/a/inner/package.json': pkg('inner'),
      'web/libs/a/sample/package.json': pkg('sample', { workspaces: ['x'] }),
      'server/pnpm-workspace.yaml': 'packages: [mods/*]',
      'server/mods/b/package.json': pkg('b'),
      'web/libs/a/sample/x/package.json': pkg('x'),
      'tools/__fixtures__/ws/package.json': { workspaces: ['p'] },
      'tools/__fixtures__/ws/p/package.json': pkg('p'),
    });
    assert.deepEqual(world.names(), ['b', 'a', 'inner']);
  });

  it('include the root package only if it has sources that no other package holds', () => {
    const base = {
      'package.json': { name: 'root', workspaces: ['p/*'] },
      'p/a/package.json': pkg('a'),
      'p/a/x.ts': '',
    };
    assert.deepEqual(sourceWorld({ ...base, 'jest.config.js': '', '.yarn/releases/yarn.cjs': '' }).names(), [
      'a',
    ]);
    assert.deepEqual(sourceWorld({ ...base, 'scripts/release.ts': '' }).names(), ['root', 'a']);
  });
});

describe('a package', () => {
  it('has every sort of dependency, and is published when it is neither private nor without a version', () => {
    const world = sourceWorld({
      'package.json': { workspaces: ['*'] },
      'a/package.json': pkg('a', {
        dependencies: { z: '1' },
        devDependencies: { y: '1' },
        peerDependencies: { z: '2' },
        optionalDependencies: { x: '1' },
      }),
      'b/package.json': pkg('b', { private: true }),
      'c/package.json': { name: 'c' },
    });
    assert.deepEqual(world.module('a').dependencies, ['x', 'y', 'z']);
    assert.deepEqual(
      world.modules.packages.map(item => item.published),
      [true, false, false],
    );
    assert.deepEqual(world.module('a').nameRange, {
      start: { line: 1, character: 11 },
      end: { line: 1, character: 12 },
    });
  });

  it('is called by its folder without a name, and by its path when the name is taken', () => {
    const world = sourceWorld({
      'package.json': { workspaces: ['*/*'] },
      'a/pay/package.json': pkg('pay'),
      'b/pay/package.json': { version: '1.0.0' },
      'c/x/package.json': pkg('pay'),
      'd/y/package.json': { name: 42 },
    });
    assert.deepEqual(world.names(), ['pay', 'b/pay', 'c/x', 'y']);
    assert.deepEqual(world.problems(), [
      'duplicate-package b/pay/package.json:1',
      'duplicate-package c/x/package.json:2',
    ]);
  });

  it('that is excluded is no module', () => {
    const tree = {
      'package.json': { workspaces: ['p/*'] },
      'p/a/package.json': pkg('a'),
      'p/b/package.json': pkg('b'),
    };
    assert.deepEqual(sourceWorld(tree, ['p/b/**']).names(), ['a']);
  });

  it('whose manifest is broken is told at its place and spoils no neighbour', () => {
    const world = sourceWorld({
      'package.json': { workspaces: ['*'] },
      'a/package.json': '{\n  "name": "a",\n  "version": "1.0.0"\n  "main": "x.ts"\n}',
      'a/x.ts': '',
      'b/package.json': pkg('b'),
      'c/package.json': '',
    });
    assert.deepEqual(world.names(), ['a', 'b', 'c']);
    assert.deepEqual(world.problems(), ['broken-json a/package.json:4', 'broken-json c/package.json:1']);
    assert.equal(world.state.state, 'stale');
    assert.deepEqual(world.module('a').entries, ['a/x.ts'], 'what could be read of it is used');
  });

  it('are not silently replaced by top folders where the root manifest is broken', () => {
    const world = sourceWorld({
      'package.json': '{ "workspaces": [',
      'p/a/package.json': pkg('a'),
      'p/a/index.ts': '',
    });
    assert.deepEqual(world.problems(), ['broken-json package.json:1']);
    assert.equal(world.state.state, 'stale');
  });

  it('whose configuration is nested without end are told, and nothing overflows', () => {
    const deep = (open: string, close: string) => open.repeat(20_000) + close.repeat(20_000);
    const valid = `{ "name": "a", "exports": ${deep('{"x":', '}').replace('}', '1}')} }`;
    assert.doesNotThrow(() => JSON.parse(valid));
    const world = sourceWorld({
      'package.json': { workspaces: ['p/*'] },
      'p/a/package.json': valid,
      'p/a/tsconfig.json': deep('[', ''),
      'p/a/index.ts': '',
      'p/b/package.json': deep('[{"x":', '}]'),
      'pnpm-workspace.yaml': deep('[', ''),
    });
    assert.deepEqual(world.problems(), [
      'broken-json p/a/package.json:1',
      'broken-json p/a/tsconfig.json:1',
      'broken-json p/b/package.json:1',
      'broken-yaml pnpm-workspace.yaml:1',
    ]);
  });

  it('whose configuration cannot be read are told', () => {
    const known = memoryFileSystem({
      'package.json': JSON.stringify({ workspaces: ['p/*'] }),
      'pnpm-workspace.yaml': '',
      'p/a/package.json': JSON.stringify(pkg('a')),
      'p/a/tsconfig.json': '',
      'p/a/index.ts': '',
    });
    const refused = /^(pnpm-workspace\.yaml|p\/a\/(package|tsconfig)\.json)$/;
    const fs: FileSystem = {
      ...known,
      read: path => (refused.test(path) ? { ok: false, reason: 'binary' } : known.read(path)),
    };
    const files = factsOf(readFiles(fs, { excludes: [], nestedRoots: [] }));
    assert.ok(files);
    const state = readModules(fs, files);
    assert.equal(state.state, 'stale');
    assert.deepEqual(
      factsOf(state)?.problems.map(({ code, severity, place }) => `${severity} ${code} ${place.path}`),
      [
        'error unreadable-file p/a/package.json',
        'error unreadable-file p/a/tsconfig.json',
        'error unreadable-file pnpm-workspace.yaml',
      ],
    );
  });

  it('that a list names but nobody finds is told where it is written', () => {
    const world = sourceWorld({
      'package.json': '{ "workspaces": [\n  "packages/*",\n  "gone"\n] }',
      'packages/a/package.json': pkg('a'),
      'pnpm-workspace.yaml': 'packages:\n  - packages/*\n  - "missing/**"\n',
    });
    assert.deepEqual(world.problems(), [
      'unmatched-workspace package.json:3',
      'unmatched-workspace pnpm-workspace.yaml:3',
    ]);
    assert.deepEqual(world.modules.problems[1]?.place.range, {
      start: { line: 2, character: 5 },
      end: { line: 2, character: 15 },
    });
  });

  it('list that is no YAML is told, and other tools are still asked', () => {
    const world = sourceWorld({
      'package.json': { workspaces: ['p/*'] },
      'pnpm-workspace.yaml': 'packages:\n  - "a\n',
      'p/a/package.json': pkg('a'),
    });
    assert.deepEqual(world.names(), ['a']);
    assert.equal(world.modules.problems[0]?.code, 'broken-yaml');
    assert.equal(world.state.state, 'stale');
  });
});

describe('without workspaces', () => {
  it('the children of the first folder that branches are the modules, and that is said', () => {
    const world = sourceWorld({
      'package.json': pkg('app'),
      'vite.config.ts': '',
      'scripts/release.ts': '',
      'src/main.ts': '',
      'src/app/cart/cart.ts': '',
      'src/app/pay/pay.ts': '',
      'src/lib/x.ts': '',
    });
    assert.deepEqual(world.names(), ['app', 'lib']);
    assert.deepEqual(world.modules.toldBy, ['top folders of "src"']);
    assert.equal(world.module('app').kind, 'folder');
    assert.match(
      world.state.state === 'ready' ? (world.state.notes[0] ?? '') : '',
      /2 folders of "src".*"scripts"/,
    );
  });

  it('a folder that does not branch is one module', () => {
    assert.deepEqual(sourceWorld({ 'src/a.ts': '', 'src/util/b.ts': '' }).names(), ['src']);
    assert.deepEqual(sourceWorld({ 'a/b/c/x.ts': '' }).names(), ['c']);
  });

  it('and without sources in folders there are no modules', () => {
    const { state } = sourceWorld({ 'README.md': '', 'index.ts': '' });
    assert.equal(state.state, 'absent');
  });
});
