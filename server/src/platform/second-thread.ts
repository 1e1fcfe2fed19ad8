import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parentPort, Worker, workerData } from 'node:worker_threads';

/**
 * Runs one task in a thread of its own, started at once: it works even while this thread is busy. `undefined` where the
 * program runs from its sources and there is no file for a thread; the caller then does the work here.
 * @param file beside the bundle, made by `scripts/build.mjs`; calls `serveSecondThread`
 */
export function secondThread<Task, Result>(
  file: string,
): ((task: Task, signal: AbortSignal | undefined) => Promise<Result>) | undefined {
  if (typeof __dirname === 'undefined') return undefined;
  const path = join(__dirname, file);
  if (!existsSync(path)) return undefined;
  return (task, signal) =>
    new Promise((resolve, reject) => {
      const worker = new Worker(path, { workerData: task, resourceLimits: { maxYoungGenerationSizeMb: 48 } });
      // Asked to stop rather than stopped: it has a process of its own to end.
      const stop = () => worker.postMessage(STOP);
      if (signal?.aborted) stop();
      signal?.addEventListener('abort', stop, { once: true });
      worker.once('message', (answer: Answer<Result>) => {
        if (answer.ok) resolve(answer.result);
        else reject(new Error(answer.message));
      });
      worker.once('error', reject);
      worker.once('exit', () => {
        signal?.removeEventListener('abort', stop);
        reject(new Error('The second thread ended without an answer.'));
      });
    });
}

/** The other side: does the task this thread was started for, and hands over the result with its bytes uncopied. */
export function serveSecondThread<Task, Result extends object>(
  work: (task: Task, signal: AbortSignal) => Promise<Result>,
): void {
  const port = parentPort;
  if (!port) throw new Error('This file is to be run in a thread.');
  const controller = new AbortController();
  port.on('message', () => controller.abort());
  const answer = (message: Answer<Result>, bytes: readonly ArrayBuffer[]) => {
    port.postMessage(message, [...bytes]);
    port.close();
  };
  // Structured cloning keeps the task as it was given to `secondThread`.
  work(workerData as Task, controller.signal).then(
    result => answer({ ok: true, result }, wholeBuffers(result)),
    error => answer({ ok: false, message: error instanceof Error ? error.message : String(error) }, []),
  );
}

type Answer<Result> =
  | { readonly ok: true; readonly result: Result }
  | { readonly ok: false; readonly message: string };

const STOP = 'stop';

/** Small buffers share one memory with others, which must stay behind. */
function wholeBuffers(result: object): ArrayBuffer[] {
  return Object.values(result).flatMap(value =>
    value instanceof Uint8Array &&
    value.buffer instanceof ArrayBuffer &&
    value.byteLength === value.buffer.byteLength
      ? [value.buffer]
      : [],
  );
}
