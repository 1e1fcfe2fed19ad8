import assert from 'node:assert/strict';
import fc from 'fast-check';
import { benjaminiHochberg } from '#core/measures/benjamini-hochberg';
import { normalTail, studentTwoSided } from '#core/measures/distributions';
import { logUpperTail } from '#core/measures/poisson-binomial';

describe('tail of a sum of unequal trials', () => {
  it('agrees with adding one trial after the other', () => {
    // Adding one after the other loses chances near the smallest double, so the reference would be wrong there.
    const chance = fc
      .oneof(
        fc.constantFrom(0, 1, 0.5, 1e-9, 1 - 1e-9),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 0.01, noNaN: true }),
      )
      .map(q => (q < 1e-15 ? 0 : q));
    const groups = fc.array(fc.tuple(chance, fc.integer({ min: 1, max: 60 })), {
      minLength: 1,
      maxLength: 6,
    });
    fc.assert(
      fc.property(groups, fc.double({ min: 0, max: 1.05, noNaN: true }), (trials, place) => {
        let pmf = [1];
        for (const [q, times] of trials)
          for (let i = 0; i < times; i++)
            pmf = Array.from(
              { length: pmf.length + 1 },
              (_, j) => (pmf[j] ?? 0) * (1 - q) + (pmf[j - 1] ?? 0) * q,
            );
        const n = Math.round(place * pmf.length);
        const exact = pmf.slice(n).reduceRight((sum, mass) => sum + mass, 0);
        const told = Math.exp(tail(trials, n));
        if (exact > 1e-280) assert.ok(Math.abs(told / exact - 1) < 1e-9, `${told} for ${exact}`);
        else assert.ok(told <= 1e-279);
      }),
      { numRuns: 500 },
    );
  });

  it('tells what is far below the smallest number a double holds', () => {
    // 5,000 trials of 1 in 1,000, and 3,000 of them hit.
    const exact = logBinomialTail(5000, 0.001, 3000);
    assert.ok(exact < -17_000);
    assert.ok(Math.abs(tail([[0.001, 5000]], 3000) / exact - 1) < 1e-9);
  });

  it('knows the certain and the impossible', () => {
    assert.equal(tail([[0.3, 5]], 0), 0);
    assert.equal(tail([[0.3, 5]], 6), Number.NEGATIVE_INFINITY);
    assert.ok(Math.abs(tail([[0.3, 5]], 5) - 5 * Math.log(0.3)) < 1e-12);
    assert.equal(
      tail(
        [
          [1, 4],
          [0.3, 5],
        ],
        4,
      ),
      0,
    );
    assert.ok(
      Math.abs(
        tail(
          [
            [1, 4],
            [0.3, 1],
          ],
          5,
        ) - Math.log(0.3),
      ) < 1e-12,
    );
    assert.equal(tail([[0, 4]], 1), Number.NEGATIVE_INFINITY);
  });
});

describe('distributions', () => {
  it('agree with printed tables', () => {
    assert.ok(Math.abs(normalTail(1.959963984540054) - 0.025) < 1e-14);
    assert.ok(Math.abs(normalTail(10) / 7.619853024160527e-24 - 1) < 1e-12);
    assert.ok(Math.abs(normalTail(-1) - 0.8413447460685429) < 1e-14);
    // Student's t at 95 %, two-sided: 12.706 with 1 degree of freedom, 2.228 with 10, 2.042 with 30.
    for (const [t, freedom] of [
      [12.7062047, 1],
      [2.2281389, 10],
      [2.0422725, 30],
    ] as const)
      assert.ok(Math.abs(studentTwoSided(t, freedom) - 0.05) < 1e-7);
    assert.equal(studentTwoSided(0, 5), 1);
  });
});

describe('Benjamini and Hochberg', () => {
  it('steps up, over all tests and not only those with a p-value', () => {
    // The example of their paper: fifteen tests, of which four are called at 5 %.
    const p = [
      0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528,
      0.759, 1,
    ];
    const called = (adjusted: readonly number[]) => adjusted.filter(each => each <= 0.05).length;
    assert.equal(called(benjaminiHochberg(p)), 4);
    assert.equal(called(benjaminiHochberg(p.slice(0, 5), 15)), 4, 'the others were tested too');
    assert.equal(called(benjaminiHochberg(p, 100)), 2);
    assert.deepEqual(
      benjaminiHochberg([0.04, 0.01, 0.03]),
      [0.04, 0.03, 0.04],
      'the order of the input, never falling',
    );
    assert.throws(() => benjaminiHochberg([0.1, 0.2], 1), /2 p-values cannot come from 1 tests/);
  });
});

function tail(trials: readonly (readonly [number, number])[], n: number): number {
  return logUpperTail(
    Float64Array.from(trials, ([q]) => q),
    Float64Array.from(trials, ([, times]) => times),
    n,
  );
}

/** ln P(X ≥ k) of a binomial, by its terms in logarithms. */
function logBinomialTail(n: number, q: number, k: number): number {
  let logMass = k * Math.log(q) + (n - k) * Math.log1p(-q);
  for (let i = 0; i < k; i++) logMass += Math.log((n - i) / (k - i));
  let ratio = 1;
  let sum = 1;
  for (let j = k; j < n && ratio > 1e-18; j++) {
    ratio *= (((n - j) / (j + 1)) * q) / (1 - q);
    sum += ratio;
  }
  return logMass + Math.log(sum);
}
