import assert from 'node:assert/strict';
import { sourceWorld } from '#test/support/source-world';

const CONFIG_DIR = ['$', '{configDir}'].join('');

const a = (compilerOptions: object, more: object = {}) => ({ compilerOptions, ...more });
const app = {
  'app/src/main.ts': '',
  'app/src/util/money.ts': '',
  'app/src/util/index.ts': '',
  'lib/x.ts': '',
};

describe('aliases from tsconfig', () => {
  it('start at baseUrl, or at the file that declares paths', () => {
    const declared = sourceWorld({
      ...app,
      'app/tsconfig.json': a({ paths: { '@/*': ['./src/*'], '@x': ['../lib/x'] } }),
    });
    assert.equal(declared.told('app/src/main.ts', '@/util/money'), 'app/src/util/money.ts');
    assert.equal(declared.told('app/src/main.ts', '@/util'), 'app/src/util/index.ts');
    assert.equal(declared.told('app/src/main.ts', '@/util/money.js'), 'app/src/util/money.ts');
    assert.equal(declared.told('app/src/main.ts', '@x'), 'lib/x.ts');
    assert.equal(declared.told('app/src/main.ts', '@/gone'), 'unresolved: no-such-file');

    const based = sourceWorld({
      ...app,
      'app/tsconfig.json': a({ baseUrl: 'src', paths: { '~/*': ['./util/*'] } }),
    });
    assert.equal(based.told('app/src/main.ts', '~/money'), 'app/src/util/money.ts');
    assert.equal(based.told('app/src/main.ts', 'util/money'), 'app/src/util/money.ts');
  });

  it('choose the exact key, then the longest text before the star, then the first target that exists', () => {
    const world = sourceWorld({
      ...app,
      'app/tsconfig.json': a({
        paths: {
          '@/*': ['./nowhere/*', './src/*'],
          '@/util/*': ['../lib/*'],
          '@/util/money': ['./src/main.ts'],
        },
      }),
    });
    assert.equal(world.told('app/src/main.ts', '@/main'), 'app/src/main.ts');
    assert.equal(world.told('app/src/main.ts', '@/util/x'), 'lib/x.ts');
    assert.equal(world.told('app/src/main.ts', '@/util/money'), 'app/src/main.ts');
  });

  it('are read through comments, trailing commas and a byte order mark', () => {
    const text =
      '\uFEFF{ // how we build\n "compilerOptions": { "paths": { "@/*": ["./src/*",], }, /* later */ }, }';
    assert.equal(
      sourceWorld({ ...app, 'app/tsconfig.json': text }).told('app/src/main.ts', '@/main'),
      'app/src/main.ts',
    );
    assert.deepEqual(sourceWorld({ ...app, 'app/tsconfig.json': text }).problems(), []);
  });

  it('come from jsconfig.json where there is no tsconfig.json', () => {
    const world = sourceWorld({ ...app, 'app/jsconfig.json': a({ paths: { '@/*': ['./src/*'] } }) });
    assert.equal(world.told('app/src/main.ts', '@/main'), 'app/src/main.ts');
  });
});

