import assert from 'node:assert/strict';
import { repoPath } from '#core/facts/place';
import { callsBetweenModules, callsBetweenTeams } from '#core/measures/runtime/by-owner';
import { callGraph, mostlySeen } from '#core/measures/runtime/call-graph';
import { fallsWithout } from '#core/measures/runtime/failure';
import { callGraphOf } from '#core/measures/runtime/graph-of';
import { predict, timesOf } from '#core/measures/runtime/prediction';
import { serviceMatcher } from '#core/measures/runtime/service-match';
import { buildModel } from '#core/model/build';
import { readTree } from '#test/support/annotations';
import { open } from '#test/support/check';
import { buildFacts } from '../../support/facts.ts';
import { type Brief, factsOfText, otlp, SHOP } from '../../traces/spans.ts';
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

  it('of two services that claim one name, the first', () => {
    const other = service('other', [], { aliases: ['cart', 'theirs'] });
    const both = serviceMatcher([cart, other], model.modules);
    assert.deepEqual([both('cart').service, both('theirs').service], ['cart-api', 'other']);
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

  it('a request makes a call as often as those that make it, and once at least where nobody wrote how often', async () => {
    const spans: Brief[] = [];
    for (let trace = 1; trace <= 10; trace += 1) {
      const at = { trace: String(trace) };
      spans.push({ ...at, id: '1', kind: 'server', service: 'web', at: 0, took: 500 });
      // Nine of ten are health checks.
      for (let call = 0; trace === 1 && call < 8; call += 1)
        spans.push(
          { ...at, id: `1${call}`, parent: '1', kind: 'client', service: 'web', at: 50 * call, took: 40 },
          {
            ...at,
            id: `2${call}`,
            parent: `1${call}`,
            kind: 'server',
            service: 'a',
            at: 50 * call,
            took: 40,
          },
        );
    }
    const runtime = await factsOfText(otlp(spans));
    assert.deepEqual(
      runtime.calls.map(({ from, to, count, traces, requests }) => [from, to, count, traces, requests]),
      [['web', 'a', 8, 1, 1]],
    );
    const times = (calls: Parameters<typeof service>[1]) => {
      const graph = callGraph({ declared: [service('web', calls), service('a')], modules: [], runtime });
      return graph.calls.map(timesOf);
    };
    assert.deepEqual(times([]), [8]);
    assert.deepEqual(times(['a']), [8]);
    assert.deepEqual(times([{ to: 'a', times: 2 }]), [2]);
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

  it('a dependency link belongs to the declared call, also where that has several ways, and adds no answer to it', async () => {
    const runtime = await factsOfText(otlp(SHOP));
    const links = [
      { from: 'web', to: 'cart', count: 900, errors: 2 },
      { from: 'cart', to: 'stock', count: 7 },
      { from: 'cart', to: 'mail', count: 5 },
    ];
    const declared = [
      service('web', ['cart']),
      service('cart', [
        { to: 'pricing', or: ['stock'] },
        { to: 'mail', async: true },
      ]),
    ];
    const graph = graphOf(declared, { ...runtime, services: [], calls: [], links });
    assert.deepEqual(
      graph.calls.map(({ from, to, or, mode, declared: said, linked }) => [
        from,
        [to, ...or].join(' or '),
        mode,
        said?.times,
        linked?.count,
      ]),
      [
        ['cart', 'mail', 'async', 1, 5],
        ['cart', 'pricing or stock', 'sync', 1, 7],
        ['web', 'cart', 'sync', 1, 900],
      ],
    );
    // Web, cart, and one of pricing and stock.
    assert.equal(predict(graph, 'web').calls, 3);
  });

  it('of several names in traces the one with most requests speaks for the service', async () => {
    const renamed = SHOP.map(span => (span.service === 'cart' ? { ...span, service: 'cart-v1' } : span));
    const often = Array.from({ length: 5 }, (_, at) =>
      SHOP.map(span => ({
        ...span,
        trace: `b${at}`,
        ...(span.service === 'cart' ? { service: 'cart-v2', took: (span.took ?? 0) / 2 } : {}),
      })),
    ).flat();
    const runtime = await factsOfText(otlp([...renamed, ...often]));
    const graph = graphOf([service('cart', [], { aliases: ['cart-v1', 'cart-v2'] })], runtime);
    const own = (name: string) => runtime.services.find(one => one.name === name)?.ownTime?.p50;
    assert.notEqual(own('cart-v1'), own('cart-v2'));
    const seen = graph.services.find(({ name }) => name === 'cart');
    assert.equal(mostlySeen(seen, 'ownTime')?.name, 'cart-v2');
    const alone = graphOf([service('cart', [], { aliases: ['cart-v1', 'cart-v2'] })], {
      ...runtime,
      calls: [],
    });
    assert.equal(predict(alone, 'cart').latency?.value, own('cart-v2'));
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
