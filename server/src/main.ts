/**
 * The command `wiring`. What is asked most often by scripts is answered at once; everything else is in a file of its
 * own, whose compiled code is kept between runs.
 */
declare const WIRING_VERSION: string;

const [, , command, option, ...more] = process.argv;
if (command === '--version' && option === undefined && typeof WIRING_VERSION === 'string') {
  process.stdout.write(`${WIRING_VERSION}\n`);
} else if (command === 'lsp' && option === '--stdio' && more.length === 0) {
  // An editor waits for the answer, and a review for the terminal is twice the program that it takes.
  void import('./lsp-main.ts').then(({ serveStdio }) => serveStdio());
} else {
  void start();
}

async function start(): Promise<void> {
  if (command !== 'lsp') (await import('#platform/hurry')).hurry();
  await (await import('./command-line.ts')).main();
}
