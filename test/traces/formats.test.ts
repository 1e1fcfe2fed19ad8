import assert from 'node:assert/strict';
import { callLines, factsOfText, jaeger, otlp, otlpSpan, readTexts, SHOP, zipkin } from './spans.ts';

const CALLS = ['cart -> carts-db sync 1', 'cart -> pricing sync 1 (1 failed)', 'web -> cart sync 1'];

describe('traces in every format', () => {
  const texts: Readonly<Record<string, string>> = {
    otlp: otlp(SHOP),
    'otlp, indented': JSON.stringify(JSON.parse(otlp(SHOP)), null, 2),
    'otlp, one document a line': SHOP.map(span => otlp([span])).join('\n'),
    'otlp, lines of Windows': SHOP.map(span => otlp([span])).join('\r\n'),
    'otlp in the answer of an API': `{"result":${otlp(SHOP)}}`,
    'otlp with a byte order mark': `\uFEFF${otlp(SHOP)}`,
    'otlp, the resource behind its spans': JSON.stringify({
      resourceSpans: JSON.parse(otlp(SHOP)).resourceSpans.map(
        ({ resource, scopeSpans }: { resource: unknown; scopeSpans: unknown }) => ({ scopeSpans, resource }),
      ),
    }),
    jaeger: jaeger(SHOP),
    'jaeger, a trace without its wrapper': JSON.stringify(JSON.parse(jaeger(SHOP)).data[0]),
    'jaeger, as its pages keep it, with a process in each span': JSON.stringify({
      data: asPagesKeepIt(JSON.parse(jaeger(SHOP)).data[0]),
    }),
    zipkin: zipkin(SHOP),
    'zipkin, a list of traces': `[${zipkin(SHOP)}]`,
    'zipkin, a span a line': JSON.parse(zipkin(SHOP))
      .map((span: unknown) => JSON.stringify(span))
      .join('\n'),
  };
  for (const [name, text] of Object.entries(texts)) {
    for (const piece of [1, 7, 1 << 16]) {
      it(`${name}, in pieces of ${piece}`, async () => {
        const facts = await factsOfText(text, piece);
        assert.deepEqual(callLines(facts), CALLS);
        assert.equal(facts.damaged.count, 0);
        const [entry] = facts.entries;
        assert.equal(facts.entries.length, 1);
        assert.deepEqual(entry?.deepest, ['web', 'cart', 'carts-db']);
        assert.equal(entry?.operation, 'GET /cart/#');
        assert.deepEqual(facts.services.find(({ name: own }) => own === 'cart')?.ownTime?.max, 4);
      });
    }
  }

  it('dependency links alone tell pairs and nothing of nesting, waiting or time', async () => {
    const state = await readTexts({
      'jaeger.json': '{"data":[{"parent":"web","child":"cart","callCount":3}],"total":0}',
      'zipkin.json': '[{"parent":"web","child":"cart","callCount":2,"errorCount":1}]',
    });
    assert.ok(state.state === 'ready');
    assert.deepEqual(state.facts.links, [{ from: 'web', to: 'cart', count: 5, errors: 1 }]);
    assert.deepEqual(state.facts.calls, []);
    assert.deepEqual(state.facts.entries, []);
    assert.match(state.notes.join('\n'), /neither nesting, nor waiting, nor latency/);
  });

  it('old and new names of attributes mean the same', async () => {
    const client = (attributes: Record<string, string>) =>
      otlp([
        { id: '1', kind: 'server', service: 'web' },
        { id: '2', parent: '1', kind: 'client', service: 'web', attributes },
      ]);
    const told = async (attributes: Record<string, string>) => {
      const { calls } = await factsOfText(client(attributes));
      return calls.map(({ to, systems }) => [to, ...systems]);
    };
    for (const key of ['service.peer.name', 'peer.service'])
      assert.deepEqual(await told({ [key]: 'cart', 'http.request.method': 'GET' }), [['cart', 'http']]);
    for (const key of ['server.address', 'net.peer.name'])
      assert.deepEqual(await told({ [key]: 'Cart.Internal', 'http.method': 'GET' }), [
        ['cart.internal', 'http'],
      ]);
    for (const key of ['url.full', 'http.url'])
      assert.deepEqual(await told({ [key]: 'https://u:p@cart.internal:8080/x' }), [
        ['cart.internal', 'http'],
      ]);
    for (const key of ['rpc.system.name', 'rpc.system'])
      assert.deepEqual(await told({ [key]: 'grpc', 'peer.service': 'cart' }), [['cart', 'rpc grpc']]);
    for (const key of ['db.system.name', 'db.system'])
      assert.deepEqual(await told({ [key]: 'postgresql' }), [['postgresql', 'db postgresql']]);
    // An address of a machine names nobody.
    for (const address of ['10.0.0.7', '[::1]:80', 'localhost:3000', '::1'])
      assert.deepEqual(await told({ 'server.address': address }), []);
  });

  it('names what it cannot read, and never takes it for "no calls"', async () => {
    for (const [text, why] of [
      ['', /it is empty/],
      ['{"resourceMetrics":[]}', /holds no traces of OpenTelemetry, Jaeger or Zipkin/],
      ['hello', /holds no traces/],
      ['{"resourceSpans":[]}', /holds no traces/],
      [Buffer.from(`\ufeff${otlp(SHOP)}`, 'utf16le'), /UTF-16.*write it in UTF-8/],
      ['{"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"a', /nothing in it can be read/],
    ] as const) {
      const state = await readTexts({ 'a.json': text });
      assert.ok(state.state === 'absent', String(text));
      assert.match(state.reason, why);
    }
  });

  it('a link or event is no span', async () => {
    const state = await readTexts({ 'a.json': '{"traceId":"a1","spanId":"b2"}' });
    assert.ok(state.state === 'absent');
  });

  it('protobuf names of kinds are understood', async () => {
    const spans = SHOP.map(otlpSpan).map(span => {
      const kinds = ['UNSPECIFIED', 'INTERNAL', 'SERVER', 'CLIENT', 'PRODUCER', 'CONSUMER'];
      const { kind } = span as { kind: number };
      return { ...(span as object), kind: `SPAN_KIND_${kinds[kind]}` };
    });
    const text = JSON.stringify({
      resourceSpans: spans.map((span, at) => ({
        resource: { attributes: [{ key: 'service.name', value: { stringValue: SHOP[at]?.service } }] },
        instrumentationLibrarySpans: [{ spans: [span] }],
      })),
    });
    assert.deepEqual(callLines(await factsOfText(text)), CALLS);
  });
});

interface JaegerTrace {
  readonly spans: readonly { readonly processID: string }[];
  readonly processes: Readonly<Record<string, { readonly serviceName: string }>>;
}

/** Its services are told first, each span has its process beside the number of it, and processes follow. */
function asPagesKeepIt({ spans, processes }: JaegerTrace) {
  const services = Object.values(processes).map(({ serviceName: name }) => ({ name, numberOfSpans: 1 }));
  return {
    services,
    spans: spans.map(span => ({ ...span, process: processes[span.processID] })),
    processes,
  };
}
