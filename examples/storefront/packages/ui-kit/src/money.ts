/** `1234` cents as `$12.34`. */
export function money(cents: number): string {
  return `$${(cents / 100).toFixed(2)}`;
}
