import assert from 'node:assert/strict';
import { check } from '#test/support/check';

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

  it('is not said of what traces show to be one of two that stand in for each other', () =>
    check(
      `${shop('calls east or west')}//- /traces/links.json\n${JSON.stringify(
        ['tv', 'catalog'].flatMap(parent => ['east', 'west'].map(child => ({ parent, child, callCount: 3 }))),
      )}\n`,
      ONLY,
    ));

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
