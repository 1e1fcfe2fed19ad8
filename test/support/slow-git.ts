import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A git that waits before it tells history, as only Wiring asks for it, so that a review lasts as long as a test needs. */
export interface SlowGit {
  /** To stand first on the PATH of whoever is to be slow. */
  readonly folder: string;
  /** From now on it answers at once; what waits goes on. */
  hurry(): void;
}

export function slowGit(folder: string): SlowGit {
  mkdirSync(folder, { recursive: true });
  const flag = join(folder, 'slow');
  writeFileSync(flag, '');
  const real = execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim();
  const script = `#!/bin/sh
case " $* " in *" --diff-merges=first-parent "*) while [ -e '${flag}' ]; do sleep 0.05; done;; esac
exec '${real}' "$@"
`;
  writeFileSync(join(folder, 'git'), script, { mode: 0o755 });
  return { folder, hurry: () => rmSync(flag, { force: true }) };
}
