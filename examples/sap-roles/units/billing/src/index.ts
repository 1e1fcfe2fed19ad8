export const unit = 'billing';

export function opens(user: string): string {
  return `${user} opens ${unit}`;
}
