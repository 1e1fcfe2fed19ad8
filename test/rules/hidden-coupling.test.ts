import { check } from '#test/support/check';

const ONLY = { only: ['hidden-coupling'] };

function tree(parts: {
  mark?: boolean;
  battery?: string;
  history?: string;
  owner?: string;
  more?: string;
}): string {
  const found = parts.mark
    ? (name: string) =>
        `//     ${'^'.repeat(name.length)} warning hidden-coupling: battery and brakes change together, and nothing in the code leads from one to the other: 8 of 8 changes to battery (100 %)\n`
    : () => '';
  return `
//- /architecture.wiring
module battery { path "battery/**"  owner Battery }
${found('battery')}module brakes { path "brakes/**"  owner ${parts.owner ?? 'Brakes'} }
${found('brakes')}module law { path "law/**"  owner Law }
module seats { path "seats/**"  owner Seats }
module doors { path "doors/**"  owner Seats }
team Battery
team Brakes
team Law
team Seats
//- /battery/a.ts
${parts.battery ?? 'export const a = 1;'}
//- /brakes/a.ts
export const a = 1;
//- /law/a.ts
export const law = 1;
//- /seats/a.ts
export const a = 1;
//- /doors/a.ts
export const a = 1;
${parts.more ?? ''}
//- git
${parts.history ?? 'change 2025-07-01 every 28 days 8 times "Recover energy": battery/a.ts, brakes/a.ts'}
change 2025-07-02 every 7 days 30 times "Warm seats": seats/a.ts
change 2025-07-03 every 7 days 30 times "Quiet doors": doors/a.ts
`;
}

describe('hidden-coupling', () => {
  it('is said of two modules of two teams that nothing in the code ties', () =>
    check(tree({ mark: true }), ONLY));

  it('is not said where an import leads from one to the other, also through a third', async () => {
    await check(tree({ battery: "import { a } from '../brakes/a';\nexport const b = a;" }), ONLY);
    const through = tree({ battery: "import { law } from '../law/a';\nexport const b = law;" });
    await check(
      through.replace('export const law = 1;', "import { a } from '../brakes/a';\nexport const law = a;"),
      ONLY,
    );
  });

  it('is not said of siblings that follow a common dependency', () =>
    check(
      tree({
        battery: "import { law } from '../law/a';\nexport const b = law;",
        history: 'change 2025-07-01 every 28 days 8 times "Another law": battery/a.ts, brakes/a.ts, law/a.ts',
      }).replace(
        '//- /brakes/a.ts\nexport const a = 1;',
        "//- /brakes/a.ts\nimport { law } from '../law/a';\nexport const a = law;",
      ),
      ONLY,
    ));

  it('is not said within one team, of too few changes, or of a burst', async () => {
    await check(tree({ owner: 'Battery' }), ONLY);
    const few = 'change 2025-07-01 every 28 days 4 times "Recover energy": battery/a.ts, brakes/a.ts';
    await check(tree({ history: few }), ONLY);
    const burst = 'change 2025-07-01 every 1 days 8 times "Recover energy": battery/a.ts, brakes/a.ts';
    await check(tree({ history: burst }), ONLY);
  });

  it('is not said of two teams whose channel is as wide as the need, or as wide as channels get', async () => {
    const told = (channel: string, mark = false) =>
      check(tree({ mark }).replace('team Law\n', `team Law\n${channel}\n`), ONLY);
    await told('channel Battery <-> Brakes by embedded');
    await told('channel Battery <-> Law by embedded\nchannel Law <-> Brakes by embedded');
    await told('channel Battery <-> Brakes by meeting', true);
    await told('channel Battery <-> Law by embedded', true);
  });

  it('is not said of a package and its tests', () =>
    check(tree({}).replaceAll('brakes', 'battery-tests'), ONLY));
});
