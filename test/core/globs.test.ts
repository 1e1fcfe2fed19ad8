import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isWithin, type RepoPath } from '#core/facts/place';
import { compileGlob, compileGlobs } from '#core/globs';

const path = (text: string) => text as RepoPath;

/** Glob, then paths it matches, then paths it does not. */
const TABLE: readonly (readonly [string, readonly string[], readonly string[]])[] = [
  [
    'packages/cart',
    ['packages/cart', 'packages/cart/a.ts', 'packages/cart/src/a.ts'],
    ['packages/carts', 'x/packages/cart/a.ts'],
  ],
  ['packages/cart/', ['packages/cart/a.ts', 'packages/cart/src/a.ts'], ['packages/cart']],
  [
    'packages/cart/**',
    ['packages/cart/a.ts', 'packages/cart/.env', 'packages/cart/x/y/z'],
    ['packages/cart', 'packages/cart2/a.ts'],
  ],
  ['/packages/cart/**', ['packages/cart/a.ts'], ['packages/cart']],
  ['./src/index.ts', ['src/index.ts'], ['index.ts']],
  ['packages/*', ['packages/a.ts'], ['packages/cart/a.ts', 'packages']],
  ['packages/*/', ['packages/cart/a.ts', 'packages/cart/b/c'], ['packages/a.ts']],
  ['packages/*/src', ['packages/cart/src', 'packages/cart/src/a.ts'], ['packages/src', 'packages/a/b/src/x']],
  ['**/*.gen.ts', ['a.gen.ts', 'x/y/a.gen.ts', '.gen.ts'], ['a.gen.tsx', 'a.gen.ts/x']],
  ['**', ['a', 'a/b', '.x'], []],
  ['**/', ['a/b'], []],
  ['**/test/**', ['test/a', 'x/test/a', 'x/test/y/a'], ['test', 'x/test', 'testing/a']],
  ['a/**/b', ['a/b', 'a/x/b', 'a/x/y/b', 'a/b/c'], ['a', 'ab', 'a/x/bb']],
  ['a**b', ['ab', 'axb'], ['a/b', 'a/x/b']],
  ['?.ts', ['a.ts', 'é.ts', '😀.ts'], ['ab.ts', '.ts', '/.ts']],
  ['*.{ts,tsx}', ['a.ts', 'a.tsx'], ['a.js', 'a.{ts,tsx}', 'x/a.ts']],
  ['{a,b/{c,d}}/x.ts', ['a/x.ts', 'b/c/x.ts', 'b/d/x.ts'], ['b/x.ts', 'c/x.ts']],
  ['a{,.spec}.ts', ['a.ts', 'a.spec.ts'], ['a..ts']],
  ['[abc].ts', ['a.ts', 'c.ts'], ['d.ts', 'ab.ts']],
  ['[a-c0-9].ts', ['b.ts', '5.ts'], ['d.ts', '-.ts']],
  ['[!a-c].ts', ['d.ts'], ['a.ts']],
  ['[^a-c].ts', ['d.ts'], ['a.ts']],
  ['[]x].ts', ['].ts', 'x.ts'], ['a.ts']],
  ['[{,}].ts', ['{.ts', ',.ts', '}.ts'], ['a.ts']],
  ['pages/\\[slug\\].tsx', ['pages/[slug].tsx'], ['pages/s.tsx']],
  ['a\\*b', ['a*b'], ['axb']],
  ['a\\{b,c\\}', ['a{b,c}'], ['ab', 'ac']],
  ['Src', ['Src/a'], ['src/a']],
  ['a, b', ['a, b'], ['a', 'b']],
  ['.', ['a', 'a/b'], []],
];

