import { add } from '@store/cart';

/** The product page of books. */
export function page(customer: string, item: string): string {
  return `${item}, with ${add(customer, item).length} things in the cart`;
}
