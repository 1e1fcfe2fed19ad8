import assert from 'node:assert/strict';
import { verdictOn } from '#core/couches/judge-couches';
import { readTree } from '#test/support/annotations';
import { check, checkFix, fixTitles, review } from '#test/support/check';
import { otlp } from '#test/traces/spans';

const ONLY = { only: ['chain-misses-promise'] };
const A = '//- /a.ts\nexport const a = 1;\n';

/** The item availability of CASES.md: so many services, each waiting for the next, at four nines and 50 ms. */
function chain(length: number, mark = '', first = 'calls s02'): string {
  const services = Array.from({ length }, (_, i) => {
    const name = `s${String(i + 1).padStart(2, '0')}`;
    const next = i === 0 ? first : i + 1 < length ? `calls s${String(i + 2).padStart(2, '0')}` : '';
    return `service ${name} {\n  availability 99.99%\n${i === 0 ? mark : ''}\n  latency 50 ms\n  ${next}\n}`;
  });
  return `//- /architecture.wiring\n${services.join('\n')}\n${A}`;
}

describe('chain-misses-promise', () => {
  it('is said of 23 services at four nines and 50 ms, with the numbers of the case', async () => {
    const { judgement } = await check(
      chain(
        23,
        '//^^^^^^^^^^^^^^^^^^^ error chain-misses-promise: s01 promises 99.99 % and waits for 22 other services, which leaves 99.77 %: 20.1 hours a year without it instead of 53 minutes, 1,150 ms one call after the other, and 79.4 % of requests with all 23 answers within their 99th percentile',
      ),
      ONLY,
    );
    const [finding] = judgement.findings;
    assert.match(finding?.evidence.join('\n') ?? '', /independently of each other/);
    // The clause that waits, and the promises of those it waits for, which one cause breaks too.
    assert.equal(finding?.related.length, 1 + 21);
    assert.match(
      finding?.related[1]?.message ?? '',
      /^s02 misses its promise of 99.99 % too: 99.78 % is left$/,
    );
    assert.match(
      finding?.evidence[0] ?? '',
      /^21 services that it waits for miss their own promise too: s02 /,
    );
  });

  it('lets pass what is nearly kept, and what promises nothing', async () => {
    await check(
      `//- /architecture.wiring\nservice web {\n  availability 99.9%\n  calls a\n}\nservice a { availability 99.99% }\n${A}`,
      ONLY,
    );
    await check(
      `//- /architecture.wiring\nservice web { calls a }\nservice a { availability 9% }\n${A}`,
      ONLY,
    );
    await check(chain(2, '', 'calls s02 async'), ONLY);
  });

  it('is said of half as long again as promised: 99.85 % is not 99.9 %', () =>
    check(
      `//- /architecture.wiring
service web {
  availability 99.9%
//^^^^^^^^^^^^^^^^^^ error chain-misses-promise: web promises 99.9 % and waits for 1 other service, which leaves 99.85 %
  calls a
}
service a { availability 99.95% }
${A}`,
      ONLY,
    ));

  it('looks at services that are no entry point too: a circle, and a promise below one', async () => {
    await check(
      `//- /architecture.wiring
service a {
  availability 99.9%
//^^^^^^^^^^^^^^^^^^ error chain-misses-promise: a promises 99.9 % and waits for 1 other service, which leaves 98.9 %
  calls b
}
service b {
  availability 99%
  calls a
}
${A}`,
      ONLY,
    );
    await check(
      `//- /architecture.wiring
service web { calls cart }
service cart {
  availability 99.9%
//^^^^^^^^^^^^^^^^^^ error chain-misses-promise: cart promises 99.9 % and waits for 1 other service, which leaves 98.9 %
  calls stock
}
service stock { availability 99% }
${A}`,
      ONLY,
    );
  });

  it('with no slack says it of the smallest miss', () =>
    check(
      `//- /architecture.wiring
service web {
  availability 99.9%
//^^^^^^^^^^^^^^^^^^ error chain-misses-promise: web promises 99.9 % and waits for 1 other service, which leaves 99.89 %
  calls a
}
service a { availability 99.99% }
rules { chain-misses-promise { slack 0% } }
${A}`,
      ONLY,
    ));

  it('counts either of two paths as enough', async () => {
    const two = (call: string, mark = '') =>
      `//- /architecture.wiring\nservice web {\n  availability 99.9%\n${mark}\n  calls ${call}\n}\nservice east { availability 99% }\nservice west { availability 99% }\n${A}`;
    await check(
      two('east', '//^^^^^^^^^^^^^^^^^^ error chain-misses-promise: web promises 99.9 % and waits for 1'),
      ONLY,
    );
    await check(two('east or west'), ONLY);
  });

  it('stays with who waits for the rest when the first no longer waits', async () => {
    const { judgement } = await review(readTree(chain(23, '', 'calls s02 async')));
    const ids = judgement.findings.filter(({ rule }) => rule === 'chain-misses-promise').map(({ id }) => id);
    assert.deepEqual(ids, ['chain-misses-promise:s02']);
  });

  it('is a warning where only traces tell of the calls', () => {
    const span = { trace: 'a', service: 'web', kind: 'server', id: '1' } as const;
    const traces = otlp([
      span,
      { trace: 'a', id: '2', parent: '1', service: 'web', kind: 'client', at: 1, took: 9 },
      { trace: 'a', id: '3', parent: '2', service: 'stock', kind: 'server', at: 2, took: 7 },
    ]);
    return check(
      `//- /architecture.wiring
service web {
  availability 99.99%
//^^^^^^^^^^^^^^^^^^^ warning chain-misses-promise: web promises 99.99 % and waits for 1 other service, which leaves 99.89 %, if a request met every call that was seen
}
service stock { availability 99.9% }
//- /traces/a.json
${traces}
${A}`,
      ONLY,
    );
  });

  it('stays an error, by the declared calls alone, where traces tell of more', () =>
    check(
      `//- /architecture.wiring
service web {
  availability 99.99%
//^^^^^^^^^^^^^^^^^^^ error chain-misses-promise: web promises 99.99 % and by the calls it declares waits for 1 other service, which leaves 99.89 %:
  calls stock
}
service stock { availability 99.9% }
service mail { availability 99% }
//- /traces/a.json
${otlp([
  { id: '1', service: 'web', kind: 'server' },
  { id: '2', parent: '1', service: 'web', kind: 'client', at: 1, took: 9, peer: 'mail' },
])}
${A}`,
      ONLY,
    ).then(({ judgement }) =>
      assert.match(
        judgement.findings[0]?.evidence.join('\n') ?? '',
        /with calls that were only seen, if a request met them all: 98.9 %/,
      ),
    ));

  it('is mended by not waiting, and says what the chain is like then', async () => {
    const fix = await checkFix(
      chain(23).replace('availability', '<|>availability'),
      chain(23, '', 'calls s02 async'),
      ONLY,
    );
    assert.equal(fix.title, 'Let s01 not wait for s02: 23 → 1 deep, 99.77 % → 99.99 %, 1,150 ms → 50 ms');
  });

  it('offers no gain that reads the same before and after', async () => {
    const fix = await checkFix(
      `//- /architecture.wiring\nservice web {\n  <|>availability 99.9%\n  latency 1 ms\n  calls a\n  calls b\n}\nservice a { availability 99% }\nservice b { availability 99.99% }\n${A}`,
      `//- /architecture.wiring\nservice web {\n  availability 99.9%\n  latency 1 ms\n  calls a async\n  calls b\n}\nservice a { availability 99% }\nservice b { availability 99.99% }\n${A}`,
      ONLY,
    );
    assert.equal(fix.title, 'Let web not wait for a: still 2 deep, 98.9 % → 99.89 %');
  });

  it('does not offer what leaves the promise as it was: who waits for it another way', async () => {
    const titles = await fixTitles(
      `//- /architecture.wiring\nservice web {\n  <|>availability 99.9%\n  calls a\n  calls b\n}\nservice a { availability 99%  calls b }\nservice b { availability 99% }\n${A}`,
      ONLY,
    );
    assert.deepEqual(
      titles.map(title => title.replace(/(: still|: \d| until).*/, '')),
      ['Let web not wait for a', 'Accept chain-misses-promise'],
    );
  });

  describe('of how soon it answers', () => {
    const web = (answers: string, mark: string, calls: string, more: string) => `//- /architecture.wiring
service web {
  answers ${answers}
${mark}
  latency 20 ms
${calls}
}
${more}
${A}`;

    it('is said where own times and promised times add up to more', async () => {
      const { model } = await check(
        web(
          '99% within 300 ms',
          '//^^^^^^^^^^^^^^^^^^^^^^^^^ error chain-misses-promise: web promises 99 % of answers within 300 ms, and with the 2 other services that it waits for times add up to 320 ms, one call after the other; wait for fewer',
          '  calls cart 3 times',
          'service cart {\n  latency 60 ms\n  calls stock\n}\nservice stock { latency 40 ms }',
        ),
        ONLY,
      );
      assert.match(
        verdictOn(model, 'chain:web')?.because ?? '',
        /^requests to web wait for all of its 3 services, one couch whatever their number: web promises 99 % of answers within 300 ms, and with the 2 other services/,
      );
      await check(
        web(
          '99% within 320 ms',
          '',
          '  calls cart 3 times',
          'service cart {\n  latency 60 ms\n  calls stock\n}\nservice stock { latency 40 ms }',
        ),
        ONLY,
      );
    });

    it('is said where the promises below leave too small a share; a promise below includes what it waits for', async () => {
      const cart =
        'service cart {\n  answers 99% within 50 ms\n  latency 10 ms\n  calls stock\n}\nservice stock { latency 30 ms }';
      await check(
        web(
          '99% within 300 ms',
          '//^^^^^^^^^^^^^^^^^^^^^^^^^ error chain-misses-promise: web promises 99 % of answers within 300 ms, and the 2 other services that it waits for leave 96.1 % by their own promises;',
          '  calls cart 4 times',
          cart,
        ),
        ONLY,
      );
      await check(web('99% within 300 ms', '', '  calls cart', cart), ONLY);
    });

    it('counts the slower and the less sure of two ways, whichever is written first', async () => {
      const mark =
        '//^^^^^^^^^^^^^^^^^^^^^^^^ error chain-misses-promise: web promises 99 % of answers within 50 ms, and with the 2 other services that it waits for times add up to 60 ms';
      const zones = 'service near { latency 10 ms }\nservice far { latency 40 ms }';
      await check(web('99% within 50 ms', mark, '  calls near or far', zones), ONLY);
      await check(web('99% within 50 ms', mark, '  calls far or near', zones), ONLY);
    });

    it('is a warning where traces alone show it, of as many requests as can', async () => {
      const requests = (count: number) =>
        otlp(
          Array.from({ length: count }, (_, i) => ({
            trace: `a${i}`,
            id: '1',
            service: 'web',
            kind: 'server' as const,
            took: i < count * 0.8 ? 1000 : 400_000,
          })),
        );
      const tree = (count: number, mark: string) =>
        web('90% within 300 ms', mark, '', '').replace(A, `//- /traces/a.json\n${requests(count)}\n${A}`);
      await check(
        tree(
          20,
          '//^^^^^^^^^^^^^^^^^^^^^^^^^ warning chain-misses-promise: web promises 90 % of answers within 300 ms, and the 90th percentile of 20 requests in the traces is 400 ms;',
        ),
        ONLY,
      );
      await check(tree(5, ''), ONLY);
    });
  });

  it('can be accepted', () =>
    check(
      `${chain(23)}`.replace(
        'service s01',
        'accept chain-misses-promise on service s01 because "events come"\nservice s01',
      ),
      ONLY,
    ));
});
