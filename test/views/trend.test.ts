import assert from 'node:assert/strict';
import { trendSection } from '#core/views/trend';

describe('the trend of independence', () => {
  const told = (slope: number) =>
    trendSection(
      {
        quarters: [
          { hits: 1, of: 10 },
          { hits: 0, of: 0 },
          { hits: 2, of: 10 },
        ],
        trend: {
          direction: slope > 0 ? 'rising' : 'falling',
          slope,
          p: 0.98,
          adjusted: 1,
          dispersion: 1,
          periods: 2,
        },
      },
      37,
      'changes',
    )[0]?.lines[1];

  it('has a direction as far as its figure shows one', () => {
    assert.equal(
      told(0.0004),
      'it stays level over 2 quarters; too unsure to be called a trend (p 0.980, 1.000 corrected for 37 tests)',
    );
    assert.match(told(0.0006) ?? '', /^it falls by 0\.1 percentage points a quarter over 2 quarters;/);
    assert.match(told(-0.012) ?? '', /^it rises by 1\.2 percentage points a quarter over 2 quarters;/);
    assert.match(told(-0.0003) ?? '', /^it stays level over/);
  });
});
