import { addItem, cartTotal, emptyCart } from '@northwind/cart';
import { button, money } from '@northwind/ui-kit';

export function cartPage(sku: string): string {
  const cart = addItem(emptyCart('web'), sku);
  return `<p>${money(cartTotal(cart, 'de'))}</p>${button({ label: 'Buy' })}`;
}
