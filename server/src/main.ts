/**
 * The command `wiring`. What is asked most often by scripts is answered at once; everything else is in a file of its
 * own, whose compiled code is kept between runs.
 */
import { setFlagsFromString } from 'node:v8';

declare const WIRING_VERSION: string;

if (process.argv.length === 3 && process.argv[2] === '--version' && typeof WIRING_VERSION === 'string') {
  process.stdout.write(`${WIRING_VERSION}\n`);
} else {
  // V8 optimizes what runs often, in threads of its own. For one short run that is a bad bargain: asked to wait four times
  // longer it saves a fifth of all work (docs/performance.md). A server runs long enough to be worth it.
  if (process.argv[2] !== 'lsp') setFlagsFromString('--interrupt-budget=600000');
  void import('./command-line.ts').then(({ main }) => main());
}
