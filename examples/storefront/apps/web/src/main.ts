import { cartPage } from './pages/cart-page';
import { productPage } from './pages/product-page';
import { searchPage } from './pages/search-page';

const pages = { cart: cartPage, product: productPage, search: searchPage };

export function render(page: keyof typeof pages, argument: string): string {
  return `<main>${pages[page](argument)}</main>`;
}
