import assert from 'node:assert/strict';
import { bottlenecks } from '#core/couches/bottlenecks';
import { verdictOn } from '#core/couches/judge-couches';
import { repoPath } from '#core/facts/place';
import { couchNumbers } from '#core/measures/couch-numbers';
import { sharedIn } from '#core/measures/fewest-teams';
import { independenceOfAction } from '#core/measures/independence';
import type { TeamName } from '#core/model/model';
import { planOf } from '#core/organisation/plan';
import { touchedBy } from '#core/organisation/touched';
import { readTree } from '#test/support/annotations';
import { review } from '#test/support/check';

const NAMES = ['a', 'b', 'c', 'd', 'e', 'f'];

/** Six modules, each owned by the same people and one more; a team owns what lies beside them. */
const model = async (more: (name: string) => string) => {
  const tree = `
//- /architecture.wiring
${NAMES.map(name => `module ${name} { path "${name}/**" }`).join('\n')}
module docs { path "docs/**" }
couch all { modules ${NAMES.join(', ')} }
//- /CODEOWNERS
/docs/ @acme/docs
${NAMES.map(name => `/${name}/ ${more(name)}`).join('\n')}
//- /docs/x.md
${NAMES.map(name => `//- /${name}/x.ts\n//- /${name}/y.ts`).join('\n')}
//- git
change 2026-01-01 every 7 days 12 times "Wide": a/x.ts, b/x.ts, c/x.ts, d/x.ts, e/x.ts, f/x.ts
${NAMES.map((name, at) => `change 2026-01-02 every 7 days 12 times "By ${name}": ${name}/x.ts, ${name}/y.ts, ${NAMES[(at + 1) % 6]}/x.ts`).join('\n')}
change 2026-01-03 every 7 days 12 times "Docs": docs/x.md
`;
  return (await review(readTree(tree))).model;
};
const shared = () => model(name => `@p1 @p2 @p3 @p4 @p5 @p6 @champion-${name}`);
const apart = () => model(name => `@champion-${name}`);

describe('people who stand in every set', () => {
  it('carry everything alone, and are one effective team', async () => {
    const all = verdictOn(await shared(), 'all');
    assert.deepEqual([all?.verdict, all?.numbers.independence?.share], ['JUST RIGHT', 1]);
    assert.equal(all?.numbers.effectiveTeams, 1);
    const other = verdictOn(await apart(), 'all');
    assert.deepEqual([other?.verdict, other?.numbers.independence?.share], ['TOO BIG', 0]);
    assert.ok((other?.numbers.effectiveTeams ?? 0) > 5);
  });

  it('carry alone in the summary too, and nobody waits for them', async () => {
    const told = independenceOfAction(await shared());
    assert.deepEqual([told.carries, told.alone], [96, 96]);
    const options = { times: 1, carriesFrom: 10, aloneBelow: 0.5 };
    assert.deepEqual(bottlenecks(await shared(), options), []);
    assert.notEqual(bottlenecks(await apart(), options).length, 0);
  });

  it('are all that a plan needs, which says what they own', async () => {
    const one = await shared();
    const { teams, past } = planOf(
      one,
      ['a', 'b', 'c'].map(name => touchedBy(one, name, repoPath('')) ?? assert.fail(name)),
    );
    assert.deepEqual(
      teams.map(({ team, because }) => [
        team,
        because.by === 'owns' && because.modules.map(each => each.name),
      ]),
      [['owners of /a/', ['a', 'b', 'c']]],
    );
    assert.equal(past?.alone, past?.changes);
  });
});

describe('figures of a couch', () => {
  it('tell as one what the same hand could lift, save in a carry that needed two', async () => {
    const lift = (...teams: string[]) => ({
      change: { id: 'c', at: 0, subject: '', authors: [], files: [] },
      modules: [],
      files: [],
      teams: teams.map(name => `owners of /${name}/` as TeamName),
      weight: 1,
    });
    const people: Record<string, string> = { a: '@p @q', b: '@q @r', c: '@r @p' };
    const triangle = sharedIn(await model(name => people[name] ?? '@z'));
    const figures = (...lifts: ReturnType<typeof lift>[]) => {
      const { effectiveTeams, independence } = couchNumbers(
        { windowMonths: 12, ownedShare: 1, lifts },
        triangle,
      );
      return [effectiveTeams?.toFixed(2), independence?.share];
    };
    assert.deepEqual(figures(lift('a'), lift('b')), ['1.00', 1]);
    assert.deepEqual(figures(lift('a'), lift('b'), lift('c'), lift('c')), ['2.00', 1]);
    assert.deepEqual(figures(lift('a', 'b')), ['2.00', 0]);
    assert.deepEqual(figures(lift('d'), lift('a')), ['2.00', 1], 'nobody stands in both');
  });
});
