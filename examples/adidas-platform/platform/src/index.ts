export { type Offer, sell } from './api.ts';
