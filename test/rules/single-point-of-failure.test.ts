import assert from 'node:assert/strict';
import { check } from '#test/support/check';
import { type Brief, otlp } from '#test/traces/spans';

const ONLY = { only: ['single-point-of-failure'] };
const A = '//- /a.ts\nexport const a = 1;\n';

const shop = (call: string, mark = '', more = '') => `
//- /architecture.wiring
service web { calls catalog }
service tv { ${call} }
service catalog { ${call} }
service east
${mark}
service west
${more}
${A}`;

describe('single-point-of-failure', () => {
  it('is said of a service without which two entry points fall, and names them', async () => {
    const { judgement } = await check(
      shop(
        'calls east',
        '//      ^^^^ warning single-point-of-failure: without east 2 entry points fall: tv and web; give it a second path',
      ),
      ONLY,
    );
    const finding = judgement.findings.find(({ rule }) => rule === ONLY.only[0]);
    assert.equal(finding?.size, 2);
    assert.deepEqual(
      finding?.related.map(({ message }) => message),
      ['catalog waits for it', 'tv waits for it'],
    );
  });

  it('is not said where another stands in, where nobody waits, or of one entry point', async () => {
    await check(shop('calls east or west'), ONLY);
    await check(shop('calls east async'), ONLY);
    await check(shop('calls east', '', 'rules { single-point-of-failure { entries 3 } }'), ONLY);
    await check(`//- /architecture.wiring\nservice web { calls east }\nservice east\n${A}`, ONLY);
  });

  it('is not said of what traces show to be one of two that stand in for each other', () => {
    const spans = ['tv', 'catalog'].flatMap((service, n) =>
      ['east', 'west'].flatMap((peer, i): Brief[] => {
        const trace = `${n}${i}`;
        return [
          { trace, id: `${trace}1`, service, kind: 'server' },
          { trace, id: `${trace}2`, parent: `${trace}1`, service, kind: 'client', at: 1, took: 9, peer },
        ];
      }),
    );
    const links = [{ parent: 'tv', child: 'west', callCount: 3 }];
    return check(
      `${shop('calls east or west')}//- /traces/spans.json\n${otlp(spans)}\n//- /traces/links.json\n${JSON.stringify(links)}\n`,
      ONLY,
    );
  });

  it('can be accepted, while no more fall with it', () =>
    check(
      shop(
        'calls east',
        '',
        'accept single-point-of-failure on service east at most 2 because "west comes in autumn"',
      ),
      { only: [...ONLY.only, 'stale-accept'] },
    ));
});
