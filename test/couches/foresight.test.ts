import assert from 'node:assert/strict';
import { type Foreseen, foresight } from '#core/couches/foresight';
import { seededRandom } from '#core/measures/seeded-random';
import { signFlipP } from '#core/measures/sign-flips';
import type { ModuleName } from '#core/model/model';

const MODULES = 30;
const CUTS = 6;

/** Modules of their own size, churn and independence; `share` says what comes after each. */
function made(
  seed: number,
  share: (row: Omit<Foreseen, 'several'>, chance: number) => number,
): readonly Foreseen[] {
  const random = seededRandom(seed);
  return Array.from({ length: MODULES }, (_, n) => {
    const module = `m${n}` as ModuleName;
    const [files, churn, independence, other] = [random() * 90, random() * 90, random(), random()];
    return Array.from({ length: CUTS }, (_, at) => {
      const row = { module, at, files: files + at, churn, independence };
      return { ...row, several: share(row, (other * 3 + random()) / 4) };
    });
  }).flat();
}

describe('foresight', () => {
  it('finds that the less independent took several teams more often', () => {
    const {
      correlation = 0,
      p = 1,
      says,
      modules,
      rows,
    } = foresight(made(1, ({ independence }, chance) => (1 - independence + chance) / 2));
    assert.ok(correlation < -0.5, `${correlation}`);
    assert.ok(p < 0.001, `${p}`);
    assert.match(says, /^the less independent took several teams more often/);
    assert.deepEqual([modules, rows], [MODULES, MODULES * CUTS]);
  });

  it('says that the prediction fails where it is the other way round', () => {
    const { correlation = 0, says } = foresight(made(2, ({ independence }) => independence));
    assert.ok(correlation > 0.9, `${correlation}`);
    assert.match(says, /LESS often: the prediction fails/);
  });

  it('takes chance for more than chance about once in twenty, though each module stands there six times', () => {
    let shown = 0;
    for (let seed = 1; seed <= 100; seed++) {
      const { p = 1 } = foresight(made(seed, (_, chance) => chance));
      if (p < 0.05) shown++;
    }
    assert.ok(shown <= 11, `${shown} of 100`);
  });

  it('tells nothing of independence where size alone brings several teams', () => {
    let shown = 0;
    for (let seed = 1; seed <= 30; seed++) {
      const noise = seededRandom(seed * 77);
      const rows = made(seed, ({ files }, chance) => files + 90 * chance).map(row => ({
        ...row,
        independence: -row.files - 90 * noise(),
      }));
      if ((foresight(rows).p ?? 1) < 0.05) shown++;
      const blind = foresight(rows.map(row => ({ ...row, files: 1 })));
      assert.ok((blind.correlation ?? 0) < -0.2, `${blind.correlation}`);
    }
    assert.ok(shown <= 5, `${shown} of 30`);
    const plain = foresight(made(3, ({ files }) => files).map(row => ({ ...row, independence: -row.files })));
    assert.equal(plain.correlation, undefined);
    assert.match(plain.says, /nothing varies/);
  });

  it('concludes nothing from nine modules or from none', () => {
    const few = made(4, ({ independence }) => 1 - independence).filter(({ module }) => module.length === 2);
    assert.equal(
      foresight(few.filter(({ module }) => module !== 'm9')).says.startsWith('9 modules are'),
      true,
    );
    assert.deepEqual(foresight([]), {
      modules: 0,
      rows: 0,
      says: 'nothing varies that could be compared, so this says nothing',
    });
  });
});

describe('the sign-flip test', () => {
  it('is exact where all ways can be tried: six of a kind reach 5 %, five do not', () => {
    assert.equal(signFlipP([1, 1, 1, 1, 1, 1]), 2 / 64);
    assert.equal(signFlipP([-1, -1, -1, -1, -1]), 2 / 32);
    assert.equal(signFlipP([1, -1]), 1);
    assert.equal(signFlipP([0.1, 0.2, 0.3]), 2 / 8);
    assert.equal(signFlipP([]), 1);
  });

  it('draws beyond that, the same each time, and never says zero', () => {
    const many = Array.from({ length: 40 }, () => 1);
    assert.equal(signFlipP(many), 1 / 10_000);
    const mixed = many.map((_, i) => (i % 2 === 0 ? 1 : -1));
    assert.equal(signFlipP(mixed), 1);
  });
});
