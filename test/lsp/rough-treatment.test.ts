import assert from 'node:assert/strict';
import { CancellationTokenSource } from 'vscode-languageserver-protocol';
import type { FileStatus } from '../../server/src/lsp/protocol.ts';
import { NORTHWIND } from '../editor/support/repository.ts';
import { type Client, startClient } from './support/client.ts';

const CART = 'packages/cart/src/index.ts';
const WIRING = 'architecture.wiring';

describe('a server that is treated roughly', function () {
  this.timeout(60_000);
  let client: Client;
  beforeEach(async () => {
    client = await startClient({ files: NORTHWIND });
  });
  afterEach(() => client.stop());

  const alive = async () => {
    const status = await client.request<FileStatus>('wiring/status', { uri: client.uri(CART) });
    assert.ok(['ready', 'reviewing'].includes(status.state));
  };

  it('answers a request that makes no sense with an error, and lives on', async () => {
    for (const [method, params] of [
      ['textDocument/hover', {}],
      ['textDocument/hover', { textDocument: { uri: 12 }, position: null }],
      ['textDocument/codeAction', { textDocument: { uri: client.uri(CART) } }],
      ['textDocument/completion', null],
      ['codeAction/resolve', { title: 'x', data: { uri: 'nowhere', id: '', title: '', range: 3 } }],
      ['wiring/init', null],
      ['no/such-method', {}],
    ] as const) {
      await assert.rejects(
        client.request(method, params).then(answer => {
          // A null answer is as good as an error: nothing is known about nothing.
          if (answer === null) throw new Error('nothing');
          return answer;
        }),
        `${method} ${JSON.stringify(params)}`,
      );
    }
    await alive();
  });

  it('survives notifications that make no sense', async () => {
    for (const [method, params] of [
      ['textDocument/didOpen', {}],
      ['textDocument/didChange', { textDocument: { uri: client.uri(CART), version: 9 }, contentChanges: [] }],
      ['textDocument/didChange', null],
      ['textDocument/didClose', { textDocument: { uri: 'nonsense' } }],
      ['workspace/didChangeWatchedFiles', { changes: [{ uri: '::::', type: 77 }] }],
      ['wiring/settings', 'nonsense'],
      ['$/cancelRequest', { id: 'never' }],
    ] as const) {
      await client.connection.sendNotification(method, params as never);
    }
    await alive();
  });

  it('survives bytes that are no message', async () => {
    const text = '{"jsonrpc": "2.0", "id": 1, ';
    client.process.stdin?.write(`Content-Length: ${text.length}\r\n\r\n${text}`);
    await alive();
  });

  it('answers a cancelled request as cancelled', async () => {
    const source = new CancellationTokenSource();
    const asked = client.connection.sendRequest('wiring/check', {}, source.token);
    source.cancel();
    // Whichever is first: the error of a cancelled request, or a summary that says so.
    const answer = await asked.then(
      summary => (summary as { cancelled: boolean }).cancelled,
      (error: { code: number }) => error.code === -32800,
    );
    assert.equal(answer, true);
    await alive();
  });

  it('follows a burst of edits to its end', async () => {
    await client.open(CART);
    await client.until(CART, all => all.length === 1);
    for (let step = 0; step < 50; step += 1)
      await client.edit(CART, '\n\nexport interface', '\n\n\nexport interface');
    await client.edit(CART, "import { taxOf } from '@northwind/legacy-tax';\n", '');
    await client.until(CART, all => all.length === 0);
  });

  it('edits before the first review is finished count in it', async () => {
    await client.open(WIRING, (NORTHWIND[WIRING] ?? '').replace('uses pricing', 'uses pricing, legacy-tax'));
    const summary = await client.request<{ roots: unknown[] }>('wiring/check', {});
    assert.equal(summary.roots.length, 1);
    assert.deepEqual(client.diagnostics(CART), []);
  });

  it('ends when the client asks, and when the pipe breaks', async () => {
    const ended = new Promise<number | null>(resolve => client.process.once('exit', resolve));
    await client.request('shutdown', undefined);
    await client.connection.sendNotification('exit');
    assert.equal(await ended, 0);
    const other = await startClient({ files: NORTHWIND });
    const gone = new Promise(resolve => other.process.once('exit', resolve));
    other.process.stdin?.end();
    await gone;
    await other.stop();
  });

  it('can be killed and started again on the same folder', async () => {
    client.process.kill('SIGKILL');
    const next = await startClient({ files: NORTHWIND });
    await next.until(CART, all => all.length === 1);
    await next.stop();
  });
});
