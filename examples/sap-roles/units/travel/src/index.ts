export const unit = 'travel';

export function opens(user: string): string {
  return `${user} opens ${unit}`;
}
