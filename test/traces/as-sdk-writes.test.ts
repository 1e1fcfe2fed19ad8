import assert from 'node:assert/strict';
import { callLines, factsOfText } from './spans.ts';

// What the exporters of OpenTelemetry's SDK for Node 2.12 wrote of the same run, cut to one request: web asks cart, which
// fails, and hands a message over to mail, whose span is linked to the sender. Names and numbers are shortened.
const TRACE = '2de797c12fd6f00f5425f0ac92a80dd2';
const LETTER = '1ae4e9e88224b5b1e391bef6944f03eb';
const MESSAGE = { 'messaging.system': 'spool', 'messaging.destination.name': 'orders' };

interface Span {
  readonly service: string;
  readonly traceId: string;
  readonly id: string;
  readonly parent?: string;
  readonly kind: number;
  readonly name: string;
  readonly start: string;
  readonly micros: number;
  readonly tags: Readonly<Record<string, string | number>>;
  readonly failed?: boolean;
  readonly link?: string;
}

const SPANS: readonly Span[] = [
  {
    service: 'web',
    traceId: TRACE,
    id: 'cf648b10c4492937',
    kind: 2,
    name: 'GET',
    start: '1795787840570',
    micros: 3899,
    tags: { 'http.request.method': 'GET', 'server.address': '127.0.0.1', 'http.response.status_code': 200 },
  },
  {
    service: 'web',
    traceId: TRACE,
    id: 'a857ad2c92ab259c',
    parent: 'cf648b10c4492937',
    kind: 3,
    name: 'GET',
    start: '1795787840571',
    micros: 2806,
    tags: {
      'http.request.method': 'GET',
      'server.address': '127.0.0.1',
      'url.full': 'http://127.0.0.1:37683/cart',
      'http.response.status_code': 500,
    },
    failed: true,
  },
  {
    service: 'cart',
    traceId: TRACE,
    id: '2248dbed909b06a3',
    parent: 'a857ad2c92ab259c',
    kind: 2,
    name: 'GET',
    start: '1795787840571',
    micros: 2625,
    tags: { 'http.request.method': 'GET', 'http.response.status_code': 500 },
    failed: true,
  },
  {
    service: 'web',
    traceId: TRACE,
    id: '49f721f0bc0bffc1',
    parent: 'cf648b10c4492937',
    kind: 4,
    name: 'send orders',
    start: '1795787840574',
    micros: 207,
    tags: MESSAGE,
  },
  {
    service: 'mail',
    traceId: LETTER,
    id: 'ae8711be40137904',
    kind: 5,
    name: 'process orders',
    start: '1795787840590',
    micros: 507,
    tags: MESSAGE,
    link: '49f721f0bc0bffc1',
  },
];

describe('traces as OpenTelemetry exporters for Node write them', () => {
  it('OTLP over HTTP, with JSON', async () => {
    const facts = await factsOfText(SPANS.map(otlp).join('\n'));
    assert.deepEqual(callLines(facts), ['web -> cart sync 1 (1 failed)', 'web -> mail async 1']);
    assert.deepEqual(
      facts.entries.map(({ service }) => service),
      ['web'],
    );
  });

  it('Jaeger, as its query service shows what the exporter sent', async () => {
    const facts = await factsOfText(JSON.stringify({ data: [TRACE, LETTER].map(jaeger), total: 0 }));
    assert.deepEqual(callLines(facts), ['web -> cart sync 1 (1 failed)', 'web -> mail async 1']);
    assert.deepEqual(
      facts.entries.map(({ service }) => service),
      ['web'],
    );
  });

  it('Zipkin, which has no links: who took the message of whom is not told', async () => {
    const facts = await factsOfText(JSON.stringify(SPANS.map(zipkin)));
    assert.deepEqual(callLines(facts), ['web -> cart sync 1 (1 failed)']);
    assert.deepEqual(
      facts.entries.map(({ service }) => service),
      ['mail', 'web'],
    );
    assert.deepEqual(
      facts.messages.map(({ service, topic }) => `${service} ${topic}`),
      ['mail orders', 'web orders'],
    );
  });
});

function otlp({ service, traceId, id, parent, kind, name, start, micros, tags, failed, link }: Span): string {
  const value = (of: string | number) => (typeof of === 'number' ? { intValue: of } : { stringValue: of });
  const attributes = (of: Readonly<Record<string, string | number>>) =>
    Object.entries(of).map(([key, each]) => ({ key, value: value(each) }));
  const span = {
    traceId,
    spanId: id,
    ...(parent === undefined ? {} : { parentSpanId: parent }),
    name,
    kind,
    startTimeUnixNano: `${start}000000`,
    endTimeUnixNano: `${BigInt(start) * 1_000_000n + BigInt(micros) * 1000n}`,
    attributes: attributes(tags),
    droppedAttributesCount: 0,
    events: [],
    droppedEventsCount: 0,
    status: { code: failed ? 2 : 0 },
    links: link
      ? [{ attributes: [], spanId: link, traceId: TRACE, droppedAttributesCount: 0, flags: 769 }]
      : [],
    droppedLinksCount: 0,
    flags: 257,
  };
  const resource = { attributes: attributes({ 'service.name': service }), droppedAttributesCount: 0 };
  return JSON.stringify({
    resourceSpans: [
      { resource, scopeSpans: [{ scope: { name: '@opentelemetry/instrumentation-http' }, spans: [span] }] },
    ],
  });
}

const KINDS = ['', 'internal', 'server', 'client', 'producer', 'consumer'];

function jaeger(trace: string): unknown {
  const spans = SPANS.filter(({ traceId }) => traceId === trace);
  return {
    traceID: trace,
    spans: spans.map(({ service, id, parent, kind, name, start, micros, tags, failed, link }) => ({
      traceID: trace,
      spanID: id,
      operationName: name,
      references: [
        ...(parent === undefined ? [] : [{ refType: 'CHILD_OF', traceID: trace, spanID: parent }]),
        ...(link === undefined ? [] : [{ refType: 'FOLLOWS_FROM', traceID: TRACE, spanID: link }]),
      ],
      startTime: Number(start) * 1000,
      duration: micros,
      tags: [
        ...Object.entries(tags).map(([key, value]) => ({ key, type: 'string', value: String(value) })),
        { key: 'span.kind', type: 'string', value: KINDS[kind] },
        ...(failed
          ? [
              { key: 'otel.status_code', type: 'string', value: 'ERROR' },
              { key: 'error', type: 'bool', value: true },
            ]
          : []),
      ],
      logs: [],
      processID: service,
    })),
    processes: Object.fromEntries(spans.map(({ service }) => [service, { serviceName: service, tags: [] }])),
  };
}

function zipkin({ service, traceId, id, parent, kind, name, start, micros, tags, failed }: Span): unknown {
  return {
    traceId,
    ...(parent === undefined ? {} : { parentId: parent }),
    name,
    id,
    kind: KINDS[kind]?.toUpperCase(),
    timestamp: Number(start) * 1000,
    duration: micros,
    localEndpoint: { serviceName: service },
    tags: {
      ...Object.fromEntries(Object.entries(tags).map(([key, value]) => [key, String(value)])),
      // It says so in this tag alone, unless the status has a message.
      ...(failed ? { 'otel.status_code': 'ERROR' } : {}),
      'service.name': service,
    },
  };
}
