import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import {
  createServerPipeTransport,
  createServerSocketTransport,
  IPCMessageReader,
  IPCMessageWriter,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { greet, type Transport } from '#lsp/greet';

declare const WIRING_VERSION: string;
const VERSION = typeof WIRING_VERSION === 'string' ? WIRING_VERSION : '0.0.0-source';

/** The language server as a program of its own, with the transport that its arguments name. */
if (['server.cjs', 'lsp-main.ts'].includes(basename(process.argv[1] ?? ''))) {
  const transport = transportOf(process.argv.slice(2));
  if (transport) answer(transport);
  else {
    tell('No way to speak with the client: give --stdio, --node-ipc, --socket=PORT or --pipe=NAME.');
    process.exitCode = 1;
  }
}

/** Speaks the Language Server Protocol on stdin and stdout; the process ends when the client leaves. */
export function serveStdio(): Promise<never> {
  answer(stdio());
  return new Promise(() => {});
}

function transportOf(args: readonly string[]): Transport | undefined {
  if (args.includes('--stdio')) return stdio();
  if (args.includes('--node-ipc'))
    return { reader: new IPCMessageReader(process), writer: new IPCMessageWriter(process) };
  const { socket, pipe } = parseArgs({
    args: [...args],
    options: { socket: { type: 'string' }, pipe: { type: 'string' } },
    strict: false,
  }).values;
  if (typeof socket === 'string' && isPort(Number(socket)))
    return pair(createServerSocketTransport(Number(socket)));
  if (typeof pipe === 'string' && pipe !== '') return pair(createServerPipeTransport(pipe));
  return undefined;
}

function isPort(number: number): boolean {
  return Number.isInteger(number) && number > 0 && number < 65_536;
}

function stdio(): Transport {
  // A file has an end too, and is not closed by it.
  process.stdin.once('end', () => process.stdin.destroy());
  return pair([new StreamMessageReader(process.stdin), new StreamMessageWriter(process.stdout)]);
}

function pair([reader, writer]: [Transport['reader'], Transport['writer']]): Transport {
  return { reader, writer };
}

/** Greets the client; all that reviews is in a file of its own, which is loaded after that. */
function answer(transport: Transport): void {
  guardProcess();
  greet(VERSION, transport, {
    load: async () => (await import('./lsp-rest.ts')).serveClient,
    tell,
    leave: code => process.exit(code),
  });
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
