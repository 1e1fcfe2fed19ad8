import assert from 'node:assert/strict';
import { readTree } from '#test/support/annotations';
import { check, checkFix, review } from '#test/support/check';

const ONLY = { only: ['long-escalation'] };

/** Two teams under one hospital, each so many levels down. */
function tree({
  levels,
  mark = '',
  more = '',
  times = 24,
}: {
  levels: number;
  mark?: string;
  more?: string;
  times?: number;
}) {
  const chain = (side: string) =>
    Array.from(
      { length: levels - 1 },
      (_, i) => `group ${side}${i} in ${i === 0 ? 'Hospital' : `${side}${i - 1}`}`,
    ).join('\n');
  const leaf = (side: string) => (levels > 1 ? `${side}${levels - 2}` : 'Hospital');
  return `
//- /architecture.wiring
group Hospital
${chain('care')}
${chain('supply')}
team Nursing in ${leaf('care')}
${mark}
team Pharmacy in ${leaf('supply')}
module dose { path "dose/**"  owner Nursing and Pharmacy }
${more}
//- /dose/a.ts
export const a = 1;
//- git
change 2025-07-01 every 14 days ${times} times "Another dose": dose/a.ts
`;
}

describe('long-escalation', () => {
  it('is said of eight levels up and eight down: 16 hops, 19 % of a message', () =>
    check(
      tree({
        levels: 8,
        mark: '//   ^^^^^^^ warning long-escalation: what Nursing and Pharmacy have to settle goes over 16 hops by way of Hospital, which leaves 19 % of a message, and they lift together 24 times in 12 months',
      }),
      ONLY,
    ));

  it('is not said of few hops, of seldom carries, or of who has a direct channel', async () => {
    await check(tree({ levels: 2 }), ONLY);
    await check(tree({ levels: 8, times: 19 }), ONLY);
    await check(tree({ levels: 8, more: 'channel Pharmacy -> Nursing by chat' }), ONLY);
  });

  it('is skipped where nobody lies in a group', async () => {
    const text = tree({ levels: 1 }).replaceAll(' in Hospital', '');
    const { judgement } = await review(readTree(text));
    assert.ok(
      judgement.skipped.some(
        ({ rule, message }) => rule === 'long-escalation' && /no team lies in a group/.test(message),
      ),
    );
  });

  it('is mended by a direct channel', () =>
    checkFix(
      tree({ levels: 8 }).replace('team Nur', 'team <|>Nur'),
      tree({ levels: 8, more: 'channel Nursing <-> Pharmacy by embedded' }).replace(
        '\nchannel Nursing <-> Pharmacy by embedded\n',
        '\n\nchannel Nursing <-> Pharmacy by embedded\n',
      ),
      {
        ...ONLY,
        title:
          'Declare the channel between Nursing and Pharmacy, by embedded: 16 hops → 1, 19 % → 90 % of a message',
      },
    ).then(() => undefined));
});
