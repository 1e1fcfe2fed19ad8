import assert from 'node:assert/strict';
import { teamFor } from '#core/views/findings-by-team';
import { check } from '#test/support/check';

const ONLY = { only: ['wiring-drift'] };

function tree(history: string, mark = ''): string {
  return `
//- /architecture.wiring
${mark ? `team A\n${mark}` : 'team A'}
team B
module a { path "a/**"  owner A }
module b { path "b/**"  owner B }
//- /a/a.ts
export const a = 1;
//- /b/a.ts
export const a = 1;
//- git
${history}
`;
}

const ALONE = 'change 2023-07-01 every 14 days 70 times "Work of one": a/a.ts';

describe('wiring-drift', () => {
  it('is said of the direction, long before the level is high', () =>
    check(
      tree(
        `change 2023-07-01 every 4 days 260 times "Work of one": a/a.ts
change 2025-03-02 every 12 days 40 times "Work of two": a/a.ts, b/a.ts`,
        '// <- information wiring-drift: changes that lift several teams are getting more: by 3.7 percentage points a quarter over 12 quarters, from 0 %',
      ),
      ONLY,
    ).then(({ judgement, model }) => {
      // Not shown to whoever happens to own the file at which it is said.
      const [finding] = judgement.findings;
      assert.equal(finding && teamFor(finding, model), 'the whole repository');
    }));

  it('is not said of a share that stays, that falls, or of a burst in one quarter', async () => {
    await check(
      tree(`${ALONE}\nchange 2023-07-05 every 28 days 35 times "Work of two": a/a.ts, b/a.ts`),
      ONLY,
    );
    await check(
      tree(`${ALONE}\nchange 2023-07-05 every 10 days 40 times "Work of two": a/a.ts, b/a.ts`),
      ONLY,
    );
    await check(
      tree(`${ALONE}\nchange 2025-12-05 every 3 days 10 times "Work of two": a/a.ts, b/a.ts`),
      ONLY,
    );
  });

  it('is not said of teams that are embedded in each other on purpose', async () => {
    const history = `change 2023-07-01 every 4 days 260 times "Work of one": a/a.ts
change 2025-03-02 every 12 days 40 times "Work of two": a/a.ts, b/a.ts`;
    await check(tree(history).replace('team B\n', 'team B\nchannel A <-> B by embedded\n'), ONLY);
    const met = tree(history, '// <- information wiring-drift: changes that lift several teams');
    await check(met.replace('team B\n', 'team B\nchannel A <-> B by meeting\n'), ONLY);
  });

  it('is not said of a short history', () =>
    check(tree('change 2026-01-01 every 2 days 60 times "Work of two": a/a.ts, b/a.ts'), ONLY));
});
