export { taxFor } from './table';
