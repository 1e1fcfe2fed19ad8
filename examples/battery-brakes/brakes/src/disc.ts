/** How many kilowatts go back into the cells; the disc takes the rest. */
const BACK = 120;

export function brake(wanted: number): { readonly back: number; readonly disc: number } {
  const back = Math.min(wanted, BACK);
  return { back, disc: wanted - back };
}
