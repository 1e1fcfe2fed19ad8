import assert from 'node:assert/strict';
import { repoPath } from '#core/facts/place';
import { createLanguage, startsNestedRoot } from '#language/index';
import { NOTHING_INFERRED, PATH, read, textAt } from './support.ts';

describe('the facts of a .wiring file', () => {
  it('are plain data with places', async () => {
    const text = `team Checkout { handle "@acme/checkout", @acme/shop }
module cart {
  path "packages/cart/**" except "**/*.gen.ts", "x"
  owner Checkout and "@acme/pricing"
  exposes "src/index.ts"
  uses pricing, @acme/events,
  volatility core
}
`;
    const { facts } = await read(text);
    assert.deepEqual(JSON.parse(JSON.stringify(facts)), facts);
    const [cart] = facts.modules;
    assert.ok(cart?.owner && cart.uses && cart.block);
    assert.equal(textAt(text, cart.at.range), 'cart');
    assert.equal(textAt(text, cart.whole.range).startsWith('module cart {'), true);
    assert.equal(textAt(text, cart.whole.range).endsWith('}'), true);
    assert.equal(textAt(text, cart.block.range).startsWith('{\n'), true);
    assert.equal(textAt(text, cart.owner.at.range), 'owner Checkout and "@acme/pricing"');
    assert.equal(textAt(text, cart.uses.at.range), 'uses pricing, @acme/events');
    assert.equal(cart.owner.mode, 'all');
    assert.deepEqual(
      cart.owner.teams.map(({ name }) => name),
      ['Checkout', '@acme/pricing'],
    );
    assert.deepEqual(
      cart.paths.map(({ include, except }) => [include.glob, except.map(({ glob }) => glob)]),
      [['packages/cart/**', ['**/*.gen.ts', 'x']]],
    );
    assert.deepEqual(
      facts.teams[0]?.handles.map(({ name }) => name),
      ['@acme/checkout', '@acme/shop'],
    );
  });

  it('hold every clause of a service', async () => {
    const { facts } = await read(`external service s known as "a.b", c {
  availability 99.99%
  latency 2 minutes
  deploys together with t
  calls t 3 times
  calls t async
  rehearsed 2026-09-01
}
service t`);
    const [s] = facts.services;
    assert.equal(s?.external, true);
    assert.deepEqual(s?.aliases, ['a.b', 'c']);
    assert.equal(s?.availability?.share, 0.9999);
    assert.equal(s?.latency?.ms, 120_000);
    assert.deepEqual([s?.deploys?.mode, s?.deploys?.with[0]?.name], ['together', 't']);
    assert.deepEqual(
      s?.calls.map(({ times, async }) => [times, async]),
      [
        [3, false],
        [undefined, true],
      ],
    );
    assert.equal(s?.rehearsed?.date, '2026-09-01');
  });

  it('tell "uses nothing" from no uses', async () => {
    const { facts } = await read(
      'module a { uses nothing }\nmodule b { path "b" }\nmodule nothing\nmodule c { uses "nothing" }',
    );
    assert.deepEqual(
      facts.modules.map(({ uses }) => uses?.modules.map(({ name }) => name)),
      [[], undefined, undefined, ['nothing']],
    );
  });

  it('keep the values of options as written', async () => {
    const { facts } = await read(
      'rules { a-b warning in "x/**", "y" { one 50 % two 3, three 2weeks four word five "a b" } }',
    );
    assert.deepEqual(
      facts.rules[0]?.options.map(({ key, value }) => [key, value]),
      [
        ['one', '50%'],
        ['two', '3'],
        ['three', '2 weeks'],
        ['four', 'word'],
        ['five', 'a b'],
      ],
    );
    assert.deepEqual(
      facts.rules[0]?.paths.map(({ glob }) => glob),
      ['x/**', 'y'],
    );
  });

  it('come from all files of a root together', async () => {
    const { facts, problems } = await read({
      'b/b.wiring': 'module b { uses a owner T }\nexclude "x"',
      'a.wiring': 'wiring 1\nmodule a\nteam T\nhistory { window 6 months }',
    });
    assert.deepEqual(problems, []);
    assert.deepEqual(facts.files, ['a.wiring', 'b/b.wiring']);
    assert.deepEqual(
      facts.modules.map(({ name }) => name),
      ['a', 'b'],
    );
    assert.equal(facts.history.windowMonths, 6);
  });

  it('keep their identity while nothing changes', async () => {
    const language = createLanguage();
    const first = await language.read(new Map([[PATH, 'module a']]));
    assert.equal(await language.read(new Map([[PATH, 'module a']])), first);
    const second = await language.read(new Map([[PATH, 'module b']]));
    assert.notEqual(second, first);
    const third = await language.read(new Map());
    assert.deepEqual([third.files, third.modules], [[], []]);
  });

  it('of two roots in one process have nothing to do with each other', async () => {
    const [one, two] = [createLanguage(), createLanguage()];
    const [a, b] = await Promise.all([
      one.read(new Map([[PATH, 'module a\nmodule x { uses a }']])),
      two.read(new Map([[PATH, 'module b\nmodule x { uses a }']])),
    ]);
    assert.deepEqual([a.modules[0]?.name, b.modules[0]?.name], ['a', 'b']);
    const [none, unknown] = await Promise.all([one.check(NOTHING_INFERRED), two.check(NOTHING_INFERRED)]);
    assert.deepEqual(none, []);
    assert.deepEqual(
      unknown.map(({ message }) => message.split('.')[0]),
      ['There is no module "a"'],
    );
  });
});

