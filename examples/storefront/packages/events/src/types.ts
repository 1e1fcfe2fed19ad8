export interface CartChanged {
  readonly kind: 'cart-changed';
  readonly cartId: string;
}

export interface OrderPlaced {
  readonly kind: 'order-placed';
  readonly orderId: string;
  readonly totalCents: number;
}

export type ShopEvent = CartChanged | OrderPlaced;
