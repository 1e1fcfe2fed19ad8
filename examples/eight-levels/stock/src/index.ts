export function low(boxes: number): boolean {
  return boxes < 10;
}
