import { sell } from '@sports/platform';

/** What running-site sells. */
export function buy(article: string, price: number): string {
  return sell({ unit: 'running-site', article, price });
}
