/**
 * Wilson's interval of a share at 95 % (Wilson 1927; grade A). `n` is how many observations stand behind the share and may
 * be a fraction: for weighted ones give `effectiveCount`. Without observations everything is possible: 0 to 1.
 */
export function wilson(share: number, n: number, z: number = Z_95): Interval {
  if (!(n > 0)) return { share, low: 0, high: 1 };
  const center = share + (z * z) / (2 * n);
  const spread = z * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n));
  const whole = 1 + (z * z) / n;
  // Rounding must not let an interval leave out its own share.
  const low = Math.min(share, Math.max(0, (center - spread) / whole));
  const high = Math.max(share, Math.min(1, (center + spread) / whole));
  return { share, low, high };
}

/**
 * How many equal observations tell as much as these weighted ones: n_eff = (Σω)² / Σω² (Kish 1965; grade A).
 * 0 for none.
 */
export function effectiveCount(weights: readonly number[]): number {
  let sum = 0;
  let squares = 0;
  for (const weight of weights) {
    sum += weight;
    squares += weight * weight;
  }
  return squares === 0 ? 0 : (sum * sum) / squares;
}

export interface Interval {
  /** Between 0 and 1, as are low and high. */
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

/** The 97.5th percentile of the standard normal distribution. */
const Z_95 = 1.959963984540054;
