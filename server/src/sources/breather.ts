/** Lets others have the thread now and then during long synchronous work. */
export interface Breather {
  /** Whether it is time; asked after each small piece of work. */
  due(): boolean;
  /** @throws an error named AbortError when the signal has fired. */
  breathe(): Promise<void>;
}

/** In milliseconds of work: short enough for a keystroke's answer, long enough to cost nothing. */
const STRETCH = 20;

export function breather(signal: AbortSignal | undefined): Breather {
  let last = performance.now();
  return {
    due: () => performance.now() - last >= STRETCH,
    breathe: async () => {
      await new Promise(resolve => setImmediate(resolve));
      if (signal?.aborted) {
        throw Object.assign(new Error('The reading of imports was abandoned.'), { name: 'AbortError' });
      }
      last = performance.now();
    },
  };
}
