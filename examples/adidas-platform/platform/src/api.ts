import { settle } from './engine.ts';

/** What every unit hands over. It has not changed since the first of them came. */
export interface Offer {
  readonly unit: string;
  readonly article: string;
  readonly price: number;
}

export function sell(offer: Offer): string {
  return settle(offer.article, offer.price);
}
