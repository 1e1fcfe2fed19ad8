import type { Told } from '../couches/drift.ts';
import type { Period } from '../measures/binomial-trend.ts';
import type { Section } from './explain.ts';
import { count } from './words.ts';

/** How sure a trend must be before it is called one, as for `wiring-drift`. */
const SURE = 0.01;

/**
 * Independence of action by quarter over three years, with direction, p and how many trends were tested. `of` says what is
 * counted. Where nothing happened in three years there is no section.
 */
export function trendSection(told: Told, tests: number, of: string): readonly Section[] {
  if (told.quarters.every(quarter => quarter.of === 0)) return [];
  const lines = [`${of}, by quarter, oldest first: ${byQuarter(told.quarters)}`];
  if ('untold' in told) lines.push(`no trend was tested: ${told.untold}`);
  else {
    const { trend } = told;
    // What is tested is the share of several teams; independence is the rest.
    const points = Math.abs(trend.slope * 100).toFixed(1);
    // What rounds to nothing has no direction that anybody could see.
    const shown = points === '0.0' ? 'level' : trend.direction;
    const direction = { rising: 'falls', falling: 'rises', level: 'stays level' }[shown];
    const by = shown === 'level' ? '' : ` by ${points} percentage points a quarter`;
    const what = trend.adjusted < SURE ? 'this is a trend' : 'too unsure to be called a trend';
    lines.push(
      `it ${direction}${by} over ${count(trend.periods, 'quarter')}; ${what} (p ${chance(trend.p)}, ${chance(trend.adjusted)} corrected for ${count(tests, 'test')})`,
    );
  }
  return [{ heading: 'Trend of independence over three years', lines }];
}

/**
 * Quarters of a couch that was found in this same history, so that no test of it would be fair; or of one that is a couch
 * by how it runs, which adds nothing to the tests of its modules.
 */
export function untestedTrend(quarters: readonly Period[], of: string, running: boolean): readonly Section[] {
  const untold = running
    ? 'this couch is one by how it runs; each of its modules has a trend of its own'
    : 'this couch was found by how its members move, in the same history';
  return trendSection({ quarters, untold }, 0, of);
}

/** `12/14 9/9 – 3/10`: lifted by one team alone, of all; a dash where there were none. */
function byQuarter(quarters: readonly Period[]): string {
  return quarters.map(({ hits, of }) => (of === 0 ? '–' : `${of - hits}/${of}`)).join(' ');
}

/** A probability with as many digits as it deserves. */
export function chance(p: number): string {
  return p < 0.001 ? '< 0.001' : p.toFixed(3);
}