describe('extends', () => {
  it('inherits, also from several, the last one first; paths are replaced as a whole', () => {
    const world = sourceWorld({
      ...app,
      'base/one.json': a({ paths: { '@one/*': ['../app/src/*'] }, baseUrl: '.' }),
      'base/two.json': a({ paths: { '@two/*': ['../app/src/*'] } }),
      'app/tsconfig.json': { extends: ['../base/one', '../base/two.json'] },
    });
    assert.equal(world.told('app/src/main.ts', '@two/main'), 'app/src/main.ts');
    assert.equal(world.told('app/src/main.ts', '@one/main'), 'unresolved: not-installed-not-declared');
  });

  it('finds packages of the workspace, by name, by field and through node_modules, without any installed', () => {
    const tree = {
      ...app,
      'package.json': { workspaces: ['app', 'rig'] },
      'app/package.json': { name: 'app' },
      'rig/package.json': { name: '@acme/rig', tsconfig: './base.json' },
      'rig/base.json': a({ paths: { '@/*': [`${CONFIG_DIR}/src/*`] } }),
    };
    for (const target of [
      '@acme/rig',
      '@acme/rig/base',
      '@acme/rig/base.json',
      './node_modules/@acme/rig/base.json',
    ]) {
      const world = sourceWorld({ ...tree, 'app/tsconfig.json': { extends: target } });
      assert.equal(world.told('app/src/main.ts', '@/main'), 'app/src/main.ts', target);
      assert.deepEqual(world.problems(), []);
    }
  });

  it('reads an installed package, whose relative paths start where it is installed', () => {
    const world = sourceWorld({
      ...app,
      'package.json': { workspaces: ['app'] },
      'app/package.json': { name: 'app', devDependencies: { rig: '1' } },
      'app/node_modules/rig/tsconfig.json': a({ baseUrl: '../../src' }),
      'app/tsconfig.json': { extends: 'rig' },
    });
    assert.equal(world.told('app/src/main.ts', 'util/money'), 'app/src/util/money.ts');
  });

  it('that is missing is told at its place and spoils neither its neighbours nor the rest of the file', () => {
    const world = sourceWorld({
      ...app,
      'package.json': { workspaces: ['app', 'lib'] },
      'app/package.json': { name: 'app' },
      'lib/package.json': { name: 'lib' },
      'app/tsconfig.json': '{\n  "extends": [\n    "../gone.json",\n    "./good.json"\n  ]\n}',
      'app/good.json': a({ paths: { '@/*': ['./src/*'] } }),
      'lib/tsconfig.json': a({ paths: { '@/*': ['./*'] } }),
    });
    assert.deepEqual(world.problems(), ['missing-extends app/tsconfig.json:3']);
    assert.equal(world.modules.problems[0]?.severity, 'warning');
    assert.equal(world.told('app/src/main.ts', '@/main'), 'app/src/main.ts');
    assert.equal(world.told('lib/x.ts', '@/x'), 'lib/x.ts');
  });

  it('of a declared package that is not installed is a note, not a problem', () => {
    const world = sourceWorld({
      ...app,
      'package.json': { workspaces: ['app'], devDependencies: { '@tsconfig/node20': '1' } },
      'app/package.json': { name: 'app' },
      'app/tsconfig.json': { extends: '@tsconfig/node20/tsconfig.json' },
    });
    assert.deepEqual(world.problems(), []);
    assert.match(
      world.state.state === 'ready' ? world.state.notes.join() : '',
      /1 tsconfig extends a package/,
    );
  });

  it('of thousands of files in a row ends, is told, and the first of them count', () => {
    const chain = Array.from({ length: 5000 }, (_, i): [string, object] => [
      `app/t${i}.json`,
      {
        extends: `./t${i + 1}.json`,
        ...(i === 50 && { compilerOptions: { paths: { '@/*': ['./src/*'] } } }),
      },
    ]);
    const world = sourceWorld({
      ...app,
      'package.json': { workspaces: ['app'] },
      'app/package.json': { name: 'app' },
      ...Object.fromEntries(chain),
      'app/tsconfig.json': { extends: './t0.json' },
    });
    assert.equal(world.told('app/src/main.ts', '@/main'), 'app/src/main.ts');
    assert.deepEqual(world.problems(), ['deep-extends app/t98.json:2']);
  });

  it('in a circle ends, is told, and the rest counts', () => {
    const world = sourceWorld({
      ...app,
      'package.json': { workspaces: ['app'] },
      'app/package.json': { name: 'app' },
      'app/tsconfig.json': { extends: './b.json' },
      'app/b.json': {
        extends: ['./b.json', './tsconfig.json'],
        compilerOptions: { paths: { '@/*': ['./src/*'] } },
      },
    });
    assert.deepEqual(world.problems(), ['cyclic-extends app/b.json:3', 'cyclic-extends app/b.json:4']);
    assert.equal(world.told('app/src/main.ts', '@/main'), 'app/src/main.ts');
  });

  it('many times over takes no longer than once', () => {
    const layers = Object.fromEntries(
      Array.from({ length: 40 }, (_, i) => [
        `app/l${i}.json`,
        { extends: [`./l${i + 1}.json`, `./l${i + 1}`] },
      ]),
    );
    const world = sourceWorld({
      ...app,
      ...layers,
      'app/l40.json': a({ paths: { '@/*': ['./src/*'] } }),
      'app/tsconfig.json': { extends: './l0.json' },
    });
    assert.equal(world.told('app/src/main.ts', '@/main'), 'app/src/main.ts');
  });
});

