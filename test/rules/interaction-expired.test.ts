import assert from 'node:assert/strict';
import { check, checkFix } from '#test/support/check';

const tree = (interaction: string, mark = '') => `
//- /architecture.wiring
team Checkout
team Pricing
${interaction}
${mark}
//- /a.ts
export const a = 1;
`;

describe('interaction-expired', () => {
  it('is said the day after', async () => {
    await check(tree('interaction Checkout <-> Pricing collaboration until 2026-06-01'));
    await check(
      tree(
        'interaction Checkout <-> Pricing collaboration until 2026-05-31',
        '// <- warning interaction-expired: the collaboration of Checkout and Pricing was meant to end on 2026-05-31',
      ),
    );
  });

  it('asks a collaboration without an end for one, and nothing else', async () => {
    await check(
      tree(
        'interaction Checkout <-> Pricing collaboration',
        '// <- information interaction-expired: until when do Checkout and Pricing collaborate?',
      ),
    );
    await check(tree('interaction Checkout -> Pricing as-a-service'));
  });

  it('is mended by a date, or by an offer', async () => {
    const before = tree('interaction <|>Checkout <-> Pricing collaboration');
    const dated = await checkFix(
      before,
      tree('interaction Checkout <-> Pricing collaboration until 2026-08-30'),
    );
    assert.equal(dated.title, 'Date it: collaboration without end → until 2026-08-30, 90 days from now');
    const over = await checkFix(
      tree('interaction <|>Checkout <-> Pricing collaboration until 2026-05-31'),
      tree('interaction Checkout <-> Pricing collaboration until 2026-08-30'),
    );
    assert.equal(over.title, 'Date it: collaboration until 2026-05-31 → 2026-08-30, 90 days from now');
    await checkFix(before, tree('interaction Checkout -> Pricing as-a-service'), {
      title: 'Say that Pricing',
    });
  });

  it('can be accepted from one team to the other', () =>
    check(
      tree(
        'interaction Checkout <-> Pricing collaboration until 2026-05-31',
        'accept interaction-expired from Pricing to Checkout because "ends with the migration"',
      ),
    ).then(() => undefined));
});
