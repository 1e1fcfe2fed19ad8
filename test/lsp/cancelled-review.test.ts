import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WorkDoneProgress } from 'vscode-languageserver-protocol';
import type { CheckSummary, FileStatus, LiftingStatus } from '../../server/src/lsp/protocol.ts';
import { NORTHWIND } from '../editor/support/repository.ts';
import { type SlowGit, slowGit } from '../support/slow-git.ts';
import { type Client, startClient } from './support/client.ts';

const CART = 'packages/cart/src/index.ts';

describe('a first review that the person cancels', function () {
  this.timeout(60_000);
  let scratch: string;
  let git: SlowGit;
  let client: Client;
  let reviewed: Promise<void>;
  beforeEach(async () => {
    scratch = mkdtempSync(join(tmpdir(), 'wiring-slow-'));
    git = slowGit(scratch);
    client = await startClient({ files: NORTHWIND, programs: git.folder });
    const token = await new Promise<string | number>(resolve =>
      client.connection.onRequest('window/workDoneProgress/create', params => {
        resolve(params.token);
        return null;
      }),
    );
    await new Promise<void>(resolve =>
      client.connection.onProgress(WorkDoneProgress.type, token, ({ kind }) => {
        if (kind === 'begin') resolve();
      }),
    );
    reviewed = new Promise(resolve => client.connection.onNotification('wiring/reviewed', () => resolve()));
    await client.connection.sendNotification('window/workDoneProgress/cancel', { token });
  });
  afterEach(async () => {
    git.hurry();
    await client.stop();
    rmSync(scratch, { recursive: true, force: true });
  });

  const status = () => client.request<FileStatus>('wiring/status', { uri: client.uri(CART) });

  it('is told at once, so that nobody is shown a review that does not run', async () => {
    await reviewed;
    const { state, text, detail } = await status();
    assert.deepEqual([state, text], ['failed', 'review stopped']);
    assert.match(detail, /cancelled, so nothing is marked/);
    assert.match(detail, /Wiring: Check the Workspace/);
    assert.deepEqual(client.diagnostics(CART), []);
  });

  it('leaves unknown what is being lifted', async () => {
    await reviewed;
    writeFileSync(join(client.folder, 'packages/cart/src/new.ts'), 'export const added = 1;\n');
    const { state, detail } = await client.request<LiftingStatus>('wiring/lifting', {
      uri: client.uri(CART),
      saved: true,
    });
    assert.equal(state, 'unknown');
    assert.match(detail, /the review was cancelled/);
  });

  it('is begun again by the command, and marks what it finds', async () => {
    await reviewed;
    git.hurry();
    const summary = await client.request<CheckSummary>('wiring/check', {});
    assert.equal(summary.cancelled, false);
    assert.equal((await status()).state, 'ready');
    assert.equal(client.diagnostics(CART).length, 1);
  });

  it('is not begun again because a file is opened or closed, but by an edit, which is told', async () => {
    await reviewed;
    await client.open(CART);
    await new Promise(resolve => setTimeout(resolve, 300));
    assert.equal((await status()).text, 'review stopped');
    const resumed = new Promise(resolve => client.connection.onNotification('wiring/reviewed', resolve));
    await client.edit(CART, 'price(item.name)', 'price(item. name)');
    await resumed;
    assert.equal((await status()).state, 'reviewing');
    git.hurry();
    await client.until(CART, all => all.length === 1);
  });

  it('is told after all when somebody else had it made', async () => {
    await reviewed;
    git.hurry();
    await client.request('textDocument/hover', {
      textDocument: { uri: client.uri(CART) },
      position: { line: 0, character: 25 },
    });
    await client.until(CART, all => all.length === 1);
    assert.equal((await status()).state, 'ready');
  });
});
