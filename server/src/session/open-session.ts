import { abortable, abortError } from './abort.ts';
import { overlay } from './overlay.ts';
import type { SessionParts } from './parts.ts';
import { pipeline } from './pipeline.ts';
import type { Session, SessionChange, Snapshot, SnapshotOptions } from './snapshot.ts';

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
    readonly controller: AbortController;
    waiting: number;
    readonly listeners: Set<NonNullable<SnapshotOptions['onProgress']>>;
  }

  function start(): Run {
    const controller = new AbortController();
    const listeners: Run['listeners'] = new Set();
    const before = running?.promise.catch(() => undefined) ?? Promise.resolve(undefined);
    const mine = version;
    // An abandoned run ends at its next breath; waiting for it keeps the steps' memory free of races.
    const promise = before.then(async () => {
      if (controller.signal.aborted) throw abortError();
      const snapshot = await steps.run(mine, controller.signal, step => {
        for (const tell of listeners) tell(step);
      });
      if (latest === undefined || latest.version < mine) latest = snapshot;
      return snapshot;
    });
    promise.catch(() => undefined);
    return { version: mine, promise, controller, waiting: 0, listeners };
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

  async function snapshot(options: SnapshotOptions = {}): Promise<Snapshot> {
    for (;;) {
      if (options.signal?.aborted) throw abortError();
      if (latest?.version === version) return latest;
      if (!running || running.version !== version || running.controller.signal.aborted) running = start();
      const run = running;
      run.waiting += 1;
      if (options.onProgress) run.listeners.add(options.onProgress);
      try {
        return await abortable(run.promise, options.signal);
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
    snapshot,
    get latest() {
      return latest;
    },
  };
}
