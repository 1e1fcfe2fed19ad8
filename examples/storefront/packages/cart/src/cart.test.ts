import { addItem, emptyCart } from './index';

const cart = addItem(emptyCart('c1'), 'book');
if (cart.skus.length !== 1) throw new Error('the item is missing');
