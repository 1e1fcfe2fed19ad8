import type { DeclaredQueue, WrittenTime } from '../facts/declared.ts';
import { slowdown, utilisation, utilisationFor } from '../measures/organisation/queueing.ts';

export interface QueueNumbers {
  /** From asking to having, and the work itself; `service` is the promise where nobody wrote down the work. */
  readonly wait: WrittenTime;
  readonly service: WrittenTime;
  readonly readPromiseAsWork: boolean;
  /** W/S, and W against the promise. */
  readonly slowdown: number;
  readonly overPromise: number | undefined;
  /** ρ in an M/M/1 queue. */
  readonly utilisation: number;
  /** One and a half times the promise, in milliseconds, and the ρ that it takes; absent where the work alone takes longer. */
  readonly target?: { readonly ms: number; readonly utilisation: number };
}

/** What still counts as keeping the promise: half as long again. */
const TOLERANCE = 1.5;

/** Undefined where nobody wrote down how long it takes, or neither promise nor work. */
export function queueNumbers(queue: DeclaredQueue): QueueNumbers | undefined {
  const { actual, promised } = queue;
  const service = queue.touch ?? promised;
  if (!actual || !service) return undefined;
  const rho = utilisation(actual.ms, service.ms);
  const times = slowdown(actual.ms, service.ms);
  if (rho === undefined || times === undefined) return undefined;
  const target = promised && promised.ms * TOLERANCE;
  const needed = target === undefined ? undefined : utilisationFor(target, service.ms);
  return {
    wait: actual,
    service,
    readPromiseAsWork: queue.touch === undefined,
    slowdown: times,
    overPromise: promised && actual.ms / promised.ms,
    utilisation: rho,
    ...(target !== undefined && needed !== undefined && { target: { ms: target, utilisation: needed } }),
  };
}
