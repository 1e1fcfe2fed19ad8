import type { DeclaredQueue, WrittenTime } from '../facts/declared.ts';
import { slowdown, utilisation, utilisationFor } from '../measures/organisation/queueing.ts';

export interface QueueNumbers {
  /** From asking to having, and the work itself; `service` is the promise where nobody wrote down the work. */
  readonly wait: WrittenTime;
  readonly service: WrittenTime;
  readonly readPromiseAsWork: boolean;
  /** W against the promise. */
  readonly overPromise: number | undefined;
  /**
   * W/S, and ρ in an M/M/1 queue. Absent where it takes no longer than the promise that is read as the work: then the work
   * is shorter, and nobody wrote down by how much.
   */
  readonly load?: { readonly slowdown: number; readonly utilisation: number };
  /** The work alone takes longer than promised: however idle its people are, nobody can keep that. */
  readonly promisesLessThanWork: boolean;
  readonly target?: QueueTarget;
}

/** What to aim at, in milliseconds, and the ρ that it takes, above 0; absent where the promise is shorter than the work. */
export interface QueueTarget {
  readonly ms: number;
  readonly utilisation: number;
  /** Whether that is the promise; else half as long again, because the work alone takes all of the promise. */
  readonly keepsPromise: boolean;
}

/** What is aimed at where the promise itself cannot be kept: half as long again. */
const TOLERANCE = 1.5;

/** Undefined where nobody wrote down how long it takes, or neither promise nor work. */
export function queueNumbers(queue: DeclaredQueue): QueueNumbers | undefined {
  const { actual, promised } = queue;
  const service = queue.touch ?? promised;
  if (!actual || !service) return undefined;
  const rho = utilisation(actual.ms, service.ms);
  const times = slowdown(actual.ms, service.ms);
  if (rho === undefined || times === undefined) return undefined;
  const readPromiseAsWork = queue.touch === undefined;
  const target = promised && targetFor(promised.ms, service.ms);
  return {
    wait: actual,
    service,
    readPromiseAsWork,
    overPromise: promised && actual.ms / promised.ms,
    ...(readPromiseAsWork && actual.ms <= service.ms ? {} : { load: { slowdown: times, utilisation: rho } }),
    promisesLessThanWork: promised !== undefined && promised.ms < service.ms,
    ...(target && { target }),
  };
}

function targetFor(promised: number, work: number): QueueTarget | undefined {
  if (work > promised) return undefined;
  const keepsPromise = work < promised;
  const ms = keepsPromise ? promised : promised * TOLERANCE;
  const needed = utilisationFor(ms, work);
  return needed === undefined ? undefined : { ms, utilisation: needed, keepsPromise };
}
