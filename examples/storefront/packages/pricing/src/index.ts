export { grossPrice, type Price } from './price';
export { roundToCents } from './rounding';
