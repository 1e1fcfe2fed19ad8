import assert from 'node:assert/strict';
import { repoPath } from '#core/facts/place';
import { explainClause } from '#core/views/explain-clause';
import { readTree } from '#test/support/annotations';
import { review } from '#test/support/check';

describe('what is told over a channel', () => {
  it('is what this one carries, and beside it the widest way where that is another', async () => {
    const { model } = await review(
      readTree(`
//- /architecture.wiring
team A
team B
team C
channel A -> B by ticket
channel A <-> C by meeting
channel C <-> B by chat
channel B <-> C by embedded
//- /a.ts
export const a = 1;
`),
    );
    const carries = (line: number) =>
      explainClause(model, repoPath('architecture.wiring'), { line, character: 2 })?.sections.find(
        ({ heading }) => heading === 'Carries',
      )?.lines;
    assert.deepEqual([3, 4, 5, 6].map(carries), [
      ['10 % of what two teams can settle', 'their widest way carries 50 %, by way of C'],
      ['50 % of what two teams can settle'],
      ['40 % of what two teams can settle', 'their widest way carries 80 %'],
      ['80 % of what two teams can settle'],
    ]);
  });
});
