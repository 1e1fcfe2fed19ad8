export const logisticsRoles = ['clerk', 'head'];

export function may(role: string): boolean {
  return logisticsRoles.includes(role);
}
