export const offers = ['Phone', 'Phone and more'];

export function shown(): string {
  return `support-1 offers ${offers.join(', ')}`;
}
