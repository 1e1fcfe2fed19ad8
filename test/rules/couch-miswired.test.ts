import { check, checkFix } from '#test/support/check';

const ONLY = { only: ['couch-miswired'] };

function tree(wiring: string): string {
  return `
//- /architecture.wiring
module deploy { path "deploy/**"  owner Dev and Ops }
${wiring}
team Dev
team Ops
team Chat
//- /deploy/a.ts
export const a = 1;
//- git
change 2026-01-01 every 7 days 12 times "Another region": deploy/a.ts
`;
}

const FOUND = '//     ^^^^^^ warning couch-miswired: deploy is miswired';

describe('couch-miswired', () => {
  it('is said of two teams whose channel is too thin, and names the thin place', async () => {
    await check(
      tree(
        `${FOUND}: 0 % of its 12 carries in 12 months were lifted by one team alone (95 % interval 0–24 %); Dev and Ops lift 12 of them together (100 %), and the best way between them is by ticket (10 %)\nchannel Dev -> Ops by ticket`,
      ),
      ONLY,
    );
    await check(tree(`${FOUND}\nchannel Dev <-> Chat by embedded\nchannel Chat <-> Ops by ticket`), ONLY);
    await check(
      tree(
        `${FOUND}: 0 % of its 12 carries in 12 months were lifted by one team alone (95 % interval 0–24 %); Dev and Ops lift 12 of them together (100 %), and no declared channel leads from one to the other\nchannel Dev <-> Chat by meeting`,
      ),
      ONLY,
    );
  });

  it('is not said of two teams with a channel as wide as the need, nor where no channel is declared at all', async () => {
    const wide = 'rules { couch-miswired { meeting 100% } }';
    await check(tree(`channel Dev <-> Ops by meeting\n${wide}`), ONLY);
    await check(tree(`channel Dev <-> Chat by meeting\nchannel Ops <-> Chat by meeting\n${wide}`), ONLY);
    await check(tree(''), ONLY);
  });

  it('is said once of two teams, however many of their modules they carry together', () =>
    check(
      `
//- /architecture.wiring
module cell { path "cell/**"  owner Dev }
//     ^^^^ warning couch-miswired: cell + disc is miswired
module disc { path "disc/**"  owner Ops }
//     ^^^^ warning couch-miswired: cell + disc is miswired
module seat { path "seat/**"  owner Chat }
module door { path "door/**"  owner Chat }
channel Dev <-> Chat by meeting
team Dev
team Ops
team Chat
//- /cell/a.ts
export const a = 1;
//- /disc/a.ts
export const a = 1;
//- /seat/a.ts
export const a = 1;
//- /door/a.ts
export const a = 1;
//- git
change 2025-07-01 every 14 days 24 times "Both": cell/a.ts, disc/a.ts
change 2025-07-02 every 50 days 6 times "One": cell/a.ts
change 2025-07-03 every 50 days 6 times "The other": disc/a.ts
change 2025-07-04 every 7 days 40 times "A seat": seat/a.ts
change 2025-07-05 every 7 days 40 times "A door": door/a.ts
`,
      ONLY,
    ));

  it('is mended by the channel that is wide enough', async () => {
    // They lift all of it together, and even an embedded channel carries only 80 %: no channel is wider.
    await checkFix(
      tree('channel Dev -> Ops by ticket').replace('module deploy', 'module dep<|>loy'),
      tree('channel Dev <-> Ops by embedded'),
      { ...ONLY, title: 'Widen the channel between Dev and Ops, by embedded', rule: 'couch-miswired' },
    );
    await checkFix(
      tree('channel Dev <-> Chat by ticket').replace('module deploy', 'module dep<|>loy'),
      tree('channel Dev <-> Chat by ticket').replace(
        'team Chat\n',
        'team Chat\n\nchannel Dev <-> Ops by embedded\n',
      ),
      { ...ONLY, title: 'Declare the channel between Dev and Ops, by embedded', rule: 'couch-miswired' },
    );
  });
});
