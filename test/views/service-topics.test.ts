import assert from 'node:assert/strict';
import { repoPath } from '#core/facts/place';
import { explainClause } from '#core/views/explain-clause';
import { explainName } from '#core/views/explain-name';
import { explainService } from '#core/views/explain-service';
import { readTree } from '#test/support/annotations';
import { review } from '#test/support/check';
import { type Brief, otlp } from '#test/traces/spans';

const WIRING = `service web {
  calls cart
  calls mail async
  calls post or mail async
  calls mail
  publishes orders
}
service cart known as "cart-v2"
service mail { consumes events }
service post { consumes orders }`;

const on = (topic: string, broker = 'kafka'): Pick<Brief, 'attributes'> => ({
  attributes: { 'messaging.system': broker, 'messaging.destination.name': topic },
});

/** Three requests, each of which leaves a message that is taken in a trace of its own. */
const SPANS: readonly Brief[] = ['1', '2', '3'].flatMap((trace): Brief[] => [
  { trace, id: `${trace}1`, service: 'web', kind: 'server', took: 5000 },
  { trace, id: `${trace}2`, parent: `${trace}1`, service: 'web', kind: 'producer', at: 9, ...on('orders') },
  { trace: `a${trace}`, id: `${trace}3`, service: 'mail', kind: 'consumer', at: 9000, ...on('orders') },
]);

async function reviewed(spans: readonly Brief[], wiring = WIRING) {
  return review(
    readTree(
      `//- /a.wiring\n${wiring}\n//- /traces/a.json\n${otlp(spans)}\n//- /a.ts\nexport const a = 1;\n`,
    ),
  );
}

async function seenAt(line: number, spans: readonly Brief[]): Promise<readonly string[] | undefined> {
  const { model } = await reviewed(spans);
  return explainClause(model, repoPath('a.wiring'), { line, character: 3 })?.sections.find(
    ({ heading }) => heading === 'Seen',
  )?.lines;
}

async function topicsOf(service: string, spans: readonly Brief[]) {
  return explainService(await reviewed(spans), service)?.sections.find(({ heading }) =>
    heading.startsWith('Topics'),
  );
}

describe('the topics of a service', () => {
  it('are told with how often they were seen, and whether an event of that name is declared', async () => {
    assert.deepEqual(await topicsOf('web', SPANS), {
      heading: 'Topics  1',
      lines: ['sends orders: seen 3 times; declared'],
      rows: [{ topic: 'orders', way: 'sends', seen: 3, brokers: 'kafka', declared: true }],
    });
    // It may be the event by another name: nobody knows.
    assert.deepEqual((await topicsOf('mail', SPANS))?.lines, [
      'takes orders: seen 3 times; it consumes no event of this name',
    ]);
    assert.equal(await topicsOf('cart', SPANS), undefined);
  });

  it('are of the service whatever it is called in traces, and judged by nothing where it is not declared', async () => {
    const spans = SPANS.map(span => (span.service === 'mail' ? { ...span, service: 'cart-v2' } : span));
    assert.deepEqual((await topicsOf('cart', spans))?.lines, [
      'takes orders: seen 3 times; it consumes no event of this name',
    ]);
    const stranger = SPANS.map(span => (span.service === 'mail' ? { ...span, service: 'other' } : span));
    assert.deepEqual((await topicsOf('other', stranger))?.lines, ['takes orders: seen 3 times']);
  });
});

describe('the hover on an event', () => {
  it('tells how often it was seen, by its very name', async () => {
    const seen = async (event: string) =>
      explainName(await reviewed(SPANS), 'event', event)?.sections.find(
        ({ heading }) => heading === 'Seen in traces',
      )?.lines;
    assert.deepEqual(await seen('orders'), ['mail took it 3 times', 'web sent it 3 times']);
    assert.deepEqual(await seen('events'), ['no topic of this name in this sample']);
  });
});

describe('the hover on a call that was seen as messages', () => {
  it('tells the messages, and not that no request made it', async () => {
    const line = 'by messages on orders: sent 3 times, taken 3 times';
    assert.deepEqual(await seenAt(2, SPANS), [line]);
    assert.deepEqual(await seenAt(3, SPANS), [`mail: ${line}`]);
    // To wait is more than to send.
    assert.deepEqual(await seenAt(4, SPANS), ['not in 3 requests to web', line]);
    assert.deepEqual(await seenAt(1, SPANS), ['not in 3 requests to web']);
  });

  it('is not told twice where a link says which message it was', async () => {
    const linked = SPANS.map(span =>
      span.kind === 'consumer'
        ? { ...span, links: [{ trace: span.id[0] ?? '', id: `${span.id[0]}2` }] }
        : span,
    );
    assert.deepEqual(await seenAt(2, linked), ['3 times in 3 requests to web, without waiting']);
  });

  it('names others who send there, and brokers that go by different names', async () => {
    const more: readonly Brief[] = [
      ...SPANS.map(span => (span.kind === 'consumer' ? { ...span, ...on('orders', 'pulsar') } : span)),
      { trace: '9', id: '91', service: 'post', kind: 'producer', ...on('orders') },
    ];
    assert.deepEqual(await seenAt(2, more), [
      'by messages on orders: sent 3 times to kafka, taken 3 times from pulsar; also sent by post',
    ]);
  });
});
