export { given } from './given.ts';
export { ordered } from './ordered.ts';
