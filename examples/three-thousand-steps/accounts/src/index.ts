export function interest(balance: number, percent: number): number {
  return (balance * percent) / 100;
}
