import { check } from '#test/support/check';

const ONLY = { only: ['owner-is-not-changer'] };

function tree(parts: {
  mark?: string;
  history: string;
  roster?: boolean;
  codeowners?: string;
  owner?: boolean;
}): string {
  const { mark = '', history, roster = true, codeowners = '', owner = true } = parts;
  return `
//- /architecture.wiring
module tax {
  path "tax/**"
${owner ? `  owner Billing\n${mark}` : ''}}
module m1 { path "m1/**"  owner Billing }
module m2 { path "m2/**"  owner Billing }
module m3 { path "m3/**"  owner Billing }
module m4 { path "m4/**"  owner Billing }
team Billing { handle "@acme/billing" ${roster ? ' members { "bo@x.example" }' : ''} }
team Checkout { ${roster ? 'members { "ana@x.example" from 2026-01-01 }' : ''} }
${codeowners}
//- /tax/a.ts
export const a = 1;
//- /m1/a.ts
export const a = 1;
//- /m2/a.ts
export const a = 1;
//- /m3/a.ts
export const a = 1;
//- /m4/a.ts
export const a = 1;
//- git
${history}
`;
}

const BY_ANA = 'change 2026-01-01 every 7 days 10 times "Another rate" by ana@x.example: tax/a.ts';

describe('owner-is-not-changer', () => {
  it('is said at the owner clause', () =>
    check(
      tree({
        mark: '//^^^^^^^^^^^^^ warning owner-is-not-changer: Checkout authored 10 of 10 carries of tax in 12 months (100 %), its owner Billing 0\n',
        history: BY_ANA,
      }),
      ONLY,
    ));

  it('is said at the rule of CODEOWNERS where that names the owner', () =>
    check(
      tree({
        owner: false,
        history: BY_ANA,
        codeowners:
          '//- /CODEOWNERS\n/tax/ @acme/billing\n# <- warning owner-is-not-changer: Checkout authored 10 of 10 carries',
      }),
      ONLY,
    ));

  it('is not said without a roster, before a person came, with few carries, or of maintenance of everything', async () => {
    await check(tree({ history: BY_ANA, roster: false }), ONLY);
    await check(tree({ history: BY_ANA.replace('2026-01-01', '2025-06-01') }), ONLY);
    await check(tree({ history: BY_ANA.replace('10 times', '9 times') }), ONLY);
    const all = BY_ANA.replace('tax/a.ts', 'tax/a.ts, m1/a.ts, m2/a.ts, m3/a.ts, m4/a.ts');
    await check(tree({ history: all }), ONLY);
    const half = BY_ANA.replace('ana@', 'bo@').replace('2026-01-01', '2026-01-02');
    await check(tree({ history: `${BY_ANA}\n${half}` }), ONLY);
  });
});
