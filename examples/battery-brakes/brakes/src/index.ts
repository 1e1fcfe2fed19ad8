export { brake } from './disc.ts';
