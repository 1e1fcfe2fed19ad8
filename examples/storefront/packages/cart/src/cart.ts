import { publish } from '@northwind/events';
import { createLogger } from '@northwind/logging';

const log = createLogger('cart');

export interface Cart {
  readonly id: string;
  readonly skus: readonly string[];
}

export function emptyCart(id: string): Cart {
  return { id, skus: [] };
}

export function addItem(cart: Cart, sku: string): Cart {
  log.info(`adding ${sku}`);
  publish({ kind: 'cart-changed', cartId: cart.id });
  return { ...cart, skus: [...cart.skus, sku] };
}
