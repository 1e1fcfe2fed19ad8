export const version = '4.2';

export function total(prices: readonly number[]): number {
  return prices.reduce((sum, price) => sum + price, 0);
}
