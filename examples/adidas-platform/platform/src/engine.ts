/** Baskets, stock, payment and delivery of all units. It changes every week, and nobody outside has to know. */
export function settle(article: string, price: number): string {
  const tax = Math.round(price * 19) / 100;
  return `${article}: ${price + tax} with ${tax} tax`;
}
