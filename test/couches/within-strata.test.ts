import assert from 'node:assert/strict';
import type { Foreseen } from '#core/couches/foresight';
import { withinStrata } from '#core/couches/within-strata';
import { seededRandom } from '#core/measures/seeded-random';
import type { ModuleName } from '#core/model/model';

const RUNS = 60;
/** Of 60 runs where nothing acts, more than eight come out under 5 % in one of 250 (binomial). */
const BY_CHANCE = 8;
const CUTS = 3;

/** What size does to independence, and to what comes, by the ranks of files and of churn in 0 to 1. */
type Drive = (files: number, churn: number) => number;

/**
 * Modules whose size takes independence away and brings several teams, each with noise of its own; `lasting` is how much
 * of the noise of independence shows again in what comes.
 */
function made(seed: number, modules: number, drive: Drive, lasting: number): readonly Foreseen[] {
  const random = seededRandom(seed * 977);
  return Array.from({ length: modules }, (_, n) => {
    const [files, churn, own, other] = [random(), random(), random() - 0.5, random() - 0.5];
    const size = drive(files, churn);
    return Array.from({ length: CUTS }, (_, at) => ({
      module: `m${n}` as ModuleName,
      at,
      files: 900 * files ** 3,
      churn: 90 * churn,
      independence: -size - 0.3 * own,
      several: size + 0.3 * (lasting * own + (1 - lasting) * other),
    }));
  }).flat();
}

function rejected(modules: number, drive: Drive, lasting: number): number {
  let count = 0;
  for (let seed = 1; seed <= RUNS; seed++)
    if ((withinStrata(made(seed, modules, drive, lasting)).p ?? 1) < 0.05) count++;
  return count;
}

describe('the graded question within strata', function () {
  this.timeout(60_000);

  const drives: readonly (readonly [string, Drive])[] = [
    ['the number of files', files => files],
    [
      'files and changes and their product',
      (files, churn) => files + churn + 2 * (files - 0.5) * (churn - 0.5),
    ],
  ];
  for (const [name, drive] of drives) {
    it(`tells nothing of independence where ${name} alone act strongly`, () => {
      const count = rejected(40, drive, 0);
      assert.ok(count <= BY_CHANCE, `${count} of ${RUNS}`);
    });

    it(`finds independence that acts besides ${name}`, () => {
      const count = rejected(40, drive, 0.7);
      assert.ok(count >= 0.9 * RUNS, `${count} of ${RUNS}`);
    });
  }

  it('tells which way it acts', () => {
    const against = withinStrata(made(1, 60, files => files, 1));
    assert.ok((against.correlation ?? 0) < -0.9, `${against.correlation}`);
    assert.match(against.says, /^the less independent took several teams more often/);
    const reversed = made(1, 60, files => files, 1).map(row => ({ ...row, independence: -row.independence }));
    assert.match(withinStrata(reversed).says, /LESS often: the prediction fails/);
  });

  it('counts a module once, however many cut-offs it stands at', () => {
    const rows = made(3, 40, files => files, 0.3);
    const again = rows.map(row => ({ ...row, at: row.at + CUTS }));
    assert.deepEqual(withinStrata([...rows, ...again]), withinStrata(rows));
    assert.equal(withinStrata(rows).modules, 40);
  });

  it('takes a curve out whole, and concludes nothing where nothing is left or modules are few', () => {
    const curve = made(4, 40, files => files, 0).map(row => ({ ...row, independence: -row.files }));
    assert.equal(withinStrata(curve).correlation, undefined);
    assert.match(withinStrata(curve).says, /nothing varies/);
    assert.match(
      withinStrata(made(5, 19, files => files, 1)).says,
      /^19 modules are too few .*20 are needed/,
    );
    assert.deepEqual(withinStrata([]), {
      modules: 0,
      says: 'nothing varies that could be compared, so this says nothing',
    });
  });
});
