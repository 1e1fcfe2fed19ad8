import { type Order, place } from '@store/fulfilment';

/** Every step that an order of unit-01 goes through: who knows them all has to follow them all. */
const STEPS = ['basket', 'address', 'payment'];

export function checkout(order: Order): string {
  return place(order, STEPS);
}
