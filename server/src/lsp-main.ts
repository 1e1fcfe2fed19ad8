import { basename } from 'node:path';
import {
  type Connection,
  createConnection,
  type MessageStrategy,
  ProposedFeatures,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { greet } from '#lsp/greet';

declare const WIRING_VERSION: string;
const VERSION = typeof WIRING_VERSION === 'string' ? WIRING_VERSION : '0.0.0-source';

/** The language server as a program of its own, with the transport that its arguments name (`--stdio`, `--node-ipc`). */
if (['server.cjs', 'lsp-main.ts'].includes(basename(process.argv[1] ?? ''))) {
  answer(messageStrategy => createConnection(ProposedFeatures.all, { messageStrategy }));
}

/** Speaks the Language Server Protocol on stdin and stdout until the client leaves. */
export async function serveStdio(): Promise<void> {
  answer(messageStrategy =>
    createConnection(
      ProposedFeatures.all,
      new StreamMessageReader(process.stdin),
      new StreamMessageWriter(process.stdout),
      { messageStrategy },
    ),
  );
  await new Promise(resolve => process.stdin.once('close', resolve));
}

/** Greets the client; all that reviews is in a file of its own, which is loaded after that. */
function answer(connect: (messageStrategy: MessageStrategy) => Connection): void {
  guardProcess();
  const load = async () => (await import('./lsp-rest.ts')).serveClient;
  const { messageStrategy, listen } = greet(VERSION, load, error => {
    tell(error);
    // An editor starts a server again that ends, and says so when it does not help.
    process.exit(1);
  });
  listen(connect(messageStrategy));
}

/** Anything that no handler caught is told and survived: an editor without diagnostics helps nobody. */
function guardProcess(): void {
  process.on('uncaughtException', tell);
  process.on('unhandledRejection', tell);
}

function tell(error: unknown): void {
  process.stderr.write(
    `wiring: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
}
