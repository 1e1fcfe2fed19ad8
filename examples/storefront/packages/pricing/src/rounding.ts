export function roundToCents(cents: number): number {
  return Math.round(cents);
}
