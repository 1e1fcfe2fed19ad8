export function wiping(strokesAMinute: number): boolean {
  return strokesAMinute > 0;
}
