export const financeRoles = ['clerk', 'head'];

export function may(role: string): boolean {
  return financeRoles.includes(role);
}
