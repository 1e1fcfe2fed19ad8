export { charge, range } from './cell.ts';
