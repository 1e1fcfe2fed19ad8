export function rank(skus: readonly string[], popular: ReadonlyMap<string, number>): readonly string[] {
  return [...skus].sort((a, b) => (popular.get(b) ?? 0) - (popular.get(a) ?? 0) || (a < b ? -1 : 1));
}
