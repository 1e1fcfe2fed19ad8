import assert from 'node:assert/strict';
import {
  dateProblem,
  daysOf,
  durationMs,
  isDate,
  monthsOf,
  nearestDate,
  parseQuantity,
} from '#core/quantities';

describe('quantities', () => {
  it('have units', () => {
    assert.deepEqual(parseQuantity('50%'), { kind: 'percent', share: 0.5 });
    assert.deepEqual(parseQuantity('99.99 %'), { kind: 'percent', share: 0.9999 });
    assert.deepEqual(parseQuantity('3'), { kind: 'count', count: 3 });
    assert.deepEqual(parseQuantity('50 ms'), { kind: 'duration', ms: 50 });
    assert.deepEqual(parseQuantity('2weeks'), { kind: 'duration', ms: 14 * 86_400_000 });
    assert.deepEqual(parseQuantity('2026-01-31'), { kind: 'date', date: '2026-01-31' });
    assert.deepEqual(parseQuantity('chat'), { kind: 'word', word: 'chat' });
    assert.deepEqual(parseQuantity('3 moons'), { kind: 'word', word: '3 moons' });
    assert.deepEqual(parseQuantity('-3'), { kind: 'word', word: '-3' });
  });
  it('count a month as 30.44 days', () => {
    assert.equal(daysOf(durationMs('1 month') ?? 0), 30.44);
    assert.equal(monthsOf(durationMs('12 months') ?? 0), 12);
    assert.equal(monthsOf(durationMs('2 years') ?? 0), 24);
    assert.equal(durationMs('50%'), undefined);
  });
  it('know which days there are', () => {
    for (const day of ['2024-02-29', '2000-02-29', '2026-12-31', '2026-04-30'])
      assert.equal(isDate(day), true, day);
    for (const day of [
      '2026-02-29',
      '1900-02-29',
      '2026-04-31',
      '2026-00-01',
      '2026-13-01',
      '2026-01-00',
      '26-01-01',
      '2026-1-1',
      '',
    ]) {
      assert.equal(isDate(day), false, day);
      assert.ok(dateProblem(day));
    }
    assert.equal(nearestDate('2026-02-30'), '2026-02-28');
    assert.equal(nearestDate('2026-2-3'), '2026-02-03');
    assert.equal(nearestDate('2026-13-01'), undefined);
  });
});
