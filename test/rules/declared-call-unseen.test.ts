import { check } from '#test/support/check';
import { type Brief, otlp } from '#test/traces/spans';

const ONLY = { only: ['declared-call-unseen'] };

/** So many requests to the shop, the first of which call somebody. */
function requests(count: number, ...called: readonly Partial<Brief>[]): readonly Brief[] {
  return Array.from({ length: count }, (_, i): Brief[] => {
    const trace = `${i + 1}`;
    const one = called[i];
    return [
      { trace, id: `${i}1`, service: 'shop', kind: 'server', at: i * 5000 },
      ...(one
        ? [
            {
              trace,
              id: `${i}2`,
              parent: `${i}1`,
              service: 'shop',
              kind: 'client' as const,
              at: i * 5000 + 1,
              took: 9,
              ...one,
            },
          ]
        : []),
    ];
  }).flat();
}

function tree(spans: readonly Brief[], clause: string, mark = '', more = ''): string {
  return `//- /architecture.wiring\nservice shop {\n  calls stock\n  ${clause}\n${mark}\n}\nservice stock\nservice gifts\nservice cards\n${more}\n//- /traces/a.json\n${otlp(spans)}\n//- /a.ts\nexport const a = 1;\n`;
}

const STOCK = { peer: 'stock' };

describe('declared-call-unseen', () => {
  it('is said at the clause where 300 requests made no such call, and not of 299', async () => {
    await check(
      tree(
        requests(300, STOCK),
        'calls gifts',
        '//^^^^^^^^^^^ warning declared-call-unseen: shop declares a call of gifts, and none of 300 requests in the traces made it',
      ),
      ONLY,
    );
    await check(tree(requests(299, STOCK), 'calls gifts'), ONLY);
  });

  it('is not said of what was seen once, or by the other name, or in place of it', async () => {
    await check(tree(requests(300, STOCK, { peer: 'gifts' }), 'calls gifts'), ONLY);
    await check(tree(requests(300, STOCK, { peer: 'cards' }), 'calls gifts or cards'), ONLY);
  });

  it('is not said where the sample could not have shown it', async () => {
    // The caller records no calls at all.
    await check(tree(requests(300), 'calls gifts'), ONLY);
    // It was never seen to call without waiting, so it may not record that.
    await check(tree(requests(300, STOCK), 'calls gifts async'), ONLY);
    // A call leads to nobody, and might be this one.
    await check(tree(requests(300, STOCK, {}), 'calls gifts'), ONLY);
  });

  it('is not said where dependency links show the call', () =>
    check(
      `${tree(requests(300, STOCK), 'calls gifts')}//- /traces/links.json\n[{"parent":"shop","child":"gifts","callCount":1}]\n`,
      ONLY,
    ));

  it('is not said where messages of the one are taken by the other, in traces of their own', async () => {
    const onTopic = (topic: string): Partial<Brief> => ({
      attributes: { 'messaging.system': 'kafka', 'messaging.destination.name': topic },
    });
    const spans = (taken: string): readonly Brief[] => [
      // That it was seen to send to cards shows that it records what it does not wait for.
      ...requests(300, { kind: 'producer', ...onTopic('cards') }, { kind: 'producer', ...onTopic('orders') }),
      { trace: '1', id: 'c1', parent: '02', service: 'cards', kind: 'consumer', at: 20, ...onTopic('cards') },
      { trace: 'f1', id: 'f2', service: 'gifts', kind: 'consumer', at: 9000, ...onTopic(taken) },
    ];
    await check(tree(spans('orders'), 'calls gifts async'), ONLY);
    await check(
      tree(
        spans('offers'),
        'calls gifts async',
        '//^^^^^^^^^^^^^^^^^ warning declared-call-unseen: shop declares a call of gifts, and none of 300 requests',
      ),
      ONLY,
    );
  });

  it('can be asked of smaller samples', () =>
    check(
      tree(
        requests(3, STOCK),
        'calls gifts',
        '//^^^^^^^^^^^ warning declared-call-unseen: shop declares a call of gifts, and none of 3 requests',
        'rules { declared-call-unseen { requests 3 } }',
      ),
      ONLY,
    ));
});
