export function soup(day: string): boolean {
  return day === 'Friday';
}
