import { Price, roundToCents } from '@northwind/pricing';
import { taxFor } from '@northwind/legacy-tax';
import type { Order } from './order';

export function receipt(order: Order, prices: readonly Price[], country: string): string {
  const net = roundToCents(prices.reduce((sum, price) => sum + price.netCents, 0));
  return `${order.id}: ${net} + ${taxFor(net, country)} tax = ${order.totalCents}`;
}
