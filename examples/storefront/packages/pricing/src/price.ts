import { taxFor } from '@northwind/legacy-tax';
import { createLogger } from '@northwind/logging';
import { discountFor } from '@northwind/promotions';
import { listPrice } from './rates';
import { roundToCents } from './rounding';

const log = createLogger('pricing');

export interface Price {
  readonly netCents: number;
  readonly taxCents: number;
}

export function grossPrice(sku: string, country: string): Price {
  const net = roundToCents(listPrice(sku) * (1 - discountFor(sku)));
  if (net <= 0) log.error(`no price for ${sku}`);
  return { netCents: net, taxCents: taxFor(net, country) };
}
