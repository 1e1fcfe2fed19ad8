import assert from 'node:assert/strict';
import { readTree } from '#test/support/annotations';
import { check, checkFix, review } from '#test/support/check';

const ONLY = { only: ['no-channel'] };

const TEN = 'change 2025-08-01 every 28 days 10 times "Recover energy": battery/a.ts, brakes/a.ts';

const tree = (channels: string, mark = '', history = TEN) => `
//- /architecture.wiring
team Battery
${mark}
team Brakes
team Seats
module battery { path "battery/**"  owner Battery }
module brakes { path "brakes/**"  owner Brakes }
module seats { path "seats/**"  owner Seats }
${channels}
//- /battery/a.ts
export const a = 1;
//- /brakes/a.ts
export const a = 1;
//- /seats/a.ts
export const a = 1;
//- git
${history}
`;

const OTHER = 'channel Brakes <-> Seats by meeting';
const MARK =
  '//   ^^^^^^^ warning no-channel: how do Battery and Brakes talk? They lift together 10 times in 12 months';

describe('no-channel', () => {
  it('asks two teams that lift together and have no way to talk', () =>
    check(tree(OTHER, `${MARK} (100 % of what Battery lifts)`), ONLY));

  it('says that a pair is new, where history reaches over two windows', async () => {
    const old = 'change 2023-06-01 every 28 days 26 times "Warm seats": seats/a.ts';
    await check(tree(OTHER, `${MARK}, and never in the 12 before: this is new`, `${TEN}\n${old}`), ONLY);
    const before = 'change 2024-09-01 every 28 days 6 times "Recover energy": battery/a.ts, brakes/a.ts';
    await check(tree(OTHER, `${MARK}, and 6 in the 12 before (100 %`, `${TEN}\n${old}\n${before}`), ONLY);
  });

  it('does not ask who can talk, also through others, of few carries, a burst, or a small share', async () => {
    await check(tree('channel Battery -> Brakes by ticket'), ONLY);
    await check(tree(`${OTHER}\nchannel Battery <-> Seats by ticket`), ONLY);
    await check(tree(OTHER, '', TEN.replace('10 times', '9 times')), ONLY);
    await check(tree(OTHER, '', TEN.replace('every 28 days', 'every 2 days')), ONLY);
    const own = 'change 2025-08-02 every 5 days 60 times "Own work"';
    await check(tree(OTHER, '', `${TEN}\n${own}: battery/a.ts\n${own}: brakes/a.ts`), ONLY);
  });

  it('is skipped, and says so, where no channel is declared at all', async () => {
    const { judgement } = await review(readTree(tree('')));
    assert.ok(judgement.skipped.some(({ rule }) => rule === 'no-channel'));
    assert.ok(!judgement.ran.some(({ rule }) => rule === 'no-channel'));
  });

  it('is mended by the channel that is wide enough, and can be accepted either way round', async () => {
    await checkFix(
      tree(OTHER).replace('team Bat', 'team <|>Bat'),
      tree(`${OTHER}\nchannel Battery <-> Brakes by embedded`),
      { ...ONLY, title: 'Declare the channel between Battery and Brakes, by embedded: bandwidth 0 % → 80 %' },
    );
    await check(
      tree(`${OTHER}\naccept no-channel from Brakes to Battery because "one room in January"`),
      ONLY,
    );
  });
});
