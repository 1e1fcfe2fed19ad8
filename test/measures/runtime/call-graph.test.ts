import assert from 'node:assert/strict';
import { repoPath } from '#core/facts/place';
import { callsBetweenModules, callsBetweenTeams } from '#core/measures/runtime/by-owner';
import { callGraph } from '#core/measures/runtime/call-graph';
import { fallsWithout } from '#core/measures/runtime/failure';
import { callGraphOf } from '#core/measures/runtime/graph-of';
import { serviceMatcher } from '#core/measures/runtime/service-match';
import { buildModel } from '#core/model/build';
import { readTree } from '#test/support/annotations';
import { open } from '#test/support/check';
import { buildFacts } from '../../support/facts.ts';
import { factsOfText, otlp, SHOP } from '../../traces/spans.ts';
import { graphOf, service } from './support.ts';

const model = buildModel(
  buildFacts({
    files: ['packages/web/index.ts', 'packages/cart/index.ts', 'apps/api/index.ts', 'libs/api/index.ts'],
    packages: [
      { name: '@shop/web', root: 'packages/web' },
      { name: '@shop/cart', root: 'packages/cart' },
      { name: '@one/api', root: 'apps/api' },
      { name: '@two/api', root: 'libs/api' },
    ],
    codeowners: '/packages/web/ @shop/front\n/packages/cart/ @shop/carts\n',
  }),
);
const cart = {
  ...service('cart-api', [], { aliases: ['cart', 'cart-svc'] }),
  runs: [{ name: '@shop/cart', at: service('x').at }],
};

describe('what a name in traces stands for', () => {
  const match = serviceMatcher([cart], model.modules);

  it('a declared service, by its name or what it is known as, without case', () => {
    assert.deepEqual(
      [match('cart-api').by, match('Cart-SVC').service, match('cart').by],
      ['name', 'cart-api', 'known-as'],
    );
    assert.deepEqual(match('cart').modules, ['@shop/cart']);
  });

  it('a module, or a package without its scope', () => {
    assert.deepEqual(
      [match('@shop/web').by, match('web').by, match('web').modules],
      ['module', 'package', ['@shop/web']],
    );
    // Where the one service that runs it is declared, it is that.
    assert.equal(match('@shop/cart').service, 'cart-api');
    assert.equal(match('web', 'shop').modules[0], '@shop/web');
  });

  it('nothing, where two packages go by it or none does', () => {
    assert.deepEqual(match('api'), { service: 'api', modules: [] });
    assert.deepEqual(match('kafka'), { service: 'kafka', modules: [] });
  });
});

describe('the call graph', () => {
  it('joins what is declared and what is seen under one name', async () => {
    const runtime = await factsOfText(otlp(SHOP));
    const declared = [service('web', ['cart-api', 'mail']), cart, service('mail')];
    const graph = callGraph({ declared, modules: model.modules, runtime });
    const shown = graph.calls.map(({ from, to, mode, declared: said, seen }) => [
      from,
      to,
      mode,
      said?.times ?? 0,
      seen?.count ?? 0,
    ]);
    assert.deepEqual(shown, [
      ['cart-api', 'carts-db', 'sync', 0, 1],
      ['cart-api', 'pricing', 'sync', 0, 1],
      ['web', 'cart-api', 'sync', 1, 1],
      ['web', 'mail', 'sync', 1, 0],
    ]);
    assert.deepEqual(graph.entries, ['web']);
    const db = graph.services.find(({ name }) => name === 'carts-db');
    assert.ok(db?.external);
  });

  it('a dependency link adds a call only where nothing better tells of it', async () => {
    const runtime = await factsOfText(otlp(SHOP));
    const links = [
      { from: 'web', to: 'cart', count: 900 },
      { from: 'web', to: 'ads', count: 7, errors: 1 },
    ];
    const { calls } = graphOf([], { ...runtime, links });
    assert.deepEqual(
      calls
        .filter(({ from }) => from === 'web')
        .map(({ to, mode, seen, linked }) => [to, mode, seen?.count, linked]),
      [
        ['ads', 'unknown', undefined, { count: 7, errors: 1 }],
        ['cart', 'sync', 1, undefined],
      ],
    );
  });

  it('tells modules and teams, and leaves out what no module can be told for', async () => {
    const runtime = await factsOfText(otlp(SHOP));
    const graph = callGraph({ declared: [], modules: model.modules, runtime });
    const { pairs, untold } = callsBetweenModules(graph);
    assert.deepEqual(
      pairs.map(({ from, to, calls }) => [from, to, calls.length]),
      [['@shop/web', '@shop/cart', 1]],
    );
    assert.equal(untold, 0);
    assert.deepEqual(
      callsBetweenTeams(graph, model).map(({ from, to }) => [from, to]),
      [['@shop/front', '@shop/carts']],
    );
  });
});

describe('the call graph of a session', () => {
  it('is the same object while only a source is typed in, and another when a service is', async () => {
    const wiring = repoPath('architecture.wiring');
    const source = repoPath('a/a.ts');
    const tree = readTree(
      '//- /architecture.wiring\nmodule a { path "a/**" }\nservice s {\n  runs a\n  calls t\n}\nservice t\n//- /a/a.ts\nexport const a = 1;\n',
    );
    const session = open(tree);
    const first = callGraphOf((await session.snapshot()).model);
    session.apply({ kind: 'edited', path: source, text: 'export const a = 2;\n' });
    const second = callGraphOf((await session.snapshot()).model);
    assert.equal(second, first);
    assert.equal(fallsWithout(second), fallsWithout(first));
    const text = (tree.files[wiring] ?? '').replace('calls t', 'calls t async');
    session.apply({ kind: 'edited', path: wiring, text });
    assert.notEqual(callGraphOf((await session.snapshot()).model), first);
  });
});
