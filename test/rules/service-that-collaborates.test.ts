import { check, checkFix } from '#test/support/check';

const ONLY = { only: ['service-that-collaborates'] };

const tree = (interaction: string, mark = '', history = '') => `
//- /architecture.wiring
team Checkout
team Platform
team Seats
module cart { path "cart/**"  owner Checkout }
module events { path "events/**"  owner Platform }
module seats { path "seats/**"  owner Seats }
module doors { path "doors/**"  owner Seats }
${interaction}
${mark}
//- /cart/a.ts
export const a = 1;
//- /events/a.ts
export const a = 1;
//- /seats/a.ts
export const a = 1;
//- /doors/a.ts
export const a = 1;
//- git
${history || 'change 2025-07-01 every 28 days 8 times "Another event": cart/a.ts, events/a.ts'}
change 2025-07-02 every 7 days 30 times "Warm seats": seats/a.ts
change 2025-07-03 every 7 days 30 times "Quiet doors": doors/a.ts
`;

describe('service-that-collaborates', () => {
  it('is said of a service whose modules change with those of its user', () =>
    check(
      tree(
        'interaction Checkout -> Platform as-a-service',
        '// <- warning service-that-collaborates: Platform offers a service to Checkout, and yet cart and events change together: 8 of 8 changes to cart (100 %) and of 8 to events (100 %)',
      ),
      ONLY,
    ));

  it('is not said of a collaboration, of others, or of too few changes', async () => {
    await check(tree('interaction Checkout <-> Platform collaboration until 2027-01-01'), ONLY);
    await check(tree('interaction Checkout -> Seats as-a-service'), ONLY);
    const few = 'change 2025-07-01 every 28 days 4 times "Another event": cart/a.ts, events/a.ts';
    await check(tree('interaction Checkout -> Platform as-a-service', '', few), ONLY);
  });

  it('is mended by saying so, with an end', () =>
    checkFix(
      tree('interaction <|>Checkout -> Platform as-a-service'),
      tree('interaction Checkout <-> Platform collaboration until 2026-11-28'),
      ONLY,
    ).then(() => undefined));
});
