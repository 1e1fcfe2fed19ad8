import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  createMessageConnection,
  IPCMessageReader,
  IPCMessageWriter,
  type MessageConnection,
  SocketMessageReader,
  SocketMessageWriter,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { serverPath } from './support/client.ts';

describe('the ways to speak with the server', () => {
  let server: ChildProcess;
  afterEach(() => server.kill('SIGKILL'));

  const start = (...args: string[]) => {
    server = spawn(process.execPath, [serverPath(), ...args], {
      stdio: ['pipe', 'pipe', 'pipe', ...(args.includes('--node-ipc') ? (['ipc'] as const) : [])],
    });
    return server;
  };

  /** Starts a server that connects to a place of ours. */
  async function called(
    place: number | string,
    argument: (at: number) => string,
  ): Promise<MessageConnection> {
    const listener = createServer().listen(place);
    await once(listener, 'listening');
    const address = listener.address();
    start(argument(typeof address === 'object' && address !== null ? address.port : 0));
    const [socket] = (await once(listener, 'connection')) as [Socket];
    listener.close();
    return createMessageConnection(new SocketMessageReader(socket), new SocketMessageWriter(socket));
  }

  const ways: Record<string, () => Promise<MessageConnection> | MessageConnection> = {
    '--stdio': () => {
      const { stdout, stdin } = start('--stdio');
      assert.ok(stdout && stdin);
      return createMessageConnection(new StreamMessageReader(stdout), new StreamMessageWriter(stdin));
    },
    '--node-ipc': () => {
      start('--node-ipc');
      return createMessageConnection(new IPCMessageReader(server), new IPCMessageWriter(server));
    },
    '--socket': () => called(0, port => `--socket=${port}`),
    '--pipe': () => {
      const pipe =
        process.platform === 'win32'
          ? `\\\\.\\pipe\\wiring-${process.pid}`
          : join(tmpdir(), `wiring-${process.pid}.sock`);
      return called(pipe, () => `--pipe=${pipe}`);
    },
  };

  for (const [name, connect] of Object.entries(ways)) {
    it(`${name}: greets, serves, and ends when it is asked to`, async () => {
      const client = await connect();
      client.listen();
      const answer = await client.sendRequest('initialize', {
        processId: process.pid,
        rootUri: null,
        capabilities: {},
      });
      assert.equal((answer as { serverInfo: { name: string } }).serverInfo.name, 'Wiring');
      await client.sendNotification('initialized', {});
      assert.deepEqual(await client.sendRequest('wiring/check', {}), {
        cancelled: false,
        roots: [],
      });
      assert.equal(await client.sendRequest('shutdown'), null);
      const ended = once(server, 'exit');
      await client.sendNotification('exit');
      assert.deepEqual(await ended, [0, null]);
      client.dispose();
    });
  }

  const said = async (...args: string[]) => {
    const { stderr } = start(...args);
    const ended = once(server, 'exit');
    assert.ok(stderr);
    const text = (await stderr.toArray()).join('');
    return { text, code: (await ended)[0] };
  };

  it('none, or to no place: says which there are', async () => {
    for (const args of [[], ['--socket=abc'], ['--socket', '99999'], ['--pipe=']]) {
      const { text, code } = await said(...args);
      assert.match(text, /^wiring: .*--stdio, --node-ipc, --socket=PORT or --pipe=NAME/, args.join());
      assert.equal(code, 1);
    }
  });

  it('to a place where nobody is: says so, and ends', async () => {
    const { text, code } = await said(`--pipe=${join(tmpdir(), 'nobody-is-here.sock')}`);
    assert.match(text, /^wiring: .*ENOENT/);
    assert.equal(code, 1);
  });

  it('--stdio: ends with its input, also where that is a file', async () => {
    const input = openSync(fileURLToPath(import.meta.url), 'r');
    server = spawn(process.execPath, [serverPath(), '--stdio'], { stdio: [input, 'ignore', 'ignore'] });
    assert.deepEqual(await once(server, 'exit'), [1, null]);
    closeSync(input);
  });
});
