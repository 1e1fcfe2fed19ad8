export { button, type ButtonProps } from './button';
export { money } from './money';