describe('a tsconfig that is broken', () => {
  it('is told at its place; what could be read counts, and its neighbours are unspoiled', () => {
    const world = sourceWorld({
      ...app,
      'package.json': { workspaces: ['app', 'lib'] },
      'app/package.json': { name: 'app' },
      'lib/package.json': { name: 'lib' },
      'app/tsconfig.json': '{\n "compilerOptions": { "paths": { "@/*": ["./src/*"] } }\n "include": [',
      'lib/tsconfig.json': a({ paths: { '@/*': ['./*'] } }),
    });
    assert.deepEqual(world.problems(), ['broken-json app/tsconfig.json:3']);
    assert.equal(world.told('app/src/main.ts', '@/main'), 'app/src/main.ts');
    assert.equal(world.told('lib/x.ts', '@/x'), 'lib/x.ts');
  });

  it('with values of other types than they should be counts as without them', () => {
    for (const options of [
      { paths: 3 },
      { paths: { '@/*': './src/*' } },
      { paths: { '@/*': [4] }, baseUrl: {} },
      { rootDirs: 'x' },
    ]) {
      const world = sourceWorld({
        ...app,
        'app/tsconfig.json': { compilerOptions: options, extends: 7, references: {} },
      });
      assert.doesNotThrow(() => world.told('app/src/main.ts', '@/main'));
    }
    for (const text of ['', '[]', 'null', '"x"', '{"compilerOptions": []}']) {
      const world = sourceWorld({ ...app, 'app/tsconfig.json': text });
      assert.equal(world.told('app/src/main.ts', './util'), 'app/src/util/index.ts');
    }
  });
});

describe('a tsconfig that only refers to others', () => {
  const tree = {
    ...app,
    'app/tsconfig.json': {
      files: [],
      references: [{ path: './tsconfig.app.json' }, { path: './tsconfig.test.json' }],
    },
    'app/tsconfig.app.json': {
      include: ['src'],
      exclude: ['**/*.spec.ts'],
      compilerOptions: { paths: { '@/*': ['./src/*'] } },
    },
    'app/tsconfig.test.json': {
      include: ['src/**/*.spec.ts'],
      compilerOptions: { paths: { '@/*': ['./src/util/*'] } },
    },
    'app/src/main.spec.ts': '',
  };

  it('leaves a file to the first of them that includes it', () => {
    const world = sourceWorld(tree);
    assert.equal(world.told('app/src/main.ts', '@/main'), 'app/src/main.ts');
    assert.equal(world.told('app/src/main.spec.ts', '@/money'), 'app/src/util/money.ts');
  });

  it('speaks for what none of them includes, and survives references in a circle', () => {
    const world = sourceWorld({
      ...tree,
      'app/tsconfig.app.json': { files: [], references: [{ path: '.' }] },
      'app/tsconfig.test.json': { files: [] },
    });
    assert.equal(world.told('app/src/main.ts', '@/main'), 'unresolved: unknown-alias');
  });
});

describe('other options', () => {
  it('rootDirs lie over one another', () => {
    const world = sourceWorld({
      ...app,
      'gen/util/made.ts': '',
      'app/tsconfig.json': a({ rootDirs: ['./src', '../gen'] }),
    });
    assert.equal(world.told('app/src/util/money.ts', './made'), 'gen/util/made.ts');
  });

  it('moduleSuffixes are tried in their order', () => {
    const world = sourceWorld({
      ...app,
      'app/src/b.ios.ts': '',
      'app/tsconfig.json': a({ moduleSuffixes: ['.ios', ''] }),
    });
    assert.equal(world.told('app/src/main.ts', './b'), 'app/src/b.ios.ts');
    assert.equal(world.told('app/src/main.ts', './util/money'), 'app/src/util/money.ts');
  });
});
