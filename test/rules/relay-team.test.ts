import { check, checkFix } from '#test/support/check';

const ONLY = { only: ['relay-team'] };

const tree = (channels: string, mark = '', alone = 0) => `
//- /architecture.wiring
team Build
${mark}
team Design
team Studio
module page { path "page/**"  owner Build and Design }
module words { path "words/**"  owner Studio }
${channels}
//- /page/a.ts
export const a = 1;
//- /words/a.ts
export const a = 1;
//- git
change 2026-01-01 every 10 days 10 times "Another page": page/a.ts, words/a.ts
${alone > 0 ? `change 2026-01-02 every 10 days ${alone} times "A page": page/a.ts` : ''}
`;

const VIA = 'channel Build <-> Studio by embedded\nchannel Studio <-> Design by embedded';

describe('relay-team', () => {
  it('asks about a team that always stands between two others', () =>
    check(
      tree(
        VIA,
        '//   ^^^^^ information relay-team: does Studio have to stand between Build and Design? It lifts along in 10 of the 10 carries (100 %) that the two lift together, and is the only way between them',
      ),
      ONLY,
    ));

  it('does not ask where the two can talk, or often do without', async () => {
    await check(tree(`${VIA}\nchannel Build <-> Design by ticket`), ONLY);
    await check(tree(VIA, '', 4), ONLY);
    await check(tree('channel Build <-> Studio by embedded'), ONLY);
  });

  it('does not ask of one of two teams that join them equally well, whatever they are called', async () => {
    for (const other of ['Zed', 'Aaa'])
      await check(
        tree(
          `${VIA}\nteam ${other}\nchannel Build <-> ${other} by embedded\nchannel ${other} <-> Design by embedded`,
        ),
        ONLY,
      );
  });

  it('does not call it the only way where there is a narrower one, whatever its team is called', async () => {
    for (const other of ['Zed', 'Aaa'])
      await check(
        tree(
          `${VIA}\nteam ${other}\nchannel Build <-> ${other} by embedded\nchannel ${other} <-> Design by ticket`,
          '//   ^^^^^ information relay-team: does Studio have to stand between Build and Design? It lifts along in 10 of the 10 carries (100 %) that the two lift together, and is the best way between them (80 %, without it 10 %); give them a channel of their own',
        ),
        ONLY,
      );
  });

  it('is mended by a channel of their own', () =>
    checkFix(
      tree(VIA).replace('team Bu', 'team <|>Bu'),
      tree(`${VIA}\nchannel Build <-> Design by embedded`),
      ONLY,
    ).then(() => undefined));
});
