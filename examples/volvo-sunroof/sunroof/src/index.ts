export function isOpen(percent: number): boolean {
  return percent > 0;
}
