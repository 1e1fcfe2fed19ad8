import type { Order } from './order.ts';

/** Where the parcel goes. */
export function addressOf(order: Order): string {
  return `the address of ${order.customer}`;
}
