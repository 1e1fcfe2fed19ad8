import assert from 'node:assert/strict';
import { repoPath } from '#core/facts/place';
import { ready } from '#core/facts/state';
import { buildModel } from '#core/model/build';
import { knownNames } from '#core/model/known-names';
import type { Model } from '#core/model/model';
import { buildFacts, declaredModule, declaredTeam, fileImports, owner } from '#test/support/facts';

describe('modules', () => {
  const files = [
    'packages/cart/package.json',
    'packages/cart/index.ts',
    'packages/cart/plugins/x/index.ts',
    'tools/a.ts',
  ];

  it('are packages; the innermost holds the file', () => {
    const model = buildModel(
      buildFacts({
        files,
        packages: [
          { name: 'cart', root: 'packages/cart' },
          { name: 'x', root: 'packages/cart/plugins/x' },
        ],
      }),
    );
    assert.deepEqual(
      model.modules.map(m => [m.name, m.files.length]),
      [
        ['cart', 2],
        ['x', 1],
      ],
    );
    assert.equal(model.moduleOf(repoPath('packages/cart/plugins/x/new.ts'))?.name, 'x');
    assert.equal(model.moduleOf(repoPath('tools/a.ts')), undefined);
  });

  it('are declared: a path that covers a package root is that package, and both names resolve', () => {
    const model = buildModel(
      buildFacts({
        files,
        packages: [
          { name: '@acme/cart', root: 'packages/cart' },
          { name: '@acme/x', root: 'packages/cart/plugins/x' },
        ],
        modules: [declaredModule('cart', ['packages/cart/**'])],
      }),
    );
    assert.deepEqual(
      model.modules.map(m => m.name),
      ['@acme/x', 'cart'],
    );
    assert.equal(model.module('@acme/cart'), model.module('cart'));
    assert.equal(model.module('cart')?.package?.name, '@acme/cart');
    assert.equal(model.module('cart')?.root, 'packages/cart');
    assert.equal(model.moduleOf(repoPath('packages/cart/plugins/x/index.ts'))?.name, '@acme/x');
  });

  it('take every package that one path covers', () => {
    const model = buildModel(
      buildFacts({
        files: ['libs/a/index.ts', 'libs/b/index.ts', 'libs/b/inner/index.ts'],
        packages: [
          { name: 'a', root: 'libs/a' },
          { name: 'b', root: 'libs/b' },
          { name: 'inner', root: 'libs/b/inner' },
        ],
        modules: [declaredModule('libs', ['libs/**'])],
      }),
    );
    assert.deepEqual(
      model.modules.map(m => [m.name, [...m.files]]),
      [
        ['inner', ['libs/b/inner/index.ts']],
        ['libs', ['libs/a/index.ts', 'libs/b/index.ts']],
      ],
    );
    assert.equal(model.module('a'), model.module('b'));
    assert.equal(model.module('libs')?.package, undefined);
  });

  it('without a path are the package of that name', () => {
    const model = buildModel(
      buildFacts({
        files,
        packages: [{ name: 'cart', root: 'packages/cart' }],
        modules: [declaredModule('cart', [])],
      }),
    );
    assert.equal(model.modules.length, 1);
    assert.equal(model.module('cart')?.files.length, 3);
    assert.deepEqual(knownNames(model).modules, []);
  });

  it('leave out what "except" names, and give it to nobody', () => {
    const module = declaredModule('cart', ['packages/cart/**']);
    const [path] = module.paths;
    assert.ok(path);
    const except = [{ glob: '**/plugins/**', at: module.at }];
    const model = buildModel(
      buildFacts({
        files,
        packages: [{ name: '@acme/cart', root: 'packages/cart' }],
        modules: [{ ...module, paths: [{ ...path, except }] }],
      }),
    );
    assert.equal(model.moduleOf(repoPath('packages/cart/plugins/x/index.ts')), undefined);
    assert.equal(model.moduleOf(repoPath('packages/cart/index.ts'))?.name, 'cart');
  });

  it('tell files in two declared modules; the deeper path holds them', () => {
    const model = buildModel(
      buildFacts({
        files: ['shop/a.ts', 'shop/cart/b.ts'],
        modules: [declaredModule('shop', ['shop/**']), declaredModule('cart', ['shop/cart/**'])],
      }),
    );
    assert.equal(model.moduleOf(repoPath('shop/cart/b.ts'))?.name, 'cart');
    assert.deepEqual(
      model.overlaps.map(o => [o.modules, o.files]),
      [[['cart', 'shop'], ['shop/cart/b.ts']]],
    );
  });

  it('of one name as a package elsewhere keep apart', () => {
    const model = buildModel(
      buildFacts({
        files: ['src/core/a.ts', 'packages/core/b.ts'],
        packages: [{ name: 'core', root: 'packages/core' }],
        modules: [declaredModule('core', ['src/core/**'])],
      }),
    );
    assert.deepEqual(
      model.modules.map(m => m.name),
      ['core', 'packages/core'],
    );
    assert.equal(model.moduleOf(repoPath('packages/core/b.ts'))?.name, 'packages/core');
  });
});

