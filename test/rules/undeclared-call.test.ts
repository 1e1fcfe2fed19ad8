import assert from 'node:assert/strict';
import { readTree } from '#test/support/annotations';
import { check, checkFix, review } from '#test/support/check';
import { type Brief, otlp } from '#test/traces/spans';

const ONLY = { only: ['undeclared-call'] };

function tree(wiring: string, traces: string): string {
  return `//- /architecture.wiring\n${wiring}\n//- /traces/a.json\n${traces}\n//- /a.ts\nexport const a = 1;\n`;
}

const links = (...calls: readonly (readonly [string, string])[]) =>
  JSON.stringify(calls.map(([parent, child]) => ({ parent, child, callCount: 3 })));

const call = (to: string, attributes: Record<string, string> = {}): readonly Brief[] => [
  { id: '1', service: 'shop', kind: 'server' },
  { id: '2', parent: '1', service: 'shop', kind: 'client', at: 1, took: 9, peer: to, attributes },
];

describe('undeclared-call', () => {
  it('is said at the caller, with how often it was seen', async () => {
    await check(
      tree(
        'service shop {\n//      ^^^^ warning undeclared-call: shop calls prices, seen 3 times, and does not declare it; declare the call, or remove it\n  calls stock\n}\nservice stock\nservice prices',
        links(['shop', 'stock'], ['shop', 'prices']),
      ),
      ONLY,
    );
    await check(
      tree(
        'service shop {\n//      ^^^^ warning undeclared-call: shop calls cheap, seen 1 time, and does not declare it; declare it and the call, add its name to the "known as"\n  calls stock\n}\nservice stock',
        otlp(call('cheap')),
      ),
      ONLY,
    );
  });

  it('is not said of declared calls, also by another name, in place of another, or by an event', async () => {
    const wiring = 'service shop { calls stock or spare }\nservice stock known as "stk"\nservice spare';
    await check(tree(wiring, links(['shop', 'stk'], ['shop', 'spare'])), ONLY);
    await check(tree(wiring, otlp(call('spare'))), ONLY);
    await check(
      tree('service shop { publishes ordered }\nservice post { consumes ordered }', links(['shop', 'post'])),
      ONLY,
    );
  });

  it('is not said of a database that nobody declared, or of a caller that nobody declared', async () => {
    const wiring = 'service shop { calls stock }\nservice stock';
    await check(tree(wiring, otlp(call('orders-db', { 'db.system': 'postgresql' }))), ONLY);
    await check(tree(wiring, links(['other', 'stock'])), ONLY);
  });

  it('is said at the clause where the caller waits for what is declared async', async () => {
    const wiring = (clause: string, mark = '') => `service shop {\n  ${clause}\n${mark}\n}\nservice mail`;
    await check(
      tree(
        wiring(
          'calls mail async',
          '//^^^^^^^^^^^^^^^^ warning undeclared-call: shop waits for mail, seen 1 time, and declares the call as async',
        ),
        otlp(call('mail')),
      ),
      ONLY,
    );
    await checkFix(
      tree(wiring('calls <|>mail async'), otlp(call('mail'))),
      tree(wiring('calls mail'), otlp(call('mail'))),
      ONLY,
    );
  });

  it('is skipped without traces, and where nobody declares calls', async () => {
    const skipped = async (text: string) =>
      (await check(text, ONLY)).judgement.skipped.find(({ rule }) => rule === 'undeclared-call')?.message;
    assert.equal(
      await skipped(tree('service shop\nservice stock', links(['shop', 'stock']))),
      'undeclared-call could not run: no service declares what it calls',
    );
    assert.match(
      (await skipped('//- /architecture.wiring\nservice shop { calls stock }\nservice stock\n')) ?? '',
      /^undeclared-call could not run: no traces are named/,
    );
  });

  it('is mended by declaring it', () => {
    const traces = links(['shop', 'prices']);
    const wiring = (more: string) =>
      `service <|>shop {\n  calls stock\n${more}}\nservice stock\nservice prices`;
    return checkFix(
      tree(wiring(''), traces),
      tree(wiring('  calls prices\n').replace('<|>', ''), traces),
      ONLY,
    );
  });

  it('is mended with how often it was seen, where that is not once', () => {
    const spans = Array.from(
      { length: 8 },
      (_, at): Brief => ({
        id: `2${at}`,
        parent: '1',
        service: 'shop',
        kind: 'client',
        at: 10 * at,
        took: 9,
        peer: 'prices',
      }),
    );
    const traces = otlp([{ id: '1', service: 'shop', kind: 'server' }, ...spans]);
    const wiring = (name: string, more: string) =>
      `service ${name} {\n  calls stock\n${more}}\nservice stock\nservice prices`;
    return checkFix(
      tree(wiring('<|>shop', ''), traces),
      tree(wiring('shop', '  calls prices 8 times\n'), traces),
      ONLY,
    );
  });

  it('is accepted call by call where the called is declared, and for its caller where only traces know it', async () => {
    const wiring = (more: string) =>
      `service <|>shop { calls stock }\nservice stock\nservice prices\nservice taxes\n${more}`;
    const traces = links(['shop', 'stock'], ['shop', 'prices'], ['shop', 'taxes']);
    const because = 'because "until the new client"';
    const accepted = wiring(`accept undeclared-call from shop to prices ${because}`).replace('<|>', '');
    const { judgement } = await review(readTree(tree(accepted, traces)), ONLY);
    const ids = (of: readonly { readonly id: string; readonly rule: string }[]) =>
      of.filter(({ rule }) => rule === 'undeclared-call').map(({ id }) => id);
    assert.deepEqual(ids(judgement.findings), ['undeclared-call:shop>taxes']);
    assert.deepEqual(ids(judgement.accepted.map(({ finding }) => finding)), ['undeclared-call:shop>prices']);

    const accept = async (found: string) => {
      const snapshot = await review(readTree(tree(wiring('').replace('<|>', ''), found)), ONLY);
      const finding = snapshot.judgement.findings.find(({ rule }) => rule === 'undeclared-call');
      assert.ok(finding);
      const fixes = snapshot.fixes(finding, finding.place);
      return fixes.find(({ title }) => title.startsWith('Accept'))?.edits[0]?.newText ?? '';
    };
    assert.match(await accept(traces), /^\s*accept undeclared-call from shop to prices until /);
    assert.match(await accept(otlp(call('cheap'))), /^\s*accept undeclared-call on service shop until /);
  });
});
