/**
 * The command `wiring`. What is asked most often by scripts is answered at once; everything else is in a file of its
 * own, whose compiled code is kept between runs.
 */
declare const WIRING_VERSION: string;

if (process.argv.length === 3 && process.argv[2] === '--version' && typeof WIRING_VERSION === 'string') {
  process.stdout.write(`${WIRING_VERSION}\n`);
} else {
  if (process.argv.includes('--no-cache')) process.env.WIRING_NO_CACHE = '1';
  void import('./command-line.ts').then(({ main }) => main());
}
