import assert from 'node:assert/strict';
import { driftOf } from '#core/couches/drift';
import type { RepoPath } from '#core/facts/place';
import { type Explanation, explain } from '#core/views/explain';
import { readTree } from '../support/annotations.ts';
import { review } from '../support/check.ts';

const TREE = `
//- /a.wiring
team A { handle "@x/a" }
team B { handle "@x/b" }
team C { handle "@x/c" }
module cart { path "cart/**" }
module pay { path "pay/**" }
module tax { path "tax/**" }
couch ordering { modules cart, pay }
//- /CODEOWNERS
* @x/a
/pay/ @x/b
/tax/ @x/c
tax/*.sql @x/c
*.sql @x/b
/cart/ui/ @x/b
//- /cart/index.ts
export const cart = 1;
//- /cart/more.ts
export const more = 1;
//- /cart/ui/page.ts
export const page = 1;
//- /cart/one.sql
//- /pay/index.ts
export const pay = 1;
//- /tax/index.ts
export const tax = 1;
//- /tax/rates.sql
//- git
change 2023-09-01 every 30 days 34 times "Both": cart/index.ts, pay/index.ts
change 2025-09-03 every 20 days 12 times "Cart": cart/index.ts, cart/more.ts
change 2025-09-04 every 25 days 10 times "Pay": pay/index.ts
change 2026-05-04 every 5 days 4 times "Tax": tax/index.ts, tax/rates.sql
change 2026-06-01 "Once": tax/index.ts, cart/more.ts
`;

async function told(target: string, coChange = false): Promise<Explanation> {
  const found = explain(await review(readTree(TREE)), target, '' as RepoPath, { coChange });
  assert.ok('sections' in found, target);
  return found;
}

const linesOf = ({ sections }: Explanation, heading: string) =>
  sections.find(section => section.heading.startsWith(heading))?.lines ?? [];

describe('explain', () => {
  it('tells of a team its modules with their effective teams, its overlaps, and its trend', async () => {
    const team = await told('@x/b');
    assert.deepEqual(linesOf(team, 'Modules'), [
      'pay: 1 file; 1.8 effective teams, 47 % of 22 carries by one team alone',
      'tax: 2 files; 5 carries in 36 months, too few for a share',
    ]);
    const [how, first, second] = linesOf(team, 'Overlap with other teams  2');
    assert.match(how ?? '', /^of what either carries in 12 months/);
    assert.match(
      first ?? '',
      /^A: 33 % over 3 modules, most in cart \(12 of its carries, 25 of theirs, 12 together\)$/,
    );
    // The rule for all .sql makes B carry tax as well.
    assert.equal(second, 'C: 16 % over 2 modules, most in tax (4 of its carries, 5 of theirs, 4 together)');
    const rows = team.sections.find(({ heading }) => heading.startsWith('Overlap'))?.rows;
    assert.equal(rows?.length, 2);
    const [quarters, trend] = linesOf(team, 'Trend of independence over three years');
    assert.match(quarters ?? '', /by quarter, oldest first: – (0\/\d ){8}4\/7 4\/7 2\/9$/);
    assert.match(
      trend ?? '',
      /^it rises by \d+\.\d percentage points a quarter over 11 quarters; too unsure to be called a trend \(p [<\d. ]+, [<\d. ]+ corrected for \d+ tests\)$/,
    );
  });

  it('tells the trend of a module and of a declared couch with the same number of tests, and of a group its quarters', async () => {
    const { model } = await review(readTree(TREE));
    const { tests } = driftOf(model);
    for (const target of ['cart', 'pay', 'ordering']) {
      const [quarters, trend] = linesOf(await told(target), 'Trend of independence');
      assert.match(
        quarters ?? '',
        /^changes to it that one team lifted alone, of all, by quarter, oldest first: /,
      );
      if (target === 'ordering')
        assert.match(trend ?? '', /^no trend was tested: only 0 of 34 changes differ/);
      else assert.match(trend ?? '', new RegExp(`corrected for ${tests} tests\\)$`));
    }
  });

  it('calls a trend what is surer than one in a hundred', async () => {
    const more = 'change 2024-03-04 every 20 days 40 times "Pay": pay/index.ts\n'.concat(
      'change 2025-06-04 every 6 days 60 times "Pay": pay/index.ts\n',
    );
    const sure = TREE.replace('change 2025-09-04', `${more}change 2025-09-04`);
    const explained = explain(await review(readTree(sure)), 'pay', '' as RepoPath);
    assert.ok('sections' in explained);
    assert.match(
      linesOf(explained, 'Trend of independence')[1] ?? '',
      /^it rises by [\d.]+ percentage points a quarter over \d+ quarters; this is a trend \(p (< 0\.001|0\.00\d), /,
    );
  });

  it('tells which files two rules claim that do not refine each other', async () => {
    // "/cart/ui/" refines the catch-all, and "*.sql" reaches beyond the rules it takes from.
    assert.deepEqual(linesOf(await told('tax'), 'Claimed twice'), [
      '1 file: "/tax/" (line 3) gives it to C, and "*.sql" (line 5) behind it to B, which counts',
      '1 file: "tax/*.sql" (line 4) gives it to C, and "*.sql" (line 5) behind it to B, which counts',
    ]);
    assert.deepEqual(linesOf(await told('cart'), 'Claimed twice'), []);
    assert.equal(linesOf(await told('@x/c'), 'Claimed twice').length, 2);
    assert.equal(linesOf(await told('@x/a'), 'Claimed twice').length, 0);
  });

  it('with co-change, tells of a file each file that changes with it, and what code-maat would list', async () => {
    const file = await told('cart/index.ts', true);
    const [over, ...pairs] = linesOf(file, 'Co-change of files  2');
    assert.match(over ?? '', /^of 39 ordinary changes in 12 months; /);
    assert.deepEqual(pairs, [
      'cart/more.ts: 12 together; support 31 %; confidence 50 % from here, 92 % from there; lift 1.5',
      'pay/index.ts: 12 together; support 31 %; confidence 50 % from here, 55 % from there; lift 0.9',
    ]);
    // 12 / ((24 + 13) / 2) and 12 / ((24 + 22) / 2), truncated.
    assert.deepEqual(linesOf(file, 'As code-maat lists files: entity,coupled,degree,average-revs'), [
      'cart/index.ts,cart/more.ts,64,19',
      'cart/index.ts,pay/index.ts,52,23',
    ]);
    assert.deepEqual(linesOf(await told('cart/index.ts'), 'Co-change of files'), []);
    const never = await told('cart/ui/page.ts', true);
    assert.deepEqual(linesOf(never, 'Co-change of files  0'), [
      'no other file changed with it twice or more in 12 months',
    ]);
  });

  it('with co-change, tells of a module its files and those of others, by its name or its folder', async () => {
    for (const target of ['cart', 'cart/']) {
      const module = await told(target, true);
      assert.equal(module.kind, 'module');
      assert.deepEqual(linesOf(module, 'Co-change of files  1').slice(1), [
        'cart/index.ts + pay/index.ts: 12 together; support 31 %; confidence 50 % from here, 55 % from there; lift 0.9',
        '1 pair of its own files is left out here: explain one of the files',
      ]);
      const rows = module.sections.find(({ heading }) =>
        heading.startsWith('As code-maat lists files'),
      )?.rows;
      assert.deepEqual(rows, [
        { entity: 'cart/index.ts', coupled: 'pay/index.ts', degree: 52, averageRevisions: 23 },
      ]);
    }
  });
});
