import assert from 'node:assert/strict';
import { binomialTrend, binomialTrends, type Period, type Trend } from '#core/measures/binomial-trend';
import { seededRandom } from '#core/measures/seeded-random';

describe('trend of a share', () => {
  it('sees a share that rises by three points a quarter, and one that falls', () => {
    const rising = told(Array.from({ length: 12 }, (_, index) => ({ hits: 2 + 3 * index, of: 100 })));
    assert.deepEqual([rising.direction, rising.slope.toFixed(3), rising.periods], ['rising', '0.030', 12]);
    assert.ok(rising.p < 1e-4);
    const falling = told(Array.from({ length: 12 }, (_, index) => ({ hits: 40 - 3 * index, of: 100 })));
    assert.deepEqual([falling.direction, falling.slope.toFixed(3)], ['falling', '-0.030']);
  });

  it('is the statistic of Cochran and Armitage where the periods scatter no more than coins', () => {
    // 10/50, 15/50, 20/50, 26/50: z² of the textbook formula, held against t with two degrees of freedom.
    const trend = told(
      [10, 15, 20, 26].map(hits => ({ hits, of: 50 })),
      { leastPeriods: 3 },
    );
    assert.equal(trend.dispersion, 1);
    const [share, spread, lean] = [71 / 200, 50 * 5, -1.5 * 10 - 0.5 * 15 + 0.5 * 20 + 1.5 * 26];
    const t = lean / Math.sqrt(share * (1 - share) * spread);
    // P(|T| > t) with two degrees of freedom has a closed form.
    assert.ok(Math.abs(trend.p - (1 - t / Math.sqrt(2 + t * t))) < 1e-12);
  });

  it('calls drift on level shares at most one time in twenty, also when quarters are few, small and bursty', () => {
    const random = seededRandom(9);
    for (const [share, size, burst] of [
      [0.05, 15, 0],
      [0.05, 200, 0],
      [0.3, 40, 0],
      [0.1, 100, 0.15],
    ] as const) {
      let called = 0;
      let tested = 0;
      for (let run = 0; run < 2000; run++) {
        const periods = Array.from({ length: 12 }, (): Period => {
          const of = Math.ceil(size * (0.5 + random()));
          const here = random() < 0.2 ? share + burst : share;
          return { hits: Array.from({ length: of }, () => random()).filter(draw => draw < here).length, of };
        });
        const trend = binomialTrend(periods);
        if ('untold' in trend) continue;
        tested += 1;
        if (trend.p < 0.05) called += 1;
      }
      assert.ok(called <= 0.06 * tested, `${called} of ${tested} at share ${share} and ${size} a quarter`);
    }
  });

  it('says what is missing instead of guessing', () => {
    const empty = { hits: 0, of: 0 };
    assert.match(untold([{ hits: 1, of: 2 }, empty, empty]), /1 period has changes, and a trend needs 6/);
    assert.match(
      untold(Array.from({ length: 12 }, (_, index) => ({ hits: index === 3 ? 2 : 0, of: 9 }))),
      /only 2 of 108 changes differ/,
    );
    assert.match(untold([]), /0 periods/);
  });

  it('corrects for how many were tested, and says how many', () => {
    const level = Array.from({ length: 12 }, (_, index) => ({ hits: 10 + (index % 2), of: 100 }));
    const rising = Array.from({ length: 12 }, (_, index) => ({ hits: 8 + index, of: 100 }));
    const { tests, trends } = binomialTrends([rising, level, [], level]);
    assert.equal(tests, 3);
    const [first, , third] = trends;
    assert.ok(first && !('untold' in first) && third && 'untold' in third);
    assert.ok(Math.abs(first.adjusted - 3 * first.p) < 1e-15);
  });
});

function told(periods: readonly Period[], options?: Parameters<typeof binomialTrend>[1]): Trend {
  const trend = binomialTrend(periods, options);
  assert.ok(!('untold' in trend));
  return trend;
}

function untold(periods: readonly Period[]): string {
  const trend = binomialTrend(periods);
  return 'untold' in trend ? trend.untold : '';
}
