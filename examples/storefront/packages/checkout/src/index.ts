export { placeOrder, type Order } from './order';
export { receipt } from './receipt';
