import assert from 'node:assert/strict';
import { mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { FileChangeType } from 'vscode-languageserver-protocol';
import type { FileStatus, InitialFile, LogText } from '../../server/src/lsp/protocol.ts';
import { commit, NORTHWIND } from '../editor/support/repository.ts';
import { type Client, startClient } from './support/client.ts';

const CART = 'packages/cart/src/index.ts';

describe('workspaces of every sort', function () {
  this.timeout(60_000);
  let client: Client | undefined;
  afterEach(async () => {
    await client?.stop();
    client = undefined;
  });

  it('keeps two roots apart', async () => {
    const other = {
      ...NORTHWIND,
      'architecture.wiring': 'wiring 1\n\nteam Shop {\n  handle "@northwind/checkout"\n}\n',
    };
    client = await startClient({ folders: { one: NORTHWIND, two: other } });
    await client.until(`one/${CART}`, all => all.some(one => one.code === 'undeclared-dependency'));
    await client.until('two/CODEOWNERS', all => all.length > 0);
    assert.deepEqual(client.diagnostics(`two/${CART}`), []);
    const owner = async (path: string) =>
      (await client?.request<FileStatus>('wiring/status', { uri: client.uri(path) }))?.text;
    assert.equal(await owner(`one/${CART}`), 'Checkout');
    assert.equal(await owner(`two/${CART}`), 'Shop');
  });

  it('takes folders in and out while it runs', async () => {
    client = await startClient({ folders: { one: NORTHWIND, two: NORTHWIND } });
    await client.until(`two/${CART}`, all => all.length === 1);
    const event = { added: [], removed: [{ uri: client.uri('two'), name: 'two' }] };
    await client.connection.sendNotification('workspace/didChangeWorkspaceFolders', { event });
    await client.until(`two/${CART}`, all => all.length === 0);
    assert.equal(client.diagnostics(`one/${CART}`).length, 1);
  });

  it('runs no git in an untrusted workspace and says so, until trust is given', async () => {
    client = await startClient({ files: NORTHWIND, trusted: false });
    await client.until(CART, all => all.length === 1);
    const before = await client.request<LogText>('wiring/log', {});
    assert.match(before.text, /not trusted, so git was not run/);
    assert.match(before.text, /history: absent/);
    assert.equal(
      before.text.match(/git was not run/g)?.length,
      2,
      'once of the workspace, once of the source',
    );
    assert.match(before.text, /\d rules? skipped for want of history: /);
    await client.connection.sendNotification('wiring/trusted');
    await client.request('wiring/check', {});
    const after = await client.request<LogText>('wiring/log', {});
    assert.match(after.text, /1 change of main/);
    assert.doesNotMatch(after.text, /not trusted/);
  });

  it('answers for a file however the editor spells its URI', async () => {
    client = await startClient({ files: NORTHWIND, spell: uri => uri.replace('packages', '%70ackages') });
    await client.until(CART, all => all.length === 1);
    const status = await client.request<FileStatus>('wiring/status', { uri: client.uri(CART) });
    assert.equal(status.text, 'Checkout');
  });

  it('sees a nested root as a root of its own once a file of it is open', async () => {
    const nested = Object.fromEntries(
      Object.entries(NORTHWIND).map(([path, text]) => [`examples/shop/${path}`, text]),
    );
    client = await startClient({
      files: {
        'package.json': '{ "name": "outer", "private": true }\n',
        'index.ts': 'export const outer = 1;\n',
        ...nested,
        'examples/shop/architecture.wiring': `root\n${NORTHWIND['architecture.wiring']}`,
      },
    });
    await client.open(`examples/shop/${CART}`);
    await client.until(`examples/shop/${CART}`, all => all.some(one => one.code === 'undeclared-dependency'));
    const status = await client.request<FileStatus>('wiring/status', {
      uri: client.uri(`examples/shop/${CART}`),
    });
    assert.equal(status.text, 'Checkout');
  });

  it('reads again when the disk or HEAD moves', async () => {
    client = await startClient({ files: NORTHWIND });
    await client.until(CART, all => all.length === 1);
    assert.ok(client.registrations.includes('workspace/didChangeWatchedFiles'));
    await client.write(CART, "import { price } from '@northwind/pricing';\nexport const total = price;\n");
    await client.until(CART, all => all.length === 0);
    await client.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: client.uri('.git/HEAD'), type: 2 }],
    });
    const { text } = await client.request<LogText>('wiring/log', {});
    assert.match(text, /1 change of main/);
  });

  it('sees a folder that goes or comes, told by its own name alone', async () => {
    client = await startClient({ files: NORTHWIND });
    await client.until(CART, all => all.length === 1);
    const { folder } = client;
    const told = (...changes: readonly (readonly [string, FileChangeType])[]) =>
      client?.connection.sendNotification('workspace/didChangeWatchedFiles', {
        changes: changes.map(([path, type]) => ({ uri: client?.uri(path), type })),
      });
    renameSync(join(folder, 'packages/legacy-tax'), join(folder, 'packages/tax'));
    await told(['packages/tax', FileChangeType.Created], ['packages/legacy-tax', FileChangeType.Deleted]);
    await client.until('architecture.wiring', all => all.some(one => one.code === 'unmatched-path'));
    renameSync(join(folder, 'packages/tax'), join(folder, 'packages/legacy-tax'));
    await told(['packages/legacy-tax', FileChangeType.Created], ['packages/tax', FileChangeType.Deleted]);
    await client.until('architecture.wiring', all => all.every(one => one.code !== 'unmatched-path'));
  });

  it('sees files of every kind come and go, because rules of CODEOWNERS are about all of them', async () => {
    client = await startClient({ files: { ...NORTHWIND, CODEOWNERS: '/docs/ @northwind/checkout\n' } });
    const unmatched = (all: readonly { readonly code?: unknown }[]) =>
      all.some(one => one.code === 'unmatched-path');
    await client.until('CODEOWNERS', unmatched);
    mkdirSync(join(client.folder, 'docs'));
    await client.write('docs/guide.md', '# Guide\n', FileChangeType.Created);
    await client.until('CODEOWNERS', all => !unmatched(all));
  });

  it('reads history again when a ref moves, and not for the locks of git', async () => {
    client = await startClient({ files: NORTHWIND });
    await client.request('wiring/check', {});
    const { folder } = client;
    const log = async () => (await client?.request<LogText>('wiring/log', {}))?.text ?? '';
    commit(folder, 'Another');
    const told = (path: string) =>
      client?.connection.sendNotification('workspace/didChangeWatchedFiles', {
        changes: [{ uri: client?.uri(path), type: FileChangeType.Created }],
      });
    await told('.git/index.lock');
    await told('.git/refs/heads/main.lock');
    await new Promise(resolve => setTimeout(resolve, 300));
    assert.match(await log(), /1 change of main/);
    await told('.git/refs/heads/main');
    for (let wait = 0; wait < 50 && !/2 changes of main/.test(await log()); wait += 1)
      await new Promise(resolve => setTimeout(resolve, 100));
    assert.match(await log(), /2 changes of main/);
  });

  it('makes a first wiring file for a repository without one', async () => {
    const { 'architecture.wiring': _, ...files } = NORTHWIND;
    client = await startClient({ files });
    const file = await client.request<InitialFile>('wiring/init', { uri: client.uri('') });
    assert.equal(file.exists, false);
    assert.equal(file.uri, client.uri('architecture.wiring'));
    assert.match(file.text, /^wiring 1/);
  });

  it('works without a folder', async () => {
    client = await startClient({ folders: {} });
    const { text } = await client.request<LogText>('wiring/log', {});
    assert.match(text, /No folder is open/);
    const status = await client.request<FileStatus>('wiring/status', { uri: 'untitled:Untitled-1' });
    assert.equal(status.state, 'outside');
  });
});
