export const unit = 'logistics';

export function opens(user: string): string {
  return `${user} opens ${unit}`;
}
