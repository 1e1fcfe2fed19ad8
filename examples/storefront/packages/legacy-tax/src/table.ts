const RATES: Readonly<Record<string, number>> = { de: 0.19, fr: 0.2, us: 0.07 };

/** Tax in cents on a net price in cents. */
export function taxFor(netCents: number, country: string): number {
  return Math.round(netCents * (RATES[country] ?? 0));
}
