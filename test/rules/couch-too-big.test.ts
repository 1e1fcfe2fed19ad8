import assert from 'node:assert/strict';
import { check, checkFix, fixTitles } from '#test/support/check';

const ONLY = { only: ['couch-too-big'] };

/** A repository in which ordering is carried by several; the wiring file is what differs. */
function tree(wiring: string, changes: string): string {
  return `
//- /architecture.wiring
${wiring}
team Cart
team Pay
team Ship
//- /CODEOWNERS
* @acme/rest
//- /cart/a.ts
export const a = 1;
//- /cart/b.ts
export const b = 1;
//- /pay/a.ts
export const a = 1;
//- /ship/a.ts
export const a = 1;
//- git
${changes}
`;
}

const MODULES = `module cart { path "cart/**"  owner Cart }
module pay { path "pay/**"  owner Pay }
module ship { path "ship/**"  owner Ship }`;
const ALL = 'change 2026-01-01 every 7 days 12 times "Another way": cart/a.ts, pay/a.ts, ship/a.ts';

describe('couch-too-big', () => {
  it('is said once, of the declared couch and not of each of its modules too', () =>
    check(
      tree(
        `couch ordering { modules cart, pay, ship }
//    ^^^^^^^^ warning couch-too-big: ordering is too big: 0 % of its 12 carries in 12 months were lifted by one team alone (95 % interval 0–24 %), 3.0 effective teams share it
${MODULES}`,
        ALL,
      ),
      ONLY,
    ));

  it('shows what is behind it', async () => {
    const snapshot = await check(
      tree(
        `couch ordering { modules cart, pay, ship }
//    ^^^^^^^^ warning couch-too-big: ordering is too big
${MODULES}`,
        `${ALL}\nchange 2026-02-01 "v1.2.3": cart/a.ts, pay/a.ts`,
      ),
      ONLY,
    );
    const finding = snapshot.judgement.findings.find(({ rule }) => rule === 'couch-too-big');
    assert.equal(finding?.id, 'couch-too-big:couch:ordering');
    assert.deepEqual(finding.evidence.slice(0, 2), [
      'lifted by Cart 33 %, Pay 33 %, Ship 33 %',
      '2026-03-19 Another way 12: Cart, Pay and Ship',
    ]);
    assert.ok(finding.evidence.includes('set aside: 1 release'));
    assert.match(
      finding.evidence.at(-1) ?? '',
      /^fragile: with .*effective-teams-from moved by 20 % it would be /,
    );
  });

  it('follows its options, and what a couch says of itself', async () => {
    const few = tree(`couch ordering { modules cart, pay, ship }\n${MODULES}`, ALL);
    await check(
      few.replace('team Cart', 'rules { couch-too-big { effective-teams-from 4 } }\nteam Cart'),
      ONLY,
    );
    await check(few.replace('team Cart', 'rules { couch-too-big { carries-from 13 } }\nteam Cart'), ONLY);
    const alone = [
      'change 2026-01-01 every 7 days 12 times "Another way": cart/a.ts, pay/a.ts',
      'change 2026-01-02 every 7 days 12 times "Another cart": cart/b.ts',
    ].join('\n');
    await check(tree(`couch ordering { modules cart, pay }\n${MODULES}`, alone), ONLY);
    await check(
      tree(
        `couch ordering { modules cart, pay  at most 1 teams }
//    ^^^^^^^^ warning couch-too-big: ordering is too big: 0 % of its 12 carries in 12 months were lifted by one team alone (95 % interval 0–24 %), 2.0 effective teams share it, and at most 1 team should
${MODULES}`,
        alone,
      ),
      ONLY,
    );
  });

  it('is not said of what releases, programs, sweeps and reverts touched', () =>
    check(
      tree(
        `couch ordering { modules cart, pay, ship }\n${MODULES}`,
        'change 2026-01-01 every 7 days 12 times "Release 1.2.3": cart/a.ts, pay/a.ts, ship/a.ts\nchange 2026-01-02 every 7 days 12 times "Revert it": cart/a.ts, pay/a.ts, ship/a.ts',
      ),
      ONLY,
    ));

  it('is not said where every rule lists the same people, also beside one that the others do not', async () => {
    for (const more of [
      ['', '', ''],
      ['@dana', '@eve', '@finn'],
    ])
      await check(
        `
//- /architecture.wiring
couch ordering { modules cart, pay, ship }
module cart { path "cart/**" }
module pay { path "pay/**" }
module ship { path "ship/**" }
//- /CODEOWNERS
* @acme/rest
/cart/ @ana @bo @cem ${more[0]}
/pay/ @cem @bo @ana ${more[1]}
/ship/ @bo @ana @cem ${more[2]}
//- /cart/a.ts
export const a = 1;
//- /pay/a.ts
export const a = 1;
//- /ship/a.ts
export const a = 1;
//- git
${ALL}
`,
        ONLY,
      );
  });

  it('can be accepted on the couch, and the fix writes that', async () => {
    const before = tree(`couch order<|>ing { modules cart, pay, ship }\n${MODULES}`, ALL);
    const fix = await checkFix(
      before,
      tree(`couch ordering { modules cart, pay, ship }\n${MODULES}`, ALL).replace(
        'team Ship\n',
        'team Ship\n\naccept couch-too-big on couch ordering until 2026-08-30 because "TODO: say why, and what will end it"\n',
      ),
      { ...ONLY, title: 'Accept', rule: 'couch-too-big' },
    );
    assert.ok(fix);
  });

  it('offers nothing that gains nothing', async () => {
    const titles = await fixTitles(
      tree(`couch order<|>ing { modules cart, pay, ship }\n${MODULES}`, ALL),
      ONLY,
    );
    assert.deepEqual(
      titles.filter(title => !title.startsWith('Accept')),
      [],
      'whoever owns a module of three that always change together, two others are needed',
    );
  });
});
