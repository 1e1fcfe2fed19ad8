import { warm } from '@car/seats';

/** The seat is warm when the door opens. */
export function open(degrees: number): number {
  return warm(degrees);
}
