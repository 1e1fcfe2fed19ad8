import { taxFor } from '@northwind/legacy-tax';
import { grossPrice } from '@northwind/pricing';
import type { Cart } from './cart';

/** What the customer would pay, in cents. */
export function cartTotal(cart: Cart, country: string): number {
  const net = cart.skus.reduce((sum, sku) => sum + grossPrice(sku, country).netCents, 0);
  return net + taxFor(net, country);
}
