const LIST: Readonly<Record<string, number>> = { book: 1999, music: 1299, lamp: 4900 };

export function listPrice(sku: string): number {
  return LIST[sku] ?? 0;
}
