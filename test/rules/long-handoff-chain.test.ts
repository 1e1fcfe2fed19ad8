import assert from 'node:assert/strict';
import { fixesFor } from '#core/rules/judge';
import { fixContextOf } from '#core/views/reviewed';
import { readTree } from '#test/support/annotations';
import { check, checkFix, review } from '#test/support/check';

const ONLY = { only: ['long-handoff-chain'] };

const flow = (steps: string, mark = '', more = '') => `
//- /architecture.wiring
team A
team B
flow delivery {
${mark}
${steps}
}
${more}
//- /a.ts
export const a = 1;
`;

const FIVE = '  ask by A\n  build by B\n  decide by A\n  test by B\n  release by A';

describe('long-handoff-chain', () => {
  it('is said of four hand-offs', () =>
    check(
      flow(
        FIVE,
        '//   ^^^^^^^^ warning long-handoff-chain: delivery takes 5 steps with 4 hand-offs between 2 teams; let one team do several steps',
      ),
      ONLY,
    ));

  it('is said of little work in much waiting, however few hand-offs, with where it waits longest', async () => {
    const snapshot = await check(
      flow(
        '  ask by A 2 days\n  build by B 8 days waiting 90 days in 40 steps',
        '//   ^^^^^^^^ warning long-handoff-chain: delivery takes 41 steps with 1 hand-off between 2 teams; of 3.3 months 10 % is work, the rest is waiting',
      ),
      ONLY,
    );
    const [finding] = snapshot.judgement.findings.filter(({ rule }) => rule === 'long-handoff-chain');
    assert.ok(finding?.evidence.includes('waits longest before build by B, 90 days'));
  });

  it('is not said of fewer, of enough work, or of waiting that nobody wrote down', async () => {
    await check(flow('  ask by A\n  build by B\n  decide by A\n  test by B'), ONLY);
    await check(flow('  ask by A 5 days\n  build by B 8 days waiting 10 days'), ONLY);
    await check(flow('  ask by A 1 day\n  build by B'), ONLY);
    await check(flow(FIVE, '', 'rules { long-handoff-chain { hand-offs-from 5 } }'), ONLY);
  });

  it('takes two names of one team for one team', () =>
    check(
      flow(FIVE.replaceAll('by B', 'by "@acme/a"')).replace('team A\n', 'team A { handle "@acme/a" }\n'),
      ONLY,
    ).then(() => undefined));

  it('adds up their work, and takes out what lay between them', () =>
    checkFix(
      flow(
        `  build by B 2 days waiting 1 day\n  check by B 3 days waiting 4 days in 5 steps\n${FIVE}`,
      ).replace('flow del', 'flow <|>del'),
      flow(`  build by B 5 days waiting 1 day in 6 steps\n${FIVE}`),
      { ...ONLY, title: 'Put 2 entries of B into build: 4 days of waiting less, 7 → 6 entries', stays: true },
    ).then(() => undefined));

  it('is not said to be better where steps of one team lie beside each other and nothing waits', async () => {
    const reviewed = await review(readTree(flow(`  build by B 2 days\n  check by B 3 days\n${FIVE}`)));
    const [finding] = reviewed.judgement.findings.filter(({ rule }) => rule === 'long-handoff-chain');
    const context = fixContextOf(reviewed);
    assert.ok(finding && context);
    assert.deepEqual(
      fixesFor(finding, finding.place, context).filter(({ title }) => /Put /.test(title)),
      [],
    );
  });
});
