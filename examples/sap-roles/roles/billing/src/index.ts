export const billingRoles = ['clerk', 'head'];

export function may(role: string): boolean {
  return billingRoles.includes(role);
}
