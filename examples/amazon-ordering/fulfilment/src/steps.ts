import { addressOf } from './address.ts';
import type { Order } from './order.ts';

/** What an order goes through on its way. An order for a film has no use for most of it. */
const STEPS: Readonly<Record<string, (order: Order) => void>> = {
  basket: order => need(order.items.length > 0, 'an order has something in it'),
  address: order => need(addressOf(order) !== '', 'an order goes somewhere'),
  payment: order => need(order.customer !== '', 'somebody pays'),
  licence: order => need(order.customer !== '', 'somebody may watch it'),
};

export function run(step: string, order: Order): void {
  const known = STEPS[step];
  need(known !== undefined, `${step} is no step`);
  known?.(order);
}

function need(holds: boolean, otherwise: string): void {
  if (!holds) throw new Error(otherwise);
}