describe('startsNestedRoot', () => {
  for (const text of [
    'root',
    'wiring 1\nroot\nmodule a',
    '\uFEFF// x\n/* y */ wiring 1 /* z */\n// w\n root // v',
    'wiring\nroot',
  ]) {
    it(`sees it in ${JSON.stringify(text)}`, async () => {
      assert.equal(startsNestedRoot(text), true);
    });
  }
  for (const text of [
    '',
    '// root',
    '/* root',
    'wiring 1\nmodule root',
    'rooting',
    'root-x',
    'wiring root-x',
    'module a\nroot',
    '/*'.repeat(100_000),
  ]) {
    it(`does not see it in ${JSON.stringify(text.slice(0, 40))}`, () =>
      assert.equal(startsNestedRoot(text), false));
  }
});

describe('inferred names', () => {
  const known = {
    modules: [
      {
        name: '@acme/events',
        path: repoPath('packages/events/package.json'),
        line: 1,
        detail: 'package at packages/events',
      },
    ],
    teams: [{ name: '@acme/Shop', detail: 'owner in CODEOWNERS' }],
  };
  it('resolve as if declared, handles without case', async () => {
    const { problems } = await read(
      'module a { uses @acme/events owner @acme/shop }\nteam T { handle "@acme/T2" }\nmodule b { owner @ACME/t2 }',
      known,
    );
    assert.deepEqual(problems, []);
  });
  it('stop resolving when they are no longer known', async () => {
    const { language } = await read('module a { uses @acme/events }', known);
    assert.equal((await language.check(NOTHING_INFERRED)).length, 1);
    assert.equal((await language.check(known)).length, 0);
  });

  it('of rosters and of changes with a class, from all files', async () => {
    const { facts, problems } = await read({
      'a.wiring': 'roster "org/people.csv"\nhistory {\n  change is merge\n  change "A1B2C3D" is sweep\n}',
      'b.wiring': 'roster "more.csv"\nmodule roster\nhistory { change "feat: all of it (#1)" is ordinary }',
    });
    assert.deepEqual(problems, []);
    assert.deepEqual(
      facts.rosters?.map(({ path }) => path),
      ['org/people.csv', 'more.csv'],
    );
    assert.equal(facts.history.change, 'merge');
    assert.deepEqual(
      facts.history.classes?.map(({ change, class: kind }) => [change.by, change.text, kind]),
      [
        ['id', 'a1b2c3d', 'sweep'],
        ['subject', 'feat: all of it (#1)', 'ordinary'],
      ],
    );
    const without = await read('module a');
    assert.equal('rosters' in without.facts || 'classes' in without.facts.history, false);
  });
});
