import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { DeclaredInitiative, Ref } from '#core/facts/declared';
import { factsOf } from '#core/facts/state';
import { pathsBetween } from '#core/measures/paths';
import type { Model } from '#core/model/model';
import { initiativeNumbers } from '#core/organisation/initiatives';
import { stagesOf } from '#core/organisation/stages';
import { readTree } from '#test/support/annotations';
import { review } from '#test/support/check';

/** Owners by number of their teams; some in common, and some of whom one is enough. */
const OWNERS = [
  ...Array.from({ length: 24 }, (_, i) => `T${i}`),
  ...Array.from({ length: 8 }, (_, i) => `T${i} and T${(i * 3 + 1) % 8}`),
  'T0 or T5',
  'T2 or T3',
];

describe('stages of an initiative', () => {
  let model: Model;
  let refs: readonly Ref[];
  let initiative: DeclaredInitiative;

  before(async () => {
    const snapshot = await review(
      readTree(`
//- /architecture.wiring
${Array.from({ length: 24 }, (_, i) => `team T${i}`).join('\n')}
${OWNERS.map((owner, i) => `module m${i} { path "m${i}/**"  owner ${owner} }`).join('\n')}
initiative all { touches ${OWNERS.map((_, i) => `m${i}`).join(', ')} }
${OWNERS.map((_, i) => `//- /m${i}/a.ts\nexport const a = 1;`).join('\n')}
`),
    );
    const [declared] = factsOf(snapshot.model.facts.declared)?.initiatives ?? [];
    assert.ok(declared);
    [model, initiative, refs] = [snapshot.model, declared, declared.touches];
  });

  const teamsOf = (touches: readonly Ref[]) =>
    initiativeNumbers(model, { ...initiative, touches }).teams.length;
  const some = (most: number) =>
    fc.tuple(
      fc.uniqueArray(fc.integer({ min: 0, max: OWNERS.length - 1 }), { minLength: 2, maxLength: most }),
      fc.integer({ min: 1, max: 8 }),
    );

  it('hold each thing once, and no more teams than they may, however many there are', () => {
    fc.assert(
      fc.property(some(OWNERS.length), ([picked, limit]) => {
        const touches = picked.flatMap(i => refs[i] ?? []);
        const found = stagesOf(model, { ...initiative, touches }, limit);
        if (!found) return;
        const { stages, paths, pathsNow } = found;
        assert.deepEqual(new Set(stages.flatMap(({ things }) => things)), new Set(touches));
        assert.equal(stages.flatMap(({ things }) => things).length, touches.length);
        for (const { things, teams } of stages) assert.ok(teams <= limit && teams === teamsOf(things));
        assert.equal(
          paths,
          stages.reduce((sum, { teams }) => sum + pathsBetween(teams), 0),
        );
        assert.equal(pathsNow, pathsBetween(teamsOf(touches)));
        assert.ok(paths < pathsNow);
      }),
    );
  });

  it('are the fewest with the fewest paths, where they are few', () => {
    /** Every way to put things into stages. */
    function* ways(things: readonly Ref[]): Iterable<readonly (readonly Ref[])[]> {
      const [first, ...rest] = things;
      if (!first) return yield [];
      for (const way of ways(rest)) {
        yield [[first], ...way];
        for (const [i, stage] of way.entries()) yield way.with(i, [first, ...stage]);
      }
    }
    fc.assert(
      fc.property(some(6), ([picked, limit]) => {
        const touches = picked.flatMap(i => refs[i] ?? []);
        let best: readonly [stages: number, paths: number] | undefined;
        for (const way of ways(touches)) {
          const teams = way.map(teamsOf);
          if (teams.some(k => k > limit)) continue;
          const paths = teams.reduce((sum, k) => sum + pathsBetween(k), 0);
          if (!best || way.length < best[0] || (way.length === best[0] && paths < best[1]))
            best = [way.length, paths];
        }
        const found = stagesOf(model, { ...initiative, touches }, limit);
        if (found) assert.deepEqual([found.stages.length, found.paths], best);
        else assert.ok(!best || best[0] === 1 || best[1] >= pathsBetween(teamsOf(touches)));
      }),
    );
  });

  it('of many things are the same each time, and as few as their teams allow', () => {
    const many = { ...initiative, touches: refs };
    const found = stagesOf(model, many, 8);
    assert.deepEqual(stagesOf(model, many, 8), found);
    assert.equal(found?.stages.length, 3);
  });
});
