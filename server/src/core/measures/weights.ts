/** What happened half a year ago tells half as much. */
export const HALF_LIFE_DAYS = 180;

/**
 * ω = 2^(−age / 180 days), between 0 and 1 (MEASURES.md section b; grade D, a convention). Times in epoch seconds.
 * A change from the future, by a wrong clock, weighs 1.
 */
export function weightAt(at: number, now: number): number {
  return 2 ** (-Math.max(0, now - at) / (HALF_LIFE_DAYS * 86_400));
}
