import assert from 'node:assert/strict';
import type { Facts } from '#core/facts/facts';
import type { Change } from '#core/facts/history';
import { repoPath } from '#core/facts/place';
import { ready } from '#core/facts/state';
import { countSetAside, liftsOf, setAsideOf } from '#core/measures/lifts';
import { buildModel } from '#core/model/build';
import type { ModuleName } from '#core/model/model';
import { buildFacts, fileImports } from '../support/facts.ts';

describe('lifts', () => {
  it('are the ordinary changes, newest first, without noise files, under the paths of today', () => {
    const lifts = liftsOf(buildModel(facts()));
    assert.deepEqual(
      lifts.map(({ change, modules, files, teams, weight }) => [change.id, modules, files, teams, weight]),
      [
        ['both', ['cart', 'price'], ['price/b.ts', 'cart/a.ts'], ['@acme/checkout', '@acme/pricing'], 1],
        ['moved', ['price'], ['price/b.ts'], ['@acme/pricing'], 0.5],
        ['outside', [], ['readme.txt'], [], 0.25],
      ],
    );
  });

  it('count what was set aside by module and class, releases by the changelogs they touched', () => {
    const model = buildModel(facts());
    assert.deepEqual(
      setAsideOf(model).map(aside => [aside.change.id, aside.class, aside.modules]),
      [
        ['release', 'release', ['cart', 'price']],
        ['lock', 'noise-only', ['cart']],
      ],
    );
    const since = NOW - 365 * DAY;
    assert.deepEqual(countSetAside(model, [cart], since), { 'noise-only': 1, release: 1 });
    assert.deepEqual(countSetAside(model, [price], since), { release: 1 });
    assert.deepEqual(
      countSetAside(model, [cart, price], since),
      { 'noise-only': 1, release: 1 },
      'each change once',
    );
    assert.deepEqual(countSetAside(model, [cart], NOW - 15 * DAY), { release: 1 });
  });

  it('are remembered over a keystroke in a source file, and made again when owners change or a file turns generated', () => {
    const before = facts();
    const lifts = liftsOf(buildModel(before));
    const typed = {
      ...before,
      imports: ready({ files: [fileImports('cart/a.ts', ['price/b.ts'])], unread: {} }),
    };
    assert.equal(liftsOf(buildModel(typed)), lifts);
    const generated = {
      ...before,
      imports: ready({ files: [{ ...fileImports('cart/a.ts', []), generated: true }], unread: {} }),
    };
    assert.deepEqual(liftsOf(buildModel(generated))[0]?.modules, ['price']);
    const other = { ...before, ownership: facts('* @acme/all\n').ownership };
    assert.deepEqual(liftsOf(buildModel(other))[0]?.teams, ['@acme/all']);
    assert.equal(liftsOf(buildModel(before)), lifts, 'a replay goes back and forth');
  });

  it('have the modules that somebody worked on, not those where an edit of everything passed by', () => {
    const names = ['p0', 'p1', 'p2', 'p3', 'p4', 'p5'];
    const built = buildFacts({
      files: names.map(name => `${name}/a.ts`),
      packages: names.map(name => ({ name, root: name })),
      codeowners: names.map(name => `/${name}/ @acme/${name}\n`).join(''),
    });
    const paths = ['p0/a.ts', ...names.map(name => `${name}/package.json`)];
    const wide = change('wide', 0, paths);
    const files = wide.files.map((file, index) => ({ ...file, after: `b${index}` }));
    const history = { now: NOW, reviewed: 'x', branch: 'main', mergeBase: 'x', limits: [] };
    const model = buildModel({ ...built, history: ready({ ...history, changes: [{ ...wide, files }] }) });
    assert.deepEqual(
      liftsOf(model).map(lift => [lift.modules, lift.files, lift.teams]),
      [[['p0'], ['p0/a.ts', 'p0/package.json'], ['@acme/p0']]],
    );
  });

  it('are none without history', () => {
    assert.deepEqual(liftsOf(buildModel(buildFacts({ files: ['a.ts'] }))), []);
  });
});

const DAY = 86_400;
const NOW = 1_780_000_000;
const [cart, price] = ['cart' as ModuleName, 'price' as ModuleName];

function facts(codeowners = '/cart/ @acme/checkout\n/price/ @acme/pricing\n'): Facts {
  const built = buildFacts({
    files: ['cart/a.ts', 'price/b.ts', 'readme.txt'],
    packages: [
      { name: 'cart', root: 'cart' },
      { name: 'price', root: 'price' },
    ],
    codeowners,
  });
  const changes = [
    change('both', 0, ['price/b.ts', 'cart/a.ts', 'cart/CHANGELOG.md']),
    change('release', 10, ['cart/CHANGELOG.md', 'price/CHANGELOG.md'], 'Release 12.0.0'),
    change('lock', 20, ['cart/yarn.lock']),
    // By a wrong clock older than what follows it.
    change('outside', 360, ['readme.txt']),
    {
      ...change('moved', 180, ['old/b.ts']),
      files: [{ ...touched('old/b.ts'), now: repoPath('price/b.ts') }],
    },
  ];
  return {
    ...built,
    history: ready({ now: NOW, reviewed: 'x', branch: 'main', mergeBase: 'x', changes, limits: [] }),
  };
}

function change(id: string, daysAgo: number, paths: readonly string[], subject = 'Work'): Change {
  return { id, at: NOW - daysAgo * DAY, subject, authors: ['ana@x.example'], files: paths.map(touched) };
}

function touched(path: string) {
  return { path: repoPath(path), now: repoPath(path), status: 'modified', before: 'a', after: 'b' } as const;
}
