const carts = new Map<string, readonly string[]>();

export function add(customer: string, item: string): readonly string[] {
  const cart = [...(carts.get(customer) ?? []), item];
  carts.set(customer, cart);
  return cart;
}
