/** DESIGN.md section 7. `interrupted` is the shell's convention for SIGINT. */
export const EXIT = { clean: 0, findings: 1, usage: 2, incomplete: 3, interrupted: 130 } as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** What a command gives: the text it prints and how the process ends. Commands never print by themselves. */
export interface Outcome {
  readonly stdout: string;
  readonly stderr?: string;
  readonly code: ExitCode;
}

/** The command line or the configuration is wrong; the message says what to write instead. Ends with exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
