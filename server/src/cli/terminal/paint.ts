import picocolors from 'picocolors';
import type { Severity } from '#core/rules/finding';

/** Colours, or none. */
export interface Paint {
  heading(text: string): string;
  faint(text: string): string;
  strong(text: string): string;
  place(text: string): string;
  good(text: string): string;
  severity(severity: Severity, text?: string): string;
}

export function paint(colour: boolean): Paint {
  const colors = picocolors.createColors(colour);
  return {
    heading: text => colors.bold(text),
    strong: text => colors.bold(text),
    faint: text => colors.dim(text),
    place: text => colors.cyan(text),
    good: text => colors.green(text),
    severity: (severity, text = severity) =>
      severity === 'error'
        ? colors.red(text)
        : severity === 'warning'
          ? colors.yellow(text)
          : colors.blue(text),
  };
}

/**
 * Whether to colour: what the command line says, else NO_COLOR, FORCE_COLOR and TERM by their conventions,
 * else whether somebody sits at the terminal.
 */
export function wantsColour(
  asked: boolean | undefined,
  env: Readonly<Record<string, string | undefined>>,
  isTerminal: boolean,
): boolean {
  if (asked !== undefined) return asked;
  if (env.NO_COLOR) return false;
  if (env.FORCE_COLOR !== undefined && env.FORCE_COLOR !== '')
    return env.FORCE_COLOR !== '0' && env.FORCE_COLOR !== 'false';
  return isTerminal && env.TERM !== 'dumb';
}
