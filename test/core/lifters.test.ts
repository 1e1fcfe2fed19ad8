import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Need, smallestTeams } from '#core/measures/lifters';
import { rosterOf } from '#core/measures/roster';
import type { TeamName } from '#core/model/model';

describe('the smallest set of teams', () => {
  const any = (...teams: string[]): Need => ({ mode: 'any', teams: teams as TeamName[] });
  const all = (...teams: string[]): Need => ({ mode: 'all', teams: teams as TeamName[] });

  it('takes owners of one rule as alternatives', () => {
    assert.deepEqual(smallestTeams([any('A', 'B'), any('B', 'C')]), ['B']);
    assert.deepEqual(smallestTeams([any('B', 'A')]), ['A'], 'ties go by name');
  });

  it('takes "A and B" as both', () => {
    assert.deepEqual(smallestTeams([all('B', 'A'), any('B', 'C')]), ['A', 'B']);
  });

  it('lets whoever is needed anyway satisfy the rest', () => {
    assert.deepEqual(smallestTeams([any('Z'), any('A', 'Z'), any('B', 'Z')]), ['Z']);
  });

  it('asks nobody for what nobody owns', () => {
    assert.deepEqual(smallestTeams([]), []);
    assert.deepEqual(smallestTeams([any(), any('A')]), ['A']);
  });

  it('satisfies everything, holds nobody spare, is never far from the best, and knows no order', () => {
    const team = fc.constantFrom('A', 'B', 'C', 'D', 'E', 'F');
    const need = fc
      .tuple(fc.constantFrom('any', 'any', 'any', 'all'), fc.uniqueArray(team, { maxLength: 4 }))
      .map(([mode, teams]) => (mode === 'all' ? all(...teams) : any(...teams)));
    fc.assert(
      fc.property(fc.array(need, { maxLength: 8 }), needs => {
        const chosen = smallestTeams(needs);
        assert.ok(satisfies(chosen, needs));
        for (const one of chosen) {
          const fewer = chosen.filter(each => each !== one);
          assert.ok(!satisfies(fewer, needs), `${one} is spare in ${chosen}`);
        }
        assert.ok(chosen.length <= bestSize(needs) + 1);
        assert.deepEqual(smallestTeams([...needs].reverse()), chosen);
      }),
      { numRuns: 500 },
    );
  });
});

describe('a roster', () => {
  const at = {
    path: 'a.wiring',
    range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
  } as never;
  const team = (name: string, ...members: { email: string; from?: string; until?: string }[]) => ({
    name,
    at,
    whole: at,
    handles: [],
    members: members.map(member => ({ ...member, at })),
  });
  const time = (iso: string) => Date.parse(iso) / 1000;

  it('places authors by date, both ends inclusive in UTC, without case', () => {
    const roster = rosterOf([
      team('Old', { email: 'Ana@X.example', until: '2026-02-01' }),
      team('New', { email: 'ana@x.example', from: '2026-02-02' }),
    ]);
    assert.deepEqual(roster.teamsOfAuthor('ana@x.example', time('2026-02-01T23:59:59Z')), ['Old']);
    assert.deepEqual(roster.teamsOfAuthor('ana@x.example', time('2026-02-02T00:00:00Z')), ['New']);
    assert.deepEqual(roster.teamsOfAuthor('bo@x.example', time('2026-02-02')), []);
    assert.equal(roster.known, true);
    assert.equal(rosterOf([team('Empty')]).known, false);
  });

  it('knows a member by the login in an address that GitHub hides', () => {
    const roster = rosterOf([team('T', { email: '@Bo-Bee' })]);
    assert.deepEqual(roster.teamsOfAuthor('123+bo-bee@users.noreply.github.com', 0), ['T']);
    assert.deepEqual(roster.teamsOfAuthor('bo-bee@users.noreply.github.com', 0), ['T']);
  });

  it('names both where somebody is in two teams at once', () => {
    const roster = rosterOf([team('B', { email: 'a@x' }), team('A', { email: 'a@x' })]);
    assert.deepEqual(roster.teamsOfAuthor('a@x', 0), ['A', 'B']);
  });
});

function satisfies(teams: readonly string[], needs: readonly Need[]): boolean {
  return needs.every(({ mode, teams: wanted }) =>
    mode === 'all'
      ? wanted.every(team => teams.includes(team))
      : wanted.length === 0 || wanted.some(team => teams.includes(team)),
  );
}

function bestSize(needs: readonly Need[]): number {
  const teams = [...new Set(needs.flatMap(need => need.teams))];
  let best = teams.length;
  for (let mask = 0; mask < 2 ** teams.length; mask++) {
    const set = teams.filter((_, n) => mask & (1 << n));
    if (set.length < best && satisfies(set, needs)) best = set.length;
  }
  return best;
}
