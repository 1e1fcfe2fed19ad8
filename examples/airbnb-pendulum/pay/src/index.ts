export interface Price {
  readonly amount: number;
  readonly currency: string;
}

export function pay(price: Price): string {
  return `${price.amount} ${price.currency}`;
}
