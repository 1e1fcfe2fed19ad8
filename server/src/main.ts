/**
 * The command `wiring`. What is asked most often by scripts is answered at once; everything else is in a file of its
 * own, whose compiled code is kept between runs.
 */
import { setFlagsFromString } from 'node:v8';

declare const WIRING_VERSION: string;

const [, , command, option, ...more] = process.argv;
if (command === '--version' && option === undefined && typeof WIRING_VERSION === 'string') {
  process.stdout.write(`${WIRING_VERSION}\n`);
} else if (command === 'lsp' && option === '--stdio' && more.length === 0) {
  // An editor waits for the answer, and a review for the terminal is twice the program that it takes.
  void import('./lsp-main.ts').then(({ serveStdio }) => serveStdio()).then(() => process.exit(0));
} else {
  if (command !== 'lsp') hurry();
  void import('./command-line.ts').then(({ main }) => main());
}

/**
 * V8 is set up for programs that run long; this one runs for a second (docs/performance.md has the figures). It optimizes what
 * runs often in threads of its own: asked to wait three times longer and to inline less it saves a fifth of all work. And
 * it need not look for garbage among what is nearly all in use. V8 merely reads these three; others would crash a running
 * program.
 */
function hurry(): void {
  for (const flag of [
    'interrupt-budget=400000',
    'max-inlined-bytecode-size-cumulative=250',
    'heap-growing-percent=900',
  ])
    setFlagsFromString(`--${flag}`);
}
