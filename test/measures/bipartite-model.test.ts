import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type BipartiteModel, fitBipartiteModel } from '#core/measures/bipartite-model';

describe('bipartite configuration model', () => {
  it('gives back the degrees and sizes it was fitted to, on any incidence', () => {
    const incidence = fc
      .tuple(
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 40 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
      )
      .chain(([rows, columns, density]) =>
        fc.array(
          fc.array(
            fc.double({ min: 0, max: 1, noNaN: true }).map(draw => draw < density),
            { minLength: rows, maxLength: rows },
          ),
          { minLength: columns, maxLength: columns },
        ),
      );
    fc.assert(
      fc.property(incidence, changes => {
        const sizes = changes.map(change => change.filter(Boolean).length);
        const degrees = (changes[0] ?? []).map((_, row) => changes.filter(change => change[row]).length);
        const model = fitBipartiteModel({ degrees, sizes });
        assert.ok(model.converged, `residual ${model.residual} after ${model.iterations}`);
        checkMargins(model, degrees);
      }),
      { numRuns: 300 },
    );
  });

  it('settles what is certain: a module in every change, a change of every module, and what these make certain', () => {
    const model = fitBipartiteModel({ degrees: [4, 2, 1, 0], sizes: [1, 3, 2, 1] });
    // The first module is in all, the last in none; then the second change holds both others and the third one of them.
    assert.ok(model.converged);
    assert.deepEqual(model.degrees, [0, 1, 2, 4]);
    assert.deepEqual(model.sizes, [1, 2, 3]);
    assert.deepEqual([...model.probabilities], [0, 0, 0, 0, 0, 1, 0, 1, 1, 1, 1, 1]);
  });

  it('holds with an app in all but one of two thousand changes and modules seen once', () => {
    const sizes = [...new Array<number>(1500).fill(1), ...new Array<number>(499).fill(3), 90];
    const degrees = [1999, ...new Array<number>(100).fill(1)];
    const rest = sizes.reduce((a, b) => a + b, 0) - degrees.reduce((a, b) => a + b, 0);
    degrees.push(Math.floor(rest / 2), Math.ceil(rest / 2));
    const model = fitBipartiteModel({ degrees, sizes });
    assert.ok(model.converged, `residual ${model.residual}`);
    checkMargins(model, degrees);
  });

  it('refuses margins that no history has', () => {
    assert.throws(
      () => fitBipartiteModel({ degrees: [2], sizes: [1] }),
      /degrees add up to 2 and sizes to 1/,
    );
    assert.throws(() => fitBipartiteModel({ degrees: [2, 0], sizes: [2] }), /more changes than there are/);
    assert.throws(() => fitBipartiteModel({ degrees: [1, 1], sizes: [2, 0, 0].slice(0, 0) }), RangeError);
    assert.deepEqual(fitBipartiteModel({ degrees: [], sizes: [] }).degrees, []);
    assert.ok(fitBipartiteModel({ degrees: [0, 0], sizes: [0] }).converged);
  });
});

function checkMargins(model: BipartiteModel, degrees: readonly number[]): void {
  const width = model.sizes.length;
  const counts = new Map<number, number>();
  for (const degree of degrees) counts.set(degree, (counts.get(degree) ?? 0) + 1);
  const expectedSizes = new Float64Array(width);
  for (const [k, degree] of model.degrees.entries()) {
    let expected = 0;
    for (let l = 0; l < width; l++) {
      const p = model.probabilities[k * width + l] ?? Number.NaN;
      assert.ok(p >= 0 && p <= 1);
      expected += p * (model.sizeCounts[l] ?? 0);
      expectedSizes[l] = (expectedSizes[l] ?? 0) + p * (counts.get(degree) ?? 0);
    }
    assert.ok(Math.abs(expected - degree) < 1e-6 * Math.max(1, degree), `degree ${degree}: ${expected}`);
  }
  for (const [l, size] of model.sizes.entries())
    assert.ok(Math.abs((expectedSizes[l] ?? 0) - size) < 1e-6 * Math.max(1, size), `size ${size}`);
}
