import { subscribe } from '@northwind/events';
import { createLogger } from '@northwind/logging';
import { rank } from './rank';

const log = createLogger('search');
const popular = new Map<string, number>();

subscribe(event => {
  if (event.kind === 'order-placed') log.info(`learning from ${event.orderId}`);
});

export function search(words: string, skus: readonly string[]): readonly string[] {
  return rank(skus.filter(sku => sku.includes(words)), popular);
}
