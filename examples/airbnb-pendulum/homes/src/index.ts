import type { Price } from '@stay/pay';

export interface Home {
  readonly name: string;
  readonly night: Price;
}

export const homes: readonly Home[] = [{ name: 'a room by the sea', night: { amount: 80, currency: 'EUR' } }];
