import { type Order, place } from '@store/fulfilment';

/** An order of unit-01 is placed; how it then reaches the customer stands behind the interface. */
export function checkout(order: Order): string {
  return place(order);
}
