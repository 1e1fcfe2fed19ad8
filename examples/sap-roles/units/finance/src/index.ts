export const unit = 'finance';

export function opens(user: string): string {
  return `${user} opens ${unit}`;
}
