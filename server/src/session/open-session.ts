import { abortable, abortError } from './abort.ts';
import { overlay } from './overlay.ts';
import type { SessionParts } from './parts.ts';
import { pipeline } from './pipeline.ts';
import type { Modelled, Session, SessionChange, Snapshot, SnapshotOptions } from './snapshot.ts';

/**
 * Opens a root. Nothing is read until the first snapshot is asked for.
 * One computation runs at a time; a change that arrives meanwhile abandons it, and whoever waits gets the newer result.
 */
export function openSession(parts: SessionParts): Session {
  const fs = overlay(parts.fs);
  const steps = pipeline(parts, fs);
  let version = 0;
  let latest: Snapshot | undefined;
  let running: Run | undefined;

  interface Run {
    readonly version: number;
    readonly promise: Promise<Snapshot>;
    /** Comes before `promise`, and fails with it. */
    readonly modelled: Promise<Modelled>;
    /** Whether somebody waits for that. */
    eager: boolean;
    readonly controller: AbortController;
    waiting: number;
    readonly listeners: Set<NonNullable<SnapshotOptions['onProgress']>>;
  }

  function start(): Run {
    const controller = new AbortController();
    const listeners: Run['listeners'] = new Set();
    const before = running?.promise.catch(() => undefined) ?? Promise.resolve(undefined);
    const mine = version;
    const early = withResolvers<Modelled>();
    // An abandoned run ends at its next breath; waiting for it keeps the steps' memory free of races.
    const promise = before.then(async () => {
      if (controller.signal.aborted) throw abortError();
      const tell = (step: Step) => {
        for (const each of listeners) each(step);
      };
      const snapshot = await steps.run(mine, controller.signal, tell, async modelled => {
        early.resolve(modelled);
        // The rules keep the thread; whoever waits for no finding answers before that: in the first turn, and in the second
        // the answer is written.
        for (let turn = 0; turn < 2 && run.eager; turn += 1)
          await new Promise(resolve => setImmediate(resolve));
      });
      if (latest === undefined || latest.version < mine) latest = snapshot;
      return snapshot;
    });
    promise.catch(early.reject);
    early.promise.catch(() => undefined);
    const run: Run = {
      version: mine,
      promise,
      modelled: early.promise,
      eager: false,
      controller,
      waiting: 0,
      listeners,
    };
    return run;
  }

  function apply(change: SessionChange): void {
    version += 1;
    switch (change.kind) {
      case 'edited':
        fs.edit(change.path, change.text);
        steps.touched([change.path]);
        break;
      case 'closed':
        fs.close(change.path);
        steps.touched([change.path]);
        break;
      case 'files':
        fs.moved(change.paths);
        steps.touched(change.paths);
        break;
      case 'history':
        steps.historyMoved();
        break;
    }
    running?.controller.abort();
  }

  async function newest<Made>(
    options: SnapshotOptions,
    promiseOf: (run: Run) => Promise<Made>,
  ): Promise<Made | Snapshot> {
    for (;;) {
      if (options.signal?.aborted) throw abortError();
      if (latest?.version === version) return latest;
      if (!running || running.version !== version || running.controller.signal.aborted) running = start();
      const run = running;
      run.waiting += 1;
      if (options.onProgress) run.listeners.add(options.onProgress);
      try {
        return await abortable(promiseOf(run), options.signal);
      } catch (error) {
        const superseded = run.controller.signal.aborted && !options.signal?.aborted;
        if (!superseded) {
          if (running === run) running = undefined;
          throw error;
        }
      } finally {
        run.waiting -= 1;
        if (options.onProgress) run.listeners.delete(options.onProgress);
        if (run.waiting === 0 && options.signal?.aborted) run.controller.abort();
      }
    }
  }

  return {
    root: parts.fs.root,
    apply,
    snapshot: (options = {}) => newest(options, run => run.promise),
    modelled: (options = {}) =>
      newest(options, run => {
        run.eager = true;
        return run.modelled;
      }),
    get latest() {
      return latest;
    },
  };
}

type Step = Parameters<NonNullable<SnapshotOptions['onProgress']>>[0];

function withResolvers<T>() {
  let resolve: (value: T) => void = () => undefined;
  let reject: (reason: unknown) => void = () => undefined;
  const promise = new Promise<T>((done, failed) => {
    resolve = done;
    reject = failed;
  });
  return { promise, resolve, reject };
}
