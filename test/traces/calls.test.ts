import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Brief, callLines, factsOfText, jaeger, otlp, readTexts, SHOP, zipkin } from './spans.ts';

async function calls(spans: readonly Brief[]): Promise<string[]> {
  return callLines(await factsOfText(otlp(spans)));
}

describe('calls that spans tell of', () => {
  it('a client and its server are one call, timed as the caller waits', async () => {
    const facts = await factsOfText(otlp(SHOP.slice(0, 3)));
    assert.deepEqual(callLines(facts), ['web -> cart sync 1']);
    assert.equal(facts.calls[0]?.latency?.p50, 8);
    assert.deepEqual(facts.sample, {
      spans: 3,
      traces: 1,
      repeated: 0,
      oneIn: 1,
      orphans: 0,
      nameless: 0,
      kindless: 0,
      timeless: 0,
      skewed: 0,
      guessed: 0,
      callsToNobody: 0,
      from: '2023-11-14T22:13:20.000Z',
      until: '2023-11-14T22:13:20.010Z',
    });
  });

  it('the server names itself; a peer counts only where nobody answers', async () => {
    const peer = SHOP.map(span => (span.id === '2' ? { ...span, peer: 'cart.internal' } : span));
    assert.deepEqual(await calls(peer), await calls(SHOP));
  });

  it('a client inside a client is how one call is made', async () => {
    assert.deepEqual(
      await calls([
        { id: '1', kind: 'server', service: 'web' },
        { id: '2', parent: '1', kind: 'client', service: 'web', peer: 's3' },
        { id: '3', parent: '2', kind: 'internal', service: 'web' },
        {
          id: '4',
          parent: '3',
          kind: 'client',
          service: 'web',
          attributes: { 'server.address': 'files.example' },
        },
      ]),
      ['web -> files.example sync 1'],
    );
  });

  it('both sides with one id, as Zipkin has it, are one call', async () => {
    const text = zipkin([
      { id: '1', kind: 'server', service: 'web' },
      { id: '2', parent: '1', kind: 'client', service: 'web', error: true },
      { id: '2', parent: '1', kind: 'server', service: 'cart', error: true },
    ]);
    assert.deepEqual(callLines(await factsOfText(text)), ['web -> cart sync 1 (1 failed)']);
  });

  it('a span that was sent twice, or in pieces, counts once', async () => {
    const spans = [...SHOP, ...SHOP, { id: '3', parent: '2', service: 'cart', at: 1500, took: 10 }];
    const facts = await factsOfText(zipkin(spans));
    assert.deepEqual(callLines(facts), callLines(await factsOfText(zipkin(SHOP))));
    assert.equal(facts.sample.repeated, SHOP.length + 1);
    assert.equal(facts.sample.spans, SHOP.length);
  });

  it('without kinds a child in another service is a call', async () => {
    assert.deepEqual(await calls(SHOP.map(({ kind: _, ...span }) => span)), [
      'cart -> carts-db sync 1',
      'cart -> pricing sync 1 (1 failed)',
      'web -> cart sync 1',
    ]);
  });

  it('without kinds, who is not over when the caller is was not waited for', async () => {
    assert.deepEqual(
      await calls([
        { id: '1', service: 'web', at: 0, took: 100 },
        { id: '2', parent: '1', service: 'mail', at: 50, took: 500 },
      ]),
      ['web -> mail async 1'],
    );
  });

  it('a span whose parent is not in the sample is no call, and is counted', async () => {
    const facts = await factsOfText(otlp([{ id: '9', parent: '8', kind: 'server', service: 'cart' }]));
    assert.deepEqual(facts.calls, []);
    assert.equal(facts.sample.orphans, 1);
    assert.equal(facts.entries.length, 1);
  });

  it('a clock that is wrong moves nothing', async () => {
    const late = SHOP.map(span =>
      span.service === 'cart' ? { ...span, at: (span.at ?? 0) + 3_600_000_000 } : span,
    );
    const right = await factsOfText(otlp(SHOP));
    const facts = await factsOfText(otlp(late));
    assert.deepEqual(facts.calls, right.calls);
    assert.deepEqual(facts.services, right.services);
    assert.deepEqual(facts.entries, right.entries);
    assert.equal(facts.sample.skewed, 2);
  });

  it('a clock is wrong where an answer begins outside of its call, not where it ends late or by a hair', async () => {
    const skewed = async (at: number, took: number) => {
      const facts = await factsOfText(
        otlp([
          { id: '1', kind: 'client', service: 'web', at: 10_000, took: 5000 },
          { id: '2', parent: '1', kind: 'server', service: 'cart', at, took },
        ]),
      );
      return facts.sample.skewed;
    };
    // As Node's SDK has it: beginnings are whole milliseconds, and a busy server ends its span when it comes to it.
    assert.deepEqual(await Promise.all([skewed(9001, 5000), skewed(11_000, 13_208)]), [0, 0]);
    assert.deepEqual(await Promise.all([skewed(9000, 5000), skewed(16_000, 10)]), [1, 1]);
  });

  describe('without kinds', () => {
    const asked = (at: number, took = 20_000): Brief[] => [
      { id: '1', service: 'web', at: 10_000, took: 100_000 },
      { id: '2', parent: '1', service: 'cart', at, took },
    ];

    it('a clock of five seconds more is told, and no own time is made of it', async () => {
      const right = await factsOfText(otlp(asked(30_000)));
      const wrong = await factsOfText(otlp(asked(5_030_000)));
      const own = (facts: typeof right) => facts.services.map(({ name, ownTime }) => [name, ownTime?.p50]);
      assert.deepEqual(own(right), [
        ['cart', 20],
        ['web', 80],
      ]);
      assert.deepEqual(own(wrong), [
        ['cart', 20],
        ['web', undefined],
      ]);
      assert.deepEqual([right.sample.skewed, wrong.sample.skewed], [0, 1]);
      assert.deepEqual(wrong.calls, right.calls);
      assert.deepEqual([right.entries[0]?.critical.length, wrong.entries[0]?.critical], [2, []]);
      // A child of a span that is over may well begin later: it still lies in the request.
      const [web] = asked(0);
      const later = await factsOfText(
        otlp([
          ...(web ? [web] : []),
          { id: '3', parent: '1', service: 'web', at: 11_000, took: 1000 },
          { id: '4', parent: '3', service: 'cart', at: 30_000, took: 20_000 },
        ]),
      );
      assert.deepEqual([later.sample.skewed, own(later)], [0, own(right)]);
    });

    it('what ends after its caller is taken as not waited for, and counted where clocks could make it so', async () => {
      const fits = await factsOfText(otlp(asked(100_000)));
      assert.deepEqual([fits.calls[0]?.mode, fits.sample.guessed], ['async', 1]);
      // What took longer than its caller was not waited for, whatever the clocks say.
      for (const at of [30_000, 5_030_000]) {
        const longer = await factsOfText(otlp(asked(at, 200_000)));
        assert.deepEqual([longer.calls[0]?.mode, longer.sample.guessed], ['async', 0], String(at));
      }
    });

    it('an answer to a span that says nothing of calling is no better placed', async () => {
      const [web, cart] = asked(5_030_000);
      const facts = await factsOfText(
        otlp([{ ...web, kind: 'server' } as Brief, { ...cart, kind: 'server' } as Brief]),
      );
      assert.equal(facts.sample.skewed, 1);
      assert.equal(facts.services.find(({ name }) => name === 'web')?.ownTime, undefined);
    });
  });

  describe('messages', () => {
    const sent: Brief = {
      id: '1',
      kind: 'producer',
      service: 'cart',
      attributes: { 'messaging.system': 'kafka', 'messaging.destination.name': 'orders' },
    };
    const taken = (id: string, more: Partial<Brief> = {}): Brief => ({
      id,
      kind: 'consumer',
      service: 'mail',
      attributes: { 'messaging.system': 'kafka', 'messaging.destination': 'orders' },
      ...more,
    });

    it('are not waited for, by parents and by links alike', async () => {
      const parents = await factsOfText(otlp([sent, taken('2', { parent: '1' })]));
      const links = await factsOfText(otlp([sent, taken('2', { trace: 'b2', links: [{ id: '1' }] })]));
      for (const facts of [parents, links]) {
        assert.deepEqual(callLines(facts), ['cart -> mail async 1']);
        assert.deepEqual(facts.calls[0]?.topics, ['orders']);
        assert.deepEqual(
          facts.messages.map(({ service, way, broker, topic, count }) => [
            service,
            way,
            broker,
            topic,
            count,
          ]),
          [
            ['cart', 'sends', 'kafka', 'orders', 1],
            ['mail', 'takes', 'kafka', 'orders', 1],
          ],
        );
        // What a message causes is nobody's request from outside.
        assert.deepEqual(
          facts.entries.map(({ service }) => service),
          ['cart'],
        );
      }
    });

    it('count once for each service that takes them, however many spans that has', async () => {
      assert.deepEqual(
        await calls([
          sent,
          taken('2', { parent: '1', links: [{ id: '1' }] }),
          taken('3', { parent: '2', links: [{ id: '1' }] }),
          taken('4', { parent: '1' }),
          taken('5', { parent: '1', service: 'stock' }),
        ]),
        ['cart -> mail async 1', 'cart -> stock async 1'],
      );
    });

    it("Jaeger's FOLLOWS_FROM in another trace is a link", async () => {
      const text = jaeger([sent, taken('2', { trace: 'b2', links: [{ id: '1' }] })]);
      assert.deepEqual(callLines(await factsOfText(text)), ['cart -> mail async 1']);
    });

    it('make no chain of services that wait', async () => {
      const { entries } = await factsOfText(
        otlp([
          { id: 'a', kind: 'server', service: 'cart' },
          { ...sent, parent: 'a' },
          taken('2', { parent: '1' }),
          { id: '3', parent: '2', kind: 'client', service: 'mail', peer: 'smtp' },
        ]),
      );
      assert.deepEqual(
        entries.map(({ depth, deepest }) => [depth.most, deepest]),
        [[1, ['cart']]],
      );
    });
  });

  it('where the time goes is told along what was waited for last', async () => {
    const { entries } = await factsOfText(
      otlp([
        { id: '1', kind: 'server', service: 'web', at: 0, took: 1000 },
        { id: '2', parent: '1', kind: 'client', service: 'web', peer: 'fast', at: 100, took: 200 },
        { id: '3', parent: '1', kind: 'client', service: 'web', peer: 'slow', at: 100, took: 800 },
      ]),
    );
    assert.deepEqual(entries[0]?.critical, [
      { service: 'slow', share: 0.8 },
      { service: 'web', share: 0.2 },
    ]);
  });

  it('too many spans: whole traces go, and it is said', async () => {
    const spans = Array.from({ length: 400 }, (_, at): readonly Brief[] =>
      SHOP.map(span => ({ ...span, trace: (at + 1).toString(16) })),
    ).flat();
    const state = await readTexts({ 'a.json': otlp(spans) }, { most: 1000 });
    assert.ok(state.state === 'stale');
    const { sample, entries } = state.facts;
    assert.equal(sample.spans, sample.traces * SHOP.length);
    assert.ok(sample.spans <= 1000 && sample.spans > 200, `${sample.spans}`);
    assert.ok(sample.oneIn >= 4);
    assert.equal(entries[0]?.requests, sample.traces);
    assert.match(state.reason, new RegExp(`one trace in ${sample.oneIn} was kept`));
    const backwards = await readTexts({ 'a.json': otlp([...spans].reverse()) }, { most: 1000 });
    assert.ok(backwards.state === 'stale');
    assert.deepEqual({ ...backwards.facts, files: [] }, { ...state.facts, files: [] });
  });
});

