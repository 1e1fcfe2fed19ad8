import { binomialTrends, type Period, type Trend } from '../measures/binomial-trend.ts';
import type { Model } from '../model/model.ts';
import { DAYS_A_MONTH } from '../quantities.ts';
import { liftsOfMembers } from './carries.ts';
import type { Couch, Lift } from './couch.ts';
import { findCouches } from './find-couches.ts';
import { liftIndex } from './lift-index.ts';

/** How the share of changes that lift several teams moves over three years, by quarter. */
export interface Drift {
  readonly repository: DriftOf | { readonly untold: string };
  /** Couches whose trend could be tested, the surest first. */
  readonly couches: readonly (DriftOf & { readonly couch: Couch })[];
  /** How many trends were tested; p is corrected for all of them. */
  readonly tests: number;
}

export interface DriftOf {
  readonly trend: Trend & { readonly adjusted: number };
  /** Oldest first. */
  readonly quarters: readonly Period[];
}

const QUARTERS = 12;

export function driftOf(model: Model): Drift {
  const index = liftIndex(model);
  const couches = findCouches(model).filter(({ kind }) => kind !== 'group');
  const series = [index.all, ...couches.map(couch => liftsOfMembers(index, couch))].map(lifts =>
    quartersOf(lifts, index.now ?? 0),
  );
  const { trends, tests } = binomialTrends(series);
  const [first] = trends;
  const [quarters = []] = series;
  return {
    repository: first === undefined || 'untold' in first ? (first ?? NOTHING) : { trend: first, quarters },
    couches: couches
      .flatMap((couch, i) => {
        const trend = trends[i + 1];
        const own = series[i + 1];
        return trend && own && !('untold' in trend) ? [{ couch, trend, quarters: own }] : [];
      })
      .sort((a, b) => a.trend.adjusted - b.trend.adjusted),
    tests,
  };
}

const NOTHING = { untold: 'there are no changes' };

function quartersOf(lifts: readonly Lift[], now: number): readonly Period[] {
  const quarters = Array.from({ length: QUARTERS }, () => ({ hits: 0, of: 0 }));
  for (const { change, teams } of lifts) {
    if (teams.length === 0) continue;
    const ago = Math.floor(Math.max(0, now - change.at) / (3 * DAYS_A_MONTH * 86_400));
    const quarter = quarters[QUARTERS - 1 - ago];
    if (!quarter) continue;
    quarter.of += 1;
    if (teams.length > 1) quarter.hits += 1;
  }
  return quarters;
}
