export const offers = ['Phone', 'Phone and more'];

export function shown(): string {
  return `digital-1 offers ${offers.join(', ')}`;
}
