export const unit = 'retail';

export function opens(user: string): string {
  return `${user} opens ${unit}`;
}
