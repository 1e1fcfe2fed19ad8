import assert from 'node:assert/strict';
import { readTree } from '#test/support/annotations';
import { check, checkFix, fixTitles, review } from '#test/support/check';
import { exampleTree } from '#test/support/example-tree';
import { type Brief, otlp } from '#test/traces/spans';

const ONLY = { only: ['chatty-pair'] };
const A = '//- /a.ts\nexport const a = 1;\n';

const shop = (clause: string, found = '', more = '') =>
  `//- /architecture.wiring\nservice shop {\n  ${clause}\n${found}}\nservice prices\n${more}${A}`;
const at = (clause: string, message: string) =>
  `//${'^'.repeat(clause.length)} warning chatty-pair: ${message}\n`;

/** So many requests to shop, each with so many calls. */
const traces = (requests: number, calls: number, peer: Partial<Brief> = { service: 'prices' }) =>
  otlp(
    Array.from({ length: requests }, (_, n): readonly Brief[] => {
      const trace = `${n + 1}`;
      return [
        { trace, id: `${trace}f`, service: 'shop', kind: 'server', name: 'GET /basket', took: 9000 },
        ...Array.from({ length: calls }, (_, i): readonly Brief[] => {
          const id = `${trace}${String(i).padStart(2, '0')}`;
          const client: Brief = {
            trace,
            id: `${id}c`,
            parent: `${trace}f`,
            service: 'shop',
            kind: 'client',
            took: 9,
          };
          return peer.service === undefined
            ? [{ ...client, ...peer }]
            : [client, { trace, id: `${id}d`, parent: `${id}c`, kind: 'server', took: 8, ...peer }];
        }).flat(),
      ];
    }).flat(),
  );

describe('chatty-pair', () => {
  it('is said of a call that is declared ten times a request, and not of nine or of one that nobody waits for', async () => {
    const ten = 'calls prices 10 times';
    await check(
      shop(
        ten,
        at(ten, 'shop calls prices 10 times a request, as it declares, and waits each time; ask once'),
      ),
      ONLY,
    );
    await check(shop('calls prices 9 times'), ONLY);
    await check(shop('calls prices 40 times async'), ONLY);
    await check(shop('calls prices 10 times', '', 'rules { chatty-pair { calls 11 } }\n'), ONLY);
  });

  it('is said of what traces show, with the requests that hold the calls', async () => {
    const clause = 'calls prices';
    const { judgement } = await check(
      `${shop(clause, at(clause, 'shop calls prices 12 times a request, as 3 requests to GET /basket of shop did on average'))}//- /traces/a.json\n${traces(3, 12)}\n`,
      ONLY,
    );
    const finding = judgement.findings.find(({ rule }) => rule === 'chatty-pair');
    assert.deepEqual(finding?.evidence, ['shop calls prices 1 time a request, as it declares']);
    assert.equal(finding?.size, 12);
  });

  it('is not said of too few requests, of too few calls, nor of a database', async () => {
    await check(`${shop('calls prices')}//- /traces/a.json\n${traces(2, 12)}\n`, ONLY);
    await check(`${shop('calls prices')}//- /traces/a.json\n${traces(3, 9)}\n`, ONLY);
    const database = { peer: 'orders-db', attributes: { 'db.system': 'postgresql' } };
    await check(`${shop('calls prices')}//- /traces/a.json\n${traces(3, 12, database)}\n`, ONLY);
  });

  it('says of dependency links nothing: they do not tell how often a request calls', () =>
    check(
      `${shop('calls prices')}//- /traces/links.json\n${JSON.stringify([{ parent: 'shop', child: 'prices', callCount: 4000 }])}\n`,
      ONLY,
    ));

  it('is mended by not waiting, with how many answers a request waits for then', async () => {
    const fix = await checkFix(shop('calls <|>prices 12 times'), shop('calls prices 12 times async'), {
      ...ONLY,
      title: 'Let shop not wait',
    });
    assert.equal(fix.title, 'Let shop not wait for prices: 13 → 1 answers that a request to shop waits for');
    assert.equal(fix.preferred, false);
  });

  it('offers to make one what history shows to be pieces of one', async () => {
    const tree = exampleTree('prime-video');
    const snapshot = await review(tree);
    const finding = snapshot.judgement.findings.find(({ id }) => id === 'chatty-pair:convert+detect');
    assert.ok(finding);
    const [first] = snapshot.fixes(finding);
    assert.match(
      first?.title ?? '',
      /^Make @player\/convert, @player\/detect and @player\/notify one module/,
    );
  });

  it('is accepted for the service that calls, and not for the one that is called and calls another', () =>
    check(
      `//- /architecture.wiring
module shop { path "shop/**" }
module prices { path "prices/**" }
module taxes { path "taxes/**" }
service shop-api {
  runs shop
  calls prices-api 40 times
//^^^^^^^^^^^^^^^^^^^^^^^^^ warning chatty-pair: shop-api calls prices-api 40 times a request
}
service prices-api { runs prices  calls taxes-api 12 times }
service taxes-api { runs taxes }
accept chatty-pair on service prices-api at most 12 because "soon one call"
//- /shop/a.ts
export const a = 1;
//- /prices/a.ts
export const a = 1;
//- /taxes/a.ts
export const a = 1;
`,
      { only: ['chatty-pair', 'stale-accept'] },
    ));

  it('can be accepted while it is no chattier', async () => {
    const accepted = (most: number) =>
      shop(
        'calls prices 12 times',
        '',
        `accept chatty-pair on service shop at most ${most} because "soon one call"\n`,
      );
    await check(accepted(12), ONLY);
    const { judgement } = await review(readTree(accepted(11)));
    assert.ok(judgement.findings.some(({ id }) => id === 'chatty-pair:prices+shop'));
    assert.equal((await fixTitles(shop('calls <|>prices 12 times'), ONLY)).length, 2);
  });
});
