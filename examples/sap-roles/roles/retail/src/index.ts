export const retailRoles = ['clerk', 'head'];

export function may(role: string): boolean {
  return retailRoles.includes(role);
}
