export { addItem, type Cart, emptyCart } from './cart';
export { cartTotal } from './total';
