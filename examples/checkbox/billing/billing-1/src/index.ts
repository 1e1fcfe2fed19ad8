export const offers = ['Phone', 'Phone and more'];

export function shown(): string {
  return `billing-1 offers ${offers.join(', ')}`;
}
