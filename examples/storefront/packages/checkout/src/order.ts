import { type Cart, cartTotal } from '@northwind/cart';
import { publish } from '@northwind/events';
import { createLogger } from '@northwind/logging';

const log = createLogger('checkout');

export interface Order {
  readonly id: string;
  readonly totalCents: number;
}

export function placeOrder(cart: Cart, country: string): Order {
  const order = { id: `order-${cart.id}`, totalCents: cartTotal(cart, country) };
  log.info(`placed ${order.id}`);
  publish({ kind: 'order-placed', orderId: order.id, totalCents: order.totalCents });
  return order;
}