describe('teams', () => {
  const codeowners = [
    '/a/ @Acme/Checkout',
    '/b/ @acme/checkout @dana',
    '/libraries/ @dana eve@example.org',
    '/tools/ eve@example.org @DANA',
    '/free/',
  ].join('\n');

  it('are owners in CODEOWNERS, compared without case; persons only are one unnamed team named after the pattern', () => {
    const model = buildModel(
      buildFacts({ files: ['a/x.ts', 'libraries/y.ts', 'tools/z.ts', 'free/f.ts'], codeowners }),
    );
    assert.deepEqual(
      model.teams.map(t => [t.name, t.unnamed]),
      [
        ['@Acme/Checkout', false],
        ['owners of /libraries/', true],
      ],
    );
    assert.deepEqual(model.ownershipOf(repoPath('b/new.ts')).teams, ['@Acme/Checkout']);
    assert.deepEqual(model.ownershipOf(repoPath('tools/z.ts')).teams, ['owners of /libraries/']);
    assert.deepEqual(model.ownershipOf(repoPath('free/f.ts')).teams, []);
    assert.equal(model.ownershipOf(repoPath('free/f.ts')).because.by, 'codeowners');
    assert.equal(model.ownershipOf(repoPath('other.ts')).because.by, 'nobody');
  });

  it('own a module by the rule that most of its files go by, whichever file comes first', () => {
    const files = ['a/CHANGELOG.md', 'a/src/x.ts', 'a/src/y.ts', 'a/z.json'];
    const model = buildModel(
      buildFacts({
        files,
        packages: [{ name: 'a', root: 'a' }],
        codeowners: '/a/ @acme/checkout\n/a/CHANGELOG.md @acme/checkout\n/a/z.json @acme/web\n',
      }),
    );
    const because = model.module('a')?.ownership.because;
    assert.ok(because?.by === 'codeowners');
    assert.equal(because.rule.pattern, '/a/');
  });

  it('that are declared take their handles in, and their members', () => {
    const teams = [
      declaredTeam('Checkout', ['@acme/CHECKOUT']),
      declaredTeam('Libs', [], ['eve@example.org', '@dana']),
    ];
    const model = buildModel(buildFacts({ files: ['a/x.ts'], codeowners, teams }));
    assert.deepEqual(
      model.teams.map(t => t.name),
      ['Checkout', 'Libs'],
    );
    assert.deepEqual(model.ownershipOf(repoPath('b/x.ts')).teams, ['Checkout', 'Libs']);
    assert.deepEqual(model.ownershipOf(repoPath('libraries/y.ts')).teams, ['Libs']);
    assert.equal(model.team('@acme/checkout')?.name, 'Checkout');
  });

  it('own a module by declaration, else by most of its files', () => {
    const model = buildModel(
      buildFacts({
        files: ['a/1.ts', 'a/2.ts', 'a/3.ts', 'b/1.ts'],
        packages: [
          { name: 'a', root: 'a' },
          { name: 'b', root: 'b' },
        ],
        teams: [declaredTeam('Pay')],
        modules: [declaredModule('b', ['b/**'], { owner: owner('Pay') })],
        codeowners: '/a/ @x/a\n/a/3.ts @x/b\n/b/ @x/b',
      }),
    );
    assert.deepEqual(model.module('a')?.ownership.teams, ['@x/a']);
    assert.deepEqual(model.module('b')?.ownership.teams, ['Pay']);
    assert.deepEqual(model.ownershipOf(repoPath('b/new.ts')).teams, ['Pay']);
    assert.equal(model.ownerRuleOf(repoPath('b/1.ts'))?.pattern, '/b/');
  });
});

