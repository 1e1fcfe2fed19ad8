import { createLogger } from '@northwind/logging';

const log = createLogger('ui-kit');

export interface ButtonProps {
  readonly label: string;
  readonly disabled?: boolean;
}

export function button({ label, disabled = false }: ButtonProps): string {
  if (label === '') log.error('a button without a label');
  return `<button${disabled ? ' disabled' : ''}>${label}</button>`;
}
