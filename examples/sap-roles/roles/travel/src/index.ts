export const travelRoles = ['clerk', 'head'];

export function may(role: string): boolean {
  return travelRoles.includes(role);
}
