import assert from 'node:assert/strict';
import { readTree } from '#test/support/annotations';
import { check, checkFix, review } from '#test/support/check';

const ONLY = { only: ['builder-cannot-hear-operator'] };

const tree = (channels: string, mark = '', service = 'service shop-api') => `
//- /architecture.wiring
team Development
team Operations
team Support
${channels}
${service} {
  built by Development
  operated by Operations
${mark}
}
//- /a.ts
export const a = 1;
`;

const MARK =
  '  //          ^^^^^^^^^^ warning builder-cannot-hear-operator: shop-api is built by Development and operated by Operations, and';

describe('builder-cannot-hear-operator', () => {
  it('is said where a ticket is all there is, or nothing', async () => {
    await check(
      tree(
        'channel Operations -> Development by ticket',
        `${MARK} the best way between them is by ticket (10 %)`,
      ),
      ONLY,
    );
    await check(
      tree(
        'channel Support <-> Development by chat',
        `${MARK} no declared channel leads from one to the other`,
      ),
      ONLY,
    );
    await check(
      tree(
        'channel Support <-> Development by chat\nchannel Support <-> Operations by ticket',
        `${MARK} the best way between them is by ticket (10 %)`,
      ),
      ONLY,
    );
  });

  it('is not said where they can talk, also through others, nor of what others run', async () => {
    await check(tree('channel Operations -> Development by review'), ONLY);
    await check(
      tree('channel Support <-> Development by chat\nchannel Support <-> Operations by meeting'),
      ONLY,
    );
    await check(tree('channel Operations -> Development by ticket', '', 'external service shop-api'), ONLY);
    const own = tree('channel Operations -> Development by ticket').replace(
      'operated by Operations',
      'operated by Development',
    );
    await check(own, ONLY);
  });

  it('is skipped, and says so, where no channel is declared', async () => {
    const { judgement } = await review(readTree(tree('')));
    const skipped = judgement.skipped.find(({ rule }) => rule === 'builder-cannot-hear-operator');
    assert.match(
      skipped?.message ?? '',
      /could not run: no channel is declared, so nobody can say which one is missing/,
    );
  });

  it('is mended by a channel in which one answers', () =>
    checkFix(
      tree('channel Operations -> Development by ticket').replace('operated by Op', 'operated by <|>Op'),
      tree('channel Development <-> Operations by chat'),
      {
        ...ONLY,
        title: 'Widen the channel between Development and Operations, by chat: bandwidth 10 % → 40 %',
      },
    ).then(() => undefined));
});
