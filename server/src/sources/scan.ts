export function isJsx(path: string): boolean {
  return !/\.[cm]?ts$/.test(path);
}