const SERVICES = ['web', 'cart', 'pay', ''];
const brief: fc.Arbitrary<Brief> = fc.record(
  {
    trace: fc.constantFrom('a1', 'b2'),
    id: fc.integer({ min: 1, max: 12 }).map(String),
    parent: fc.integer({ min: 0, max: 12 }).map(String),
    kind: fc.constantFrom('internal', 'server', 'client', 'producer', 'consumer'),
    service: fc.constantFrom(...SERVICES),
    peer: fc.constantFrom('web', 'db', 'kafka'),
    at: fc.integer({ min: 0, max: 50 }),
    took: fc.integer({ min: 0, max: 50 }),
    error: fc.boolean(),
    name: fc.constantFrom('a', 'b', 'c'),
    links: fc.array(
      fc.record({ trace: fc.constantFrom('a1', 'b2'), id: fc.integer({ min: 1, max: 12 }).map(String) }),
      {
        maxLength: 2,
      },
    ),
  },
  { requiredKeys: ['trace', 'id'] },
);

describe('any set of spans', () => {
  const spans = fc.array(brief, { minLength: 1, maxLength: 25 });

  it('tells the same in any order and format of the file', async () => {
    await fc.assert(
      fc.asyncProperty(
        spans.chain(list =>
          fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
        ),
        fc.constantFrom(otlp, jaeger, zipkin),
        async ([list, shuffled], write) => {
          const one = await readTexts({ 'a.json': write(list) });
          const two = await readTexts({ 'a.json': write(shuffled) });
          assert.deepEqual(withoutBytes(two), withoutBytes(one));
        },
      ),
      { numRuns: 800 },
    );
  });

  it('gives a graph with no call counted twice', async () => {
    await fc.assert(
      fc.asyncProperty(spans, async list => {
        const facts = await factsOfText(otlp(list));
        const { calls, sample } = facts;
        assert.equal(new Set(calls.map(({ from, to, mode }) => [from, to, mode].join())).size, calls.length);
        // A span tells of two calls at most: how it was called, and whom it calls.
        const sync = calls.filter(({ mode }) => mode === 'sync').reduce((sum, { count }) => sum + count, 0);
        assert.ok(sync <= 2 * sample.spans, `${sync} calls of ${sample.spans} spans`);
        for (const call of calls) {
          assert.ok(call.errors <= call.count && call.toldByCallerOnly <= call.count);
          assert.ok(call.traces <= sample.traces && call.most <= call.count);
        }
        // The same spans once more are the same calls.
        assert.deepEqual((await factsOfText(otlp([...list, ...list]))).calls, calls);
      }),
      { numRuns: 500 },
    );
  });

  it('entries have a depth, a chain that long, and shares of the whole time', async () => {
    await fc.assert(
      fc.asyncProperty(spans, async list => {
        const { entries } = await factsOfText(otlp(list));
        for (const { depth, deepest, critical, requests, service, calls } of entries) {
          assert.equal(deepest.length, depth.most);
          assert.equal(deepest[0], service);
          assert.ok(depth.median <= depth.most && requests > 0);
          const whole = critical.reduce((sum, { share }) => sum + share, 0);
          assert.ok(critical.length === 0 || Math.abs(whole - 1) < 1e-4, `${whole}`);
          for (const call of calls) assert.ok(call.requests <= requests && call.requests <= call.count);
        }
      }),
      { numRuns: 300 },
    );
  });
});

function withoutBytes(state: Awaited<ReturnType<typeof readTexts>>): unknown {
  return JSON.parse(JSON.stringify(state, (key, value) => (key === 'bytes' ? 0 : value)));
}
