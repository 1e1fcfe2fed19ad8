import assert from 'node:assert/strict';
import { check, checkFix } from '#test/support/check';

const tree = (providers: readonly string[], mark = '', more = '') => `
//- /architecture.wiring
team A
team B
capability ci-pipeline provided by ${providers.join(', ')}
${mark}
${['A', 'B'].map((team, i) => `service jenkins-${i} { built by ${team} }`).join('\n')}
${Array.from({ length: 12 }, (_, i) => `service actions-${i}`).join('\n')}
${more}
//- /a.ts
export const a = 1;
`;

const ALL = ['jenkins-0', 'jenkins-1', ...Array.from({ length: 12 }, (_, i) => `actions-${i}`)];

describe('duplicated-capability', () => {
  it('is asked of fourteen providers, with whose cost and whose gain', () =>
    check(
      tree(
        ALL,
        '//         ^^^^^^^^^^^ information duplicated-capability: ci-pipeline has 14 providers (of 2 teams): one or two would do; to move costs the teams of those that go, now, and helps everybody, later',
      ),
    ));

  it('is not asked of two', () => check(tree(ALL.slice(0, 2))).then(() => undefined));

  it('is accepted for so many as there are, until a date; then the number may only fall', async () => {
    const accept = (n: number, mark = '') =>
      `accept duplicated-capability on capability ci-pipeline at most ${n} until 2026-12-31 because "a team a month"\n${mark}`;
    const snapshot = await check(tree(ALL, '', accept(14)));
    assert.equal(snapshot.judgement.accepted.length, 1);
    const moved = accept(
      14,
      '// <- warning stale-accept: this accept is for at most 14, and there are 13 left; write at most 13, so that it does not grow back',
    );
    await check(tree(ALL.slice(1), '', moved));
    await checkFix(
      tree(ALL.slice(1), '', accept(14)).replace('accept dup', 'accept <|>dup'),
      tree(ALL.slice(1), '', accept(13)),
      { title: 'Write at most 13' },
    );
    const over = await check(
      tree(
        ALL,
        '//         ^^^^^^^^^^^ information duplicated-capability: ci-pipeline has 14 providers',
        accept(
          14,
          '// <- warning stale-accept: this accept ended on 2026-12-31, and 1 finding of duplicated-capability is back',
        ),
      ),
      { today: '2027-01-01' },
    );
    assert.equal(over.judgement.accepted.length, 0);
  });

  it('offers an accept with the number there is', () =>
    checkFix(
      tree(ALL).replace('capability ci', 'capability <|>ci'),
      tree(
        ALL,
        '',
        '\naccept duplicated-capability on capability ci-pipeline at most 14 until 2026-08-30 because "TODO: say why, and what will end it"',
      ),
      { title: 'Accept duplicated-capability until' },
    ).then(() => undefined));
});