describe('globs', () => {
  for (const [glob, matched, unmatched] of TABLE) {
    it(`reads ${glob}`, () => {
      const compiled = compileGlob(glob);
      assert.equal(compiled.problem, undefined);
      for (const p of matched) assert.ok(compiled.matches(path(p)), `${glob} should match ${p}`);
      for (const p of unmatched) assert.ok(!compiled.matches(path(p)), `${glob} should not match ${p}`);
      for (const p of matched)
        assert.ok(isWithin(path(p), compiled.prefix), `${p} lies in ${compiled.prefix}`);
    });
  }

  it('starts at the base when there is one', () => {
    const glob = compileGlob('src/*.ts', path('packages/cart'));
    assert.ok(glob.matches(path('packages/cart/src/a.ts')));
    assert.ok(!glob.matches(path('src/a.ts')));
    assert.equal(glob.prefix, 'packages/cart/src');
    assert.ok(compileGlob('**', path('packages/cart')).matches(path('packages/cart/a')));
    assert.ok(!compileGlob('**', path('packages/cart')).matches(path('packages/carts/a')));
  });

  it('knows what all its matches lie in', () => {
    assert.equal(compileGlob('packages/{cart,pay}/**').prefix, 'packages');
    assert.equal(compileGlob('packages/cart/src/**').prefix, 'packages/cart/src');
    assert.equal(compileGlob('**/x').prefix, '');
    assert.equal(compileGlob('{a,b}').prefix, '');
  });

  it('says what is wrong, and then matches nothing', () => {
    const cases: readonly (readonly [string, RegExp])[] = [
      ['', /empty/],
      ['  ', /empty/],
      ['../x', /leaves/],
      ['a/../../x', /leaves/],
      ['a/{b,../../..}/x', /leaves/],
      ['C:\\work\\x', /absolute/],
      ['D:/work', /absolute/],
      ['a{b,c', /"\{".*never closed/],
      ['[abc', /"\[".*never closed/],
      ['[z-a]', /backwards/],
      ['a\\', /nothing to escape/],
      ['a'.repeat(1025), /1025 characters; at most 1024/],
      ['{a,b}'.repeat(9), /more than 256/],
      ['{'.repeat(500), /never closed/],
      [`{${'a,'.repeat(300)}b}`, /more than 256/],
    ];
    for (const [glob, message] of cases) {
      const compiled = compileGlob(glob);
      assert.match(compiled.problem ?? '', message, glob);
      assert.ok(!compiled.matches(path('x')));
    }
  });

  it('joins several', () => {
    const matches = compileGlobs(['*.ts', 'b/**']);
    assert.deepEqual(
      ['a.ts', 'b/c', 'c/d'].map(p => matches(path(p))),
      [true, true, false],
    );
  });

  it('answers within bounded time, whatever the pattern', () => {
    const long = path(`${'a'.repeat(3000)}c`);
    const deep = path(`${'a/'.repeat(1500)}c`);
    const began = performance.now();
    for (const glob of [
      `${'a*'.repeat(500)}b`,
      `${'*a'.repeat(500)}b`,
      `${'**/a/'.repeat(200)}b`,
      `${'**/*a*/'.repeat(140)}b`,
      `${'?*'.repeat(500)}b`,
      `${'[a-z]*'.repeat(170)}b`,
      `${'{a*,*a}'.repeat(8)}b`,
    ]) {
      const compiled = compileGlob(glob);
      assert.equal(compiled.problem, undefined, glob);
      assert.ok(!compiled.matches(long));
      assert.ok(!compiled.matches(deep));
    }
    assert.ok(performance.now() - began < 5000, `took ${performance.now() - began} ms`);
  });

  it('agrees with a naive matcher that tries everything', () => {
    const segment = fc.oneof(
      {
        weight: 3,
        arbitrary: fc
          .array(fc.constantFrom('a', 'b', '*', '?', '[ab]', '[!a]'), { minLength: 1, maxLength: 5 })
          .map(t => t.join('')),
      },
      fc.constant('**'),
    );
    const glob = fc.array(segment, { minLength: 1, maxLength: 4 }).map(s => s.join('/'));
    const target = fc
      .array(fc.stringMatching(/^[abc]{1,4}$/), { minLength: 1, maxLength: 5 })
      .map(s => s.join('/'));
    let matched = 0;
    fc.assert(
      fc.property(glob, target, (g, p) => {
        const expected = naive(g, p);
        if (expected) matched++;
        assert.equal(compileGlob(g).matches(path(p)), expected, `${g} on ${p}`);
      }),
      { numRuns: 5000, seed: 7 },
    );
    assert.ok(matched > 200, `only ${matched} pairs matched; the comparison says little`);
  });

  it('never throws on any text', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), fc.string({ maxLength: 40 }), (g, p) => {
        compileGlob(g).matches(path(p));
      }),
      { numRuns: 3000, seed: 11 },
    );
    const nasty = fc.array(
      fc.constantFrom('{', '}', ',', '[', ']', '!', '\\', '*', '**', '/', '.', '-', 'a'),
      { maxLength: 25 },
    );
    fc.assert(
      fc.property(nasty, g => {
        compileGlob(g.join('')).matches(path('a/b'));
      }),
      { numRuns: 5000, seed: 13 },
    );
  });
});

/** The definition, read out: exponential and only for short input. */
function naive(glob: string, target: string): boolean {
  const parts = glob.split('/');
  const last = parts.at(-1) ?? '';
  if (last === '**') parts.push('*');
  else if (!/[*?[]/.test(last)) parts.push('**');
  return segments(parts, target.split('/'));
}

function segments(parts: readonly string[], names: readonly string[]): boolean {
  const [part, ...more] = parts;
  if (part === undefined) return names.length === 0;
  if (part === '**') return names.some((_, i) => segments(more, names.slice(i))) || segments(more, []);
  const [name, ...others] = names;
  return name !== undefined && chars(part, name) && segments(more, others);
}

function chars(pattern: string, name: string): boolean {
  if (pattern === '') return name === '';
  if (pattern.startsWith('*')) return [...`${name} `].some((_, i) => chars(pattern.slice(1), name.slice(i)));
  if (name === '') return false;
  if (pattern.startsWith('[')) {
    const close = pattern.indexOf(']');
    const set = pattern.slice(1, close);
    const within = set.startsWith('!') ? !set.includes(name[0] ?? '') : set.includes(name[0] ?? '');
    return within && chars(pattern.slice(close + 1), name.slice(1));
  }
  return (pattern[0] === '?' || pattern[0] === name[0]) && chars(pattern.slice(1), name.slice(1));
}
