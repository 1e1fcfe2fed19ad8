export { discountFor } from './discount';
export { campaigns } from './campaigns';
