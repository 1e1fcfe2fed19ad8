import type { SourceState } from '#core/facts/state';
import type { UncommittedFacts } from '#core/facts/uncommitted';
import type { EditorLanguage } from '#language/editor-language';
import { isAbort } from '#session/abort';
import type { Modelled, SessionChange, Snapshot } from '#session/snapshot';
import type { OpenedRoot } from './parts.ts';
import type { Progress } from './progress.ts';
import { nameOf } from './uris.ts';

/** One root under review: changes go in, and after a short rest the newest snapshot is told to whoever listens. */
export interface RootReview {
  /** The URI of the root's folder. */
  readonly uri: string;
  readonly name: string;
  readonly latest: Snapshot | undefined;
  /** What went wrong in the last review, until one succeeds. */
  readonly failed: string | undefined;
  /** The person stopped the last review; it starts again with the next change, not when a file is merely opened or closed. */
  readonly cancelled: boolean;
  /** @param opened the editor took up a text, which is the disk's as a rule: no change that a person made */
  apply(change: SessionChange, opened?: boolean): void;
  /** The snapshot of all changes so far. @throws AbortError when the signal fires. */
  snapshot(signal?: AbortSignal): Promise<Snapshot>;
  /** The same without what rules find, which comes sooner. @throws AbortError when the signal fires. */
  modelled(signal?: AbortSignal): Promise<Modelled>;
  /** Reviews now, with progress. Resolves when the result has been told; `undefined` when it failed or was stopped. */
  review(): Promise<Snapshot | undefined>;
  /** Abandons the review that is running, as when the person cancels it. */
  stop(): void;
  language(): Promise<EditorLanguage>;
  /** What is not committed yet: read when asked for the first time since a file was saved or HEAD moved. */
  uncommitted(): Promise<SourceState<UncommittedFacts>>;
  /** Somebody saved a file of a kind that is not watched. */
  forgetUncommitted(): void;
  close(): void;
}

export interface ReviewEvents {
  reviewed(snapshot: Snapshot, milliseconds: number): void;
  failed(error: unknown): void;
  /** The person stopped it; what was told before stays. */
  cancelled(): void;
  /** What was stopped has begun again. */
  resumed(): void;
  closed(): void;
  progress(title: string, cancel: () => void): Progress;
}

/** Long enough to take what arrives together as one change; a review that is overtaken is abandoned anyway. */
const REST_MS = 10;

export function reviewRoot(uri: string, opened: OpenedRoot, events: ReviewEvents): RootReview {
  const { session } = opened;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<Snapshot | undefined> | undefined;
  let stop: AbortController | undefined;
  let again = false;
  let applied = 0;
  let closed = false;
  let uncommitted: Promise<SourceState<UncommittedFacts>> | undefined;
  let failed: string | undefined;
  let cancelled = false;

  async function once(): Promise<Snapshot | undefined> {
    const controller = new AbortController();
    stop = controller;
    if (cancelled) {
      cancelled = false;
      events.resumed();
    }
    const progress = events.progress(`Reviewing ${name}`, () => controller.abort());
    const started = performance.now();
    try {
      const snapshot = await newest(controller.signal, progress);
      succeeded(snapshot, started);
      return snapshot;
    } catch (error) {
      if (isAbort(error)) {
        cancelled = true;
        if (!closed) events.cancelled();
      } else {
        failed = error instanceof Error ? error.message : String(error);
        if (!closed) events.failed(error);
      }
      return undefined;
    } finally {
      progress.done();
    }
  }

  function succeeded(snapshot: Snapshot, started: number): void {
    failed = undefined;
    cancelled = false;
    if (!closed) events.reviewed(snapshot, performance.now() - started);
  }

  /**
   * The newest snapshot, after whoever asked for it too has had an answer: a hover or a lens is one message, what is told of
   * a review may be hundreds. What is typed in that moment is waited for, so that nothing old is told of a newer text.
   */
  async function newest(signal: AbortSignal, progress: Progress): Promise<Snapshot> {
    for (;;) {
      const snapshot = await session.snapshot({ signal, onProgress: step => progress.report(step) });
      const seen = applied;
      await new Promise(resolve => setImmediate(resolve));
      if (seen === applied || closed) return snapshot;
    }
  }

  /** One review at a time; a change that comes meanwhile is either part of it already or starts another. */
  async function review(): Promise<Snapshot | undefined> {
    clearTimeout(timer);
    timer = undefined;
    if (running) {
      again = true;
      return running;
    }
    running = (async () => {
      let result: Snapshot | undefined;
      do {
        again = false;
        result = await once();
      } while (again && !closed && session.latest !== result);
      return result;
    })();
    try {
      return await running;
    } finally {
      running = undefined;
    }
  }

  async function snapshot(signal?: AbortSignal): Promise<Snapshot> {
    const started = performance.now();
    const made = await session.snapshot(signal ? { signal } : {});
    // Stopped, but made for somebody who pointed at something: what is known then is told.
    if (cancelled && !running) succeeded(made, started);
    return made;
  }

  const name = nameOf(uri);
  return {
    uri,
    name,
    get latest() {
      return session.latest;
    },
    get failed() {
      return failed;
    },
    get cancelled() {
      return cancelled;
    },
    apply(change, opened = false) {
      if (closed) return;
      // What is typed is not saved, and no part of it yet.
      if (change.kind === 'files' || change.kind === 'history') uncommitted = undefined;
      applied += 1;
      session.apply(change);
      // Whoever stopped a long review and looks at another file did not ask for it again.
      if (cancelled && (opened || change.kind === 'closed')) return;
      clearTimeout(timer);
      timer = setTimeout(() => void review(), REST_MS);
    },
    snapshot,
    modelled(signal) {
      return cancelled && !running ? snapshot(signal) : session.modelled(signal ? { signal } : {});
    },
    review,
    stop: () => stop?.abort(),
    language: () => opened.language(),
    uncommitted() {
      if (uncommitted) return uncommitted;
      const reading = opened.uncommitted();
      uncommitted = reading;
      reading.catch(() => {
        // The next who asks tries again.
        if (uncommitted === reading) uncommitted = undefined;
      });
      return reading;
    },
    forgetUncommitted() {
      uncommitted = undefined;
    },
    close() {
      closed = true;
      clearTimeout(timer);
      stop?.abort();
      events.closed();
    },
  };
}
