export function play(film: string): string {
  return `playing ${film}`;
}
