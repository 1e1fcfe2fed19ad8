import { grossPrice } from '@northwind/pricing';
import { listPrice } from '@northwind/pricing/src/rates';
import { campaigns } from '@northwind/promotions';
import { button, money } from '@northwind/ui-kit';

export function productPage(sku: string): string {
  const price = grossPrice(sku, 'de');
  const before = money(listPrice(sku));
  const badge = campaigns.some(({ skus }) => skus.includes(sku)) ? '<b>Offer</b>' : '';
  return `${badge}<s>${before}</s> ${money(price.netCents + price.taxCents)}${button({ label: 'Add' })}`;
}
