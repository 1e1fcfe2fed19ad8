/**
 * Arithmetic of availability and tails (grade A: plain arithmetic), all under the assumption that services fail
 * independently of each other. They rarely do, which is why every sentence that shows a figure says so.
 */

/** All are needed: the product. 1 for none. */
export function inSeries(shares: readonly number[]): number {
  return shares.reduce((product, share) => product * share, 1);
}

/** Any one is enough: one minus the product of what is missing. 0 for none. */
export function inParallel(shares: readonly number[]): number {
  return 1 - shares.reduce((product, share) => product * (1 - share), 1);
}

/** The chance that of so many calls at least one is slow, where each is with chance `slow` (Dean & Barroso 2013). */
export function someSlow(slow: number, calls: number): number {
  return 1 - (1 - slow) ** calls;
}

/** Hours in a year of 365.25 days in which something of this availability is not there. */
export function hoursDownAYear(availability: number): number {
  return (1 - availability) * HOURS_A_YEAR;
}

const HOURS_A_YEAR = 365.25 * 24;
