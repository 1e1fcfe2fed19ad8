import { run } from './steps.ts';

export interface Order {
  readonly items: readonly string[];
  readonly customer: string;
}

/** Places an order. Whoever places it says which steps it goes through, by name and in their order. */
export function place(order: Order, steps: readonly string[]): string {
  for (const step of steps) run(step, order);
  return `${order.customer}: ${order.items.length} items`;
}
