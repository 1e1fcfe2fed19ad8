import assert from 'node:assert/strict';
import fc from 'fast-check';
import { repoPath } from '#core/facts/place';
import { sharedIn, teamsNeeded } from '#core/measures/fewest-teams';
import { buildModel } from '#core/model/build';
import type { Model, TeamName } from '#core/model/model';
import { buildFacts } from '#test/support/facts';

describe('the fewest teams where people stand in several sets', () => {
  it('are one where one of them stands in every set, whoever else stands there', () => {
    const model = owned('/a/ @p @q @x', '/b/ @p @q @y', '/c/ @z @q @p', '/d/ @org/docs');
    assert.deepEqual(needed(model, 'a', 'b', 'c'), ['owners of /a/']);
    assert.deepEqual(needed(model, 'b', 'd', 'c'), ['@org/docs', 'owners of /b/']);
    assert.deepEqual(needed(model, 'c'), ['owners of /c/'], 'who owns all of it is asked by its own name');
  });

  it('are two where every two sets share somebody and all three nobody', () => {
    const model = owned('/a/ @p @q', '/b/ @q @r', '/c/ @r @p');
    assert.equal(needed(model, 'a', 'b').length, 1);
    assert.equal(needed(model, 'a', 'b', 'c').length, 2);
  });

  it('leave persons beside a team out: the team is what is known', () => {
    const model = owned('/a/ @org/one @p', '/b/ @org/two @p', '/c/ @p @q');
    assert.equal(sharedIn(model), undefined);
    assert.deepEqual(needed(model, 'a', 'b', 'c'), ['@org/one', '@org/two', 'owners of /c/']);
  });

  it('are as they were where no two sets share anybody', () => {
    const model = owned('/a/ @p @q', '/b/ @r', '/c/ @q @p');
    assert.equal(sharedIn(model), undefined);
    assert.deepEqual(needed(model, 'a', 'b', 'c'), ['owners of /a/', 'owners of /b/']);
  });

  it('tell of "A and B" both, or one where somebody stands in both', () => {
    const model = owned('/a/ @p @q', '/b/ @p @r', '/c/ @s');
    const both = (...sets: string[]) =>
      teamsNeeded(model, [{ mode: 'all', teams: sets.map(set => `owners of /${set}/` as TeamName) }]);
    assert.deepEqual(both('a', 'b'), ['owners of /a/']);
    assert.deepEqual(both('a', 'c'), ['owners of /a/', 'owners of /c/']);
  });

  it('are as many as the fewest people who stand in every set, whatever people are called', () => {
    const person = fc.integer({ min: 0, max: 7 });
    const sets = fc.array(fc.uniqueArray(person, { minLength: 1, maxLength: 4 }), {
      minLength: 1,
      maxLength: 7,
    });
    const names = fc.shuffledSubarray(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'], {
      minLength: 8,
      maxLength: 8,
    });
    fc.assert(
      fc.property(sets, names, (all, called) => {
        const folders = all.map((_, at) => `m${at}`);
        const told = (handles: readonly string[]) =>
          needed(
            owned(...all.map((set, at) => `/m${at}/ ${set.map(one => `@${handles[one]}`).join(' ')}`)),
            ...folders,
          );
        const teams = told(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']);
        const best = fewestPeople(all);
        assert.equal(teams.length, best);
        assert.deepEqual(told(called), teams);
      }),
      { numRuns: 3000 },
    );
  });
});

function owned(...rules: readonly string[]): Model {
  return buildModel(buildFacts({ files: [], codeowners: rules.join('\n') }));
}

function needed(model: Model, ...folders: readonly string[]): readonly string[] {
  return teamsNeeded(
    model,
    folders.map(folder => model.ownershipOf(repoPath(`${folder}/x.ts`))),
  );
}

function fewestPeople(sets: readonly (readonly number[])[]): number {
  let best = 8;
  for (let mask = 0; mask < 256; mask++) {
    const size = [...mask.toString(2)].filter(bit => bit === '1').length;
    if (size < best && sets.every(set => set.some(one => mask & (1 << one)))) best = size;
  }
  return best;
}
