import type { Connection } from 'vscode-languageserver';
import type { SnapshotOptions } from '#session/snapshot';

export interface Progress {
  report(step: Parameters<NonNullable<SnapshotOptions['onProgress']>>[0]): void;
  done(): void;
}

/** Shown only for work that lasts: what is done at once must not flicker. */
const DELAY_MS = 400;
const BETWEEN_REPORTS_MS = 100;

/** Work-done progress that appears when the work lasts, and that the person can cancel. */
export function lateProgress(
  connection: Connection,
  supported: boolean,
  title: string,
  cancel: () => void,
): Progress {
  if (!supported) return { report: () => {}, done: () => {} };
  let over = false;
  let begun: Awaited<ReturnType<Connection['window']['createWorkDoneProgress']>> | undefined;
  let last: Parameters<Progress['report']>[0] | undefined;
  let toldAt = 0;
  const timer = setTimeout(async () => {
    try {
      const made = await connection.window.createWorkDoneProgress();
      if (over) return made.done();
      begun = made;
      begun.begin(title, 0, last?.message ?? '', true);
      begun.token.onCancellationRequested(cancel);
    } catch {
      // A client that refuses simply sees no progress.
    }
  }, DELAY_MS);
  return {
    report(step) {
      last = step;
      if (!begun || performance.now() - toldAt < BETWEEN_REPORTS_MS) return;
      toldAt = performance.now();
      if (step.done !== undefined && step.total)
        begun.report(Math.round((100 * step.done) / step.total), step.message);
      else begun.report(step.message);
    },
    done() {
      over = true;
      clearTimeout(timer);
      begun?.done();
    },
  };
}
