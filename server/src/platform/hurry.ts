import { setFlagsFromString } from 'node:v8';

/**
 * V8 is set up for programs that run long; this one runs for a second (docs/performance.md has the figures). It optimizes what
 * runs often in threads of its own: asked to wait three times longer and to inline less it saves a fifth of all work. And
 * it need not look for garbage among what is nearly all in use. V8 merely reads these three; others would crash a running
 * program.
 */
export function hurry(): void {
  for (const flag of [
    'interrupt-budget=400000',
    'max-inlined-bytecode-size-cumulative=250',
    'heap-growing-percent=900',
  ])
    setFlagsFromString(`--${flag}`);
}