describe('edges', () => {
  const input = {
    files: ['a/1.ts', 'a/1.test.ts', 'b/1.ts', 'b/2.ts'],
    packages: [
      { name: 'a', root: 'a' },
      { name: 'b', root: 'b' },
    ],
    imports: {
      'a/1.test.ts': ['b/2.ts'],
      'a/1.ts': ['b/1.ts', 'b/2.ts', 'a/1.test.ts'],
      'b/1.ts': ['b/2.ts'],
    },
  };

  it('gather imports by pair of modules, tests apart', () => {
    const model = buildModel(buildFacts(input));
    const [edge, ...others] = model.edges;
    assert.deepEqual(others, []);
    assert.equal(edge, model.edge(edge?.from ?? raise(), edge?.to ?? raise()));
    assert.deepEqual(
      edge?.imports.map(i => i.target),
      ['b/1.ts', 'b/2.ts'],
    );
    assert.deepEqual(
      edge?.inTests.map(i => i.target),
      ['b/2.ts'],
    );
  });

  it('keep their identity while imports and modules are the same', () => {
    const facts = buildFacts(input);
    const before = buildModel(facts);
    const after = buildModel({
      ...facts,
      ownership: buildFacts({ files: [], codeowners: '* @a/b' }).ownership,
    });
    assert.equal(before.edges, after.edges);
  });

  it('are built for 8,000 files and 60,000 imports, and follow one edited file', () => {
    const files = Array.from(
      { length: 8000 },
      (_, i) => `packages/p${i % 200}/src/d${i % 7}/f${i}.ts`,
    ).sort();
    const imports = files.map((path, i) =>
      fileImports(
        path,
        // Six of eight imports stay in the package, two lead to one of a few others.
        Array.from({ length: 8 }, (_, k) => {
          const own = Math.floor(i / 40) * 40;
          return files[k < 6 ? own + ((k * 7 + i) % 40) : (own + k * 997) % files.length] ?? '';
        }),
      ),
    );
    const facts = buildFacts({
      files,
      packages: Array.from({ length: 200 }, (_, i) => ({ name: `p${i}`, root: `packages/p${i}` })),
      modules: Array.from({ length: 50 }, (_, i) => declaredModule(`m${i}`, [`packages/p${i}/**`])),
      codeowners: Array.from({ length: 200 }, (_, i) => `/packages/p${i}/ @acme/t${i % 20}`).join('\n'),
    });
    const first = { ...facts, imports: ready({ files: imports, unread: {} }) };
    const model = buildModel(first);
    const edited = imports.map((file, i) => (i === 0 ? fileImports(file.path, [files[5] ?? '']) : file));
    const after = buildModel({ ...first, imports: ready({ files: edited, unread: {} }) });
    assert.ok(model.edges.length >= 200);
    // Only the file that was typed in lost its two imports of other modules; how long it takes is for the bench.
    const outward = (each: Model) => each.edges.reduce((sum, edge) => sum + edge.imports.length, 0);
    assert.ok(outward(after) < outward(model));
    assert.ok(outward(model) - outward(after) <= 2);
  });
});

function raise(): never {
  throw new Error('there is no edge');
}
