export const offers = ['Phone', 'Phone and more'];

export function shown(): string {
  return `store-1 offers ${offers.join(', ')}`;
}
