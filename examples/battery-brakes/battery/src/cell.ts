/** How many kilowatts the cells take at once. What the wheels give back may not be more. */
const MOST = 120;

export function charge(offered: number): number {
  return Math.min(offered, MOST);
}

export function range(stored: number, perKilometre: number): number {
  return stored / perKilometre;
}
