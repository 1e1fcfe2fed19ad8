import { run } from './steps.ts';

export interface Order {
  readonly items: readonly string[];
  readonly customer: string;
  /** Sent as a stream, not as a parcel. */
  readonly digital?: boolean;
}

/** Places an order. Which steps it goes through is nobody's business but ours. */
export function place(order: Order): string {
  const steps = order.digital ? ['basket', 'payment', 'licence'] : ['basket', 'address', 'payment'];
  for (const step of steps) run(step, order);
  return `${order.customer}: ${order.items.length} items`;
}
