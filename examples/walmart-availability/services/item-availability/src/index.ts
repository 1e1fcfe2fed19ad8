export const service = 'item-availability';

export function answer(item: string): string {
  return `${service} answers for ${item}`;
}
