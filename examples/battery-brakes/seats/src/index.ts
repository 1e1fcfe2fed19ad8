export function warm(degrees: number): number {
  return Math.min(degrees, 40);
}
