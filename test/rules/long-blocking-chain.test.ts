import assert from 'node:assert/strict';
import { check, checkFix } from '#test/support/check';
import { type Brief, otlp } from '#test/traces/spans';

const ONLY = { only: ['long-blocking-chain'] };
const A = '//- /a.ts\nexport const a = 1;\n';

const chain = (length: number, mark = '', first = 'calls s2', more = '') =>
  `//- /architecture.wiring\nservice s1 {\n  ${first}\n${mark}\n}\n${Array.from(
    { length: length - 1 },
    (_, i) => (i + 2 < length ? `service s${i + 2} { calls s${i + 3} }` : `service s${i + 2}`),
  ).join('\n')}\n${more}\n${A}`;

/** A request through services, each waiting for the next. */
function request(trace: string, names: readonly string[]): readonly Brief[] {
  return names.flatMap((service, i): Brief[] => [
    {
      trace,
      id: `${trace}${i}a`,
      ...(i > 0 ? { parent: `${trace}${i - 1}b` } : {}),
      service,
      kind: 'server',
      at: i * 10,
      took: 1000 - i * 20,
    },
    ...(i + 1 < names.length
      ? [
          {
            trace,
            id: `${trace}${i}b`,
            parent: `${trace}${i}a`,
            service,
            kind: 'client' as const,
            at: i * 10 + 5,
            took: 990 - i * 20,
          },
        ]
      : []),
  ]);
}

const traced = (requests: readonly (readonly string[])[], wiring: string) =>
  `//- /architecture.wiring\n${wiring}\n//- /traces/a.json\n${otlp(requests.flatMap((names, i) => request(`${i + 1}`, names)))}\n${A}`;

describe('long-blocking-chain', () => {
  it('is said of a chain of five, at its first call, and not of four', async () => {
    await check(
      chain(
        5,
        '//^^^^^^^^ warning long-blocking-chain: requests to s1 wait for a chain of 5 services, each waiting for the next: s1 → s2 → s3 → s4 → s5;',
      ),
      ONLY,
    );
    await check(chain(4), ONLY);
    await check(chain(5, '', 'calls s2 async'), ONLY);
    await check(chain(5, '', 'calls s2', 'rules { long-blocking-chain { depth 6 } }'), ONLY);
  });

  it('counts a chain that a single request met, though nobody declared it', async () => {
    const { judgement } = await check(
      traced(
        [['a', 'b', 'c', 'd', 'e']],
        'service a\n//      ^ warning long-blocking-chain: requests to a wait for a chain of 5 services, each waiting for the next, as a request in the traces did: a → b → c → d → e',
      ),
      ONLY,
    );
    assert.equal(judgement.findings[0]?.size, 5);
  });

  it('does not make one chain of what two requests met', () =>
    check(
      traced(
        [
          ['a', 'b', 'c'],
          ['x', 'c', 'd', 'e'],
        ],
        'service a',
      ),
      ONLY,
    ));

  it('stands somewhere also without a wiring file, and is skipped where nothing tells of calls', async () => {
    const { judgement } = await check(
      `//- /package.json\n{}\n// <- warning long-blocking-chain: requests to a wait for a chain of 5 services\n//- /traces/a.json\n${otlp(request('1', ['a', 'b', 'c', 'd', 'e']))}\n${A}`,
      ONLY,
    );
    assert.equal(judgement.findings.length > 0, true);
    const { judgement: none } = await check(`//- /architecture.wiring\nteam A\n${A}`, ONLY);
    assert.match(
      none.skipped.find(({ rule }) => rule === 'long-blocking-chain')?.message ?? '',
      /^long-blocking-chain could not run: no service is declared, and no traces are named/,
    );
  });

  it('is mended by not waiting', async () => {
    const fix = await checkFix(
      chain(5).replace('calls s2', 'calls <|>s2'),
      chain(5, '', 'calls s2 async'),
      ONLY,
    );
    assert.equal(fix.title, 'Let s1 not wait for s2: 5 → 1 deep');
  });
});
