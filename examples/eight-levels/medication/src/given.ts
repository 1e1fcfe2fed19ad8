export function given(drug: string, milligrams: number): string {
  return `${milligrams} mg of ${drug}`;
}
