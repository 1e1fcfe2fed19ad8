export const beds = 24;

export function free(taken: number): number {
  return beds - taken;
}
