import assert from 'node:assert/strict';
import { repoPath } from '#core/facts/place';
import { carriedOut, factsFor, plan, planAll } from '#test/support/move';

const PACKAGE = '{"name":"acme","private":true}';

describe('moving a file inside its package', () => {
  it('rewrites imports of every sort, in it and of it, in the spelling they had', async () => {
    const before = {
      'package.json': PACKAGE,
      'tsconfig.json': '{"compilerOptions":{"paths":{"@/*":["./src/*"]}}}',
      'src/pay/tax.ts': `import { a } from './rate';\nexport * from "../base.js";\nimport 'node:fs';\n`,
      'src/pay/rate.ts': 'export const a = 1;\n',
      'src/base.ts': 'export const b = 1;\n',
      'src/shop/cart.ts': [
        `import { a } from '../pay/tax';`,
        `import '../pay/tax.js';`,
        `export { a as c } from '@/pay/tax';`,
        `const d = require('../pay/tax.ts');`,
        `const e = import('../pay/tax');`,
        `import f = require('../pay/tax');`,
        `type G = import('../pay/tax').G;`,
        `import './other';`,
      ].join('\n'),
      'src/shop/other.ts': 'export {};\n',
      'src/shop/cart.test.ts': `jest.mock('../pay/tax');\njest.requireActual('./other');\n`,
    };
    const made = await plan(before, 'src/pay/tax.ts', 'src/shop/deep/tax.ts');
    const after = carriedOut(before, made);
    assert.equal(
      after['src/shop/deep/tax.ts'],
      `import { a } from '../../pay/rate';\nexport * from "../../base.js";\nimport 'node:fs';\n`,
    );
    assert.equal(after['src/pay/tax.ts'], undefined);
    assert.deepEqual(after['src/shop/cart.ts']?.split('\n'), [
      `import { a } from './deep/tax';`,
      `import './deep/tax.js';`,
      `export { a as c } from '@/shop/deep/tax';`,
      `const d = require('./deep/tax.ts');`,
      `const e = import('./deep/tax');`,
      `import f = require('./deep/tax');`,
      `type G = import('./deep/tax').G;`,
      `import './other';`,
    ]);
    assert.equal(
      after['src/shop/cart.test.ts'],
      `jest.mock('./deep/tax');\njest.requireActual('./other');\n`,
    );
    const back = await plan(after, 'src/shop/deep/tax.ts', 'src/pay/tax.ts');
    assert.deepEqual(sorted(carriedOut(after, back)), sorted(before));
  });

  const why = (title: string, more: Record<string, string>, to: string, reason: RegExp) =>
    it(title, async () => {
      const made = await plan({ 'package.json': PACKAGE, 'src/a.ts': '', ...more }, 'src/a.ts', to);
      assert.ok(!made.ok);
      assert.equal(made.reasons.length, 1, made.reasons.join('\n'));
      assert.match(made.reasons[0] ?? '', reason);
    });

  why('not onto another', { 'src/x/A.ts': '' }, 'src/x/a.ts', /^src\/x\/a\.ts exists already/);
  why(
    'not when it computes an import',
    { 'src/a.ts': 'import(name)' },
    'src/x/a.ts',
    /computes what it imports/,
  );
  why(
    'not when it asks where it lies',
    { 'src/a.ts': 'read(__dirname)' },
    'src/x/a.ts',
    /where it lies \(__dirname\)/,
  );
  why(
    'not when it is published',
    { 'package.json': '{"name":"p","exports":"./src/a.ts"}' },
    'src/x/a.ts',
    /package\.json names src\/a\.ts on line 1 \("\.\/src\/a\.ts"\)/,
  );
  why(
    'not when an unread file names it',
    { 'src/v.vue': `import "./a"` },
    'src/x/a.ts',
    /src\/v\.vue names src\/a\.ts on line 1/,
  );
  why(
    'not when a tool’s configuration names it, and says where',
    {
      'jest.config.js': `module.exports = {\n  setup: ['<rootDir>/src/a.ts', 'src/b.ts', '<rootDir>/src/a'] };`,
    },
    'src/x/a.ts',
    /jest\.config\.js names src\/a\.ts on line 2 \("\/src\/a\.ts"\) and in 1 more place/,
  );
  it('not when a framework finds it by its place', async () => {
    const before = {
      'package.json': '{"name":"acme","private":true,"dependencies":{"next":"1"}}',
      'pages/a.ts': '',
    };
    const made = await plan(before, 'pages/a.ts', 'src/a.ts');
    assert.ok(!made.ok && /found by its place \(next\)/.test(made.reasons.join()));
  });
  it('writes a path to the file anew that would only mean its package', async () => {
    const before = {
      'package.json': PACKAGE,
      'p/package.json': '{"name":"p","main":"./src/index.ts"}',
      'p/src/index.ts': '',
      'p/src/a/b/c.ts': `import '../..';`,
    };
    const after = carriedOut(before, await plan(before, 'p/src/a/b/c.ts', 'p/src/x/c.ts'));
    assert.equal(after['p/src/x/c.ts'], `import '..';`);
  });
  it('is not held up by words that only look like it', async () => {
    const before = {
      'package.json': '{"name":"acme","private":true,"types":"./dist/index.d.ts","files":["src/**"]}',
      'tsconfig.json': '{"compilerOptions":{"types":["node"]},"include":["src"]}',
      'jest.config.js': `// src/types.ts is fine\nmodule.exports = { testMatch: ['src/*.test.ts', 'lib/src/types'] };`,
      'src/types.ts': '',
    };
    const made = await plan(before, 'src/types.ts', 'src/x/types.ts');
    assert.ok(made.ok, made.ok ? '' : made.reasons.join());
  });
  it('keeps the lists of what ESLint overlooks', async () => {
    const before = {
      'package.json': PACKAGE,
      'eslint-suppressions.json': '{ "src/a.ts": { "no-x": { "count": 1 } }, "src/a.tsx": {} }',
      'src/a.ts': '',
    };
    const after = carriedOut(before, await plan(before, 'src/a.ts', 'src/x/a.ts'));
    assert.match(after['eslint-suppressions.json'] ?? '', /^\{ "src\/x\/a\.ts": .* "src\/a\.tsx": \{\} \}$/);
  });
  it('lets a file go that a package offers by a pattern only, and says who has to follow', async () => {
    const before = {
      'package.json': '{"name":"root","private":true,"workspaces":["p","q"]}',
      'p/package.json':
        '{"name":"p","version":"1.0.0","exports":{".":"./src/index.ts","./lib/*":"./src/*.ts"}}',
      'p/src/index.ts': `export * from './deep/a';`,
      'p/src/deep/a.ts': 'export const a = 1;',
      'q/package.json': '{"name":"q","private":true,"dependencies":{"p":"*"}}',
      'q/src/index.ts': `import { a } from 'p/lib/deep/a';`,
    };
    const made = await plan(before, 'p/src/deep/a.ts', 'p/src/other/a.ts');
    assert.ok(made.ok, made.ok ? '' : made.reasons.join());
    const after = carriedOut(before, made);
    assert.equal(after['q/src/index.ts'], `import { a } from 'p/lib/other/a';`);
    assert.equal(after['p/src/index.ts'], `export * from './other/a';`);
    assert.match(made.notes.join(), /p is published and offers all its files \("p\/lib\/deep\/a"\)/);
  });
  why(
    'not when a generated file would be edited',
    { 'src/g.ts': `// @generated\nimport './a'` },
    'src/x/a.ts',
    /it is generated/,
  );
  it('rewrites the import of a file that neither moves nor imports it, where it would then mean another', async () => {
    const before = {
      'package.json': PACKAGE,
      'src/a.ts': '',
      'src/b.ts': `import './x/a'`,
      'src/x/a/index.ts': '',
    };
    const made = await plan(before, 'src/a.ts', 'src/x/a.ts');
    assert.equal(carriedOut(before, made)['src/b.ts'], `import './x/a/index'`);
  });

  it('leads an import that finds nothing today to the same nothing', async () => {
    const before = { 'package.json': PACKAGE, 'src/a.ts': `import './built/later.js'` };
    const made = await plan(before, 'src/a.ts', 'src/x/a.ts');
    assert.equal(carriedOut(before, made)['src/x/a.ts'], `import '../built/later.js'`);
  });

  it('moves several at once: what they say of one another is left alone where it may be', async () => {
    const before = {
      'package.json': PACKAGE,
      'src/a.ts': `import './b';\nimport './c';\n`,
      'src/b.ts': `import './a';\n`,
      'src/c.ts': '',
    };
    const moves = ['a', 'b'].map(name => ({
      from: repoPath(`src/${name}.ts`),
      to: repoPath(`src/x/${name}.ts`),
    }));
    const after = carriedOut(before, await planAll(await factsFor(before), moves));
    assert.equal(after['src/x/a.ts'], `import './b';\nimport '../c';\n`);
    assert.equal(after['src/x/b.ts'], before['src/b.ts']);
  });

  it('needs no edit where nobody imports it', async () => {
    const made = await plan({ 'package.json': PACKAGE, 'src/a.ts': '' }, 'src/a.ts', 'src/x/a.ts');
    assert.deepEqual(made, {
      ok: true,
      moves: [{ from: 'src/a.ts', to: 'src/x/a.ts' }],
      edits: [],
      notes: [],
    });
  });
});

function sorted(texts: Readonly<Record<string, string>>): readonly (readonly [string, string])[] {
  return Object.entries(texts).sort(([a], [b]) => (a < b ? -1 : 1));
}
