export { type Handler, publish, subscribe } from './bus';
export type { CartChanged, OrderPlaced, ShopEvent } from './types';
