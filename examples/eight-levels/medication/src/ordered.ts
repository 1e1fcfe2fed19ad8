export function ordered(drug: string, boxes: number): string {
  return `${boxes} boxes of ${drug}`;
}
