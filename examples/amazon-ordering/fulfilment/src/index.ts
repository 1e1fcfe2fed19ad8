export { type Order, place } from './order.ts';
