export function alarm(parked: boolean, open: boolean, raining: boolean): boolean {
  return parked && open && raining;
}
