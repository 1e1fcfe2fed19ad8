import { benjaminiHochberg } from './benjamini-hochberg.ts';
import { studentTwoSided } from './distributions.ts';

/**
 * Whether a share of counts rises or falls over equal periods: the multi-team changes among all changes, by quarter
 * (`wiring-drift`). The Cochran–Armitage test for trend (Cochran 1954, Armitage 1955; grade A as a test, B for what it
 * is said about), which weighs each period by its changes; Mann and Kendall's test would give a quarter of three changes
 * the say of one of three hundred. Changes come in bursts, so the variance is taken as large as the periods
 * really scatter about the line, never smaller than binomial, and the statistic held against Student's t: bursts make
 * a drift harder to claim, never easier.
 *
 * `periods` oldest first; periods without changes keep their place. Undefined, with the reason, where there are fewer
 * than `leastPeriods` (6) periods with changes or fewer than `least` (5) changes of either kind: then no test says much.
 */
export function binomialTrend(
  periods: readonly Period[],
  options: { readonly least?: number; readonly leastPeriods?: number } = {},
): Trend | { readonly untold: string } {
  const told = periods.map(({ hits, of }, index) => ({ hits, of, score: index })).filter(({ of }) => of > 0);
  const total = told.reduce((sum, { of }) => sum + of, 0);
  const hits = told.reduce((sum, each) => sum + each.hits, 0);
  const leastPeriods = Math.max(3, options.leastPeriods ?? 6);
  if (told.length < leastPeriods)
    return {
      untold: `${told.length} ${told.length === 1 ? 'period has' : 'periods have'} changes, and a trend needs ${leastPeriods}`,
    };
  const least = options.least ?? 5;
  const rare = Math.min(hits, total - hits);
  if (rare < least)
    return { untold: `only ${rare} of ${total} changes differ from the rest, and a trend needs ${least}` };

  const share = hits / total;
  const center = told.reduce((sum, { of, score }) => sum + of * score, 0) / total;
  const spread = told.reduce((sum, { of, score }) => sum + of * (score - center) ** 2, 0);
  const lean = told.reduce((sum, each) => sum + each.hits * (each.score - center), 0);
  const slope = lean / spread;
  const variance = share * (1 - share);
  const scatter = told.reduce(
    (sum, { hits: seen, of, score }) =>
      sum + (seen - of * (share + slope * (score - center))) ** 2 / (of * variance),
    0,
  );
  const freedom = told.length - 2;
  const dispersion = Math.max(1, scatter / freedom);
  const t = lean / Math.sqrt(variance * spread * dispersion);
  return {
    direction: slope > 0 ? 'rising' : slope < 0 ? 'falling' : 'level',
    slope,
    p: studentTwoSided(t, freedom),
    dispersion,
    periods: told.length,
  };
}

/** One quarter: how many of its changes have the property, `hits` ≤ `of`. */
export interface Period {
  readonly hits: number;
  readonly of: number;
}

export interface Trend {
  readonly direction: 'rising' | 'falling' | 'level';
  /** By how much the share changes from one period to the next: 0.02 is two percentage points a quarter. */
  readonly slope: number;
  /** Two-sided, for this test alone. */
  readonly p: number;
  /** How much more the periods scatter than coins would; at least 1. */
  readonly dispersion: number;
  /** Periods with changes. */
  readonly periods: number;
}

/**
 * The trends of several units, with p adjusted for how many could be tested (Benjamini–Hochberg). Same order.
 * `tests` is to be shown beside each.
 */
export function binomialTrends(units: readonly (readonly Period[])[]): {
  readonly tests: number;
  readonly trends: readonly ((Trend & { readonly adjusted: number }) | { readonly untold: string })[];
} {
  const trends = units.map(periods => binomialTrend(periods));
  const tested = trends.filter((trend): trend is Trend => !('untold' in trend));
  const adjusted = benjaminiHochberg(tested.map(({ p }) => p));
  const adjustedOf = new Map(tested.map((trend, index) => [trend, adjusted[index] ?? 1]));
  return {
    tests: tested.length,
    trends: trends.map(trend =>
      'untold' in trend ? trend : { ...trend, adjusted: adjustedOf.get(trend) ?? 1 },
    ),
  };
}
