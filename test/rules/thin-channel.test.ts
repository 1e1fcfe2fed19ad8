import { check, checkFix } from '#test/support/check';

const ONLY = { only: ['thin-channel'] };

const tree = (channels: string, own = '') => `
//- /architecture.wiring
team Development
team Operations
team Support
module deploy { path "deploy/**"  owner Development and Operations }
module shop { path "shop/**"  owner Development }
module hosts { path "hosts/**"  owner Operations }
${channels}
//- /deploy/a.ts
export const a = 1;
//- /shop/a.ts
export const a = 1;
//- /hosts/a.ts
export const a = 1;
//- git
change 2025-08-01 every 28 days 10 times "Another region": deploy/a.ts
${own}
`;

describe('thin-channel', () => {
  it('asks whether a ticket is enough, at the channel', () =>
    check(
      tree(
        'channel Operations -> Development by ticket\n// <- warning thin-channel: is a ticket enough for Development and Operations? They lift together 10 times in 12 months (100 % of what Development lifts), and the best way between them carries 10 %',
      ),
      ONLY,
    ));

  it('asks for the width of the narrowest channel on the way', () =>
    check(
      tree('channel Operations <-> Support by ticket\nchannel Support <-> Development by embedded').replace(
        'team Development\n',
        'team Development\n//   ^^^^^^^^^^^ warning thin-channel: is a ticket enough for Development and Operations? They lift together 10 times in 12 months (100 % of what Development lifts), and the best way between them by way of Support carries 10 %\n',
      ),
      ONLY,
    ));

  it('does not ask where it is as wide as the need, or as wide as channels get', async () => {
    await check(tree('channel Operations <-> Development by embedded'), ONLY);
    const half =
      'change 2025-08-02 every 28 days 12 times "Shop": shop/a.ts\nchange 2025-08-03 every 28 days 12 times "Hosts": hosts/a.ts';
    await check(tree('channel Operations <-> Development by meeting', half), ONLY);
    await check(tree('channel Support <-> Development by meeting', half), ONLY);
  });

  it('is mended by a wider one', () =>
    checkFix(
      tree('channel <|>Operations -> Development by ticket'),
      tree('channel Development <-> Operations by embedded'),
      {
        ...ONLY,
        title: 'Widen the channel between Development and Operations, by embedded: bandwidth 10 % → 80 %',
      },
    ).then(() => undefined));
});
