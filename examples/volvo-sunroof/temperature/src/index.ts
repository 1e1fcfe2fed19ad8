export function outside(celsius: number): string {
  return `${celsius} °C`;
}
