import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CodeLens } from 'vscode-languageserver-protocol';
import { hub } from '../couches/cases/hub.ts';
import { NORTHWIND } from '../editor/support/repository.ts';
import { commitsOf } from '../support/commits-of.ts';
import { type Client, startClient } from './support/client.ts';

const WIRING = 'architecture.wiring';

/** The what-if lens of a file as `its line: what it says`. */
async function lensesOf(client: Client, path: string): Promise<readonly string[]> {
  const given = await client.request<CodeLens[] | null>('textDocument/codeLens', {
    textDocument: { uri: client.uri(path) },
  });
  const lines = client.text(path).split('\n');
  return (given ?? []).map(({ range, command }) => `${lines[range.start.line]}: ${command?.title}`);
}

async function start(
  owners: 'wiring' | 'codeowners',
  more = '',
  options: { readonly trusted?: boolean } = {},
): Promise<Client> {
  const tree = hub(owners);
  const files = { ...tree.files };
  files[WIRING] += more;
  const client = await startClient({ commits: commitsOf({ ...tree, files }), ...options });
  await client.connection.sendNotification('wiring/settings', { lenses: ['what-if'] });
  return client;
}

async function save(client: Client, path: string): Promise<void> {
  writeFileSync(join(client.folder, path), client.text(path));
  await client.connection.sendNotification('textDocument/didSave', {
    textDocument: { uri: client.uri(path) },
  });
}

describe('the lens above an edit of a wiring file that is not saved', function () {
  this.timeout(60_000);
  let client: Client;
  const lenses = () => lensesOf(client, WIRING);
  const OWNER = 'module hub { path "hub/**"  owner Hub }';
  before(async () => {
    client = await start('wiring', 'couch everything { modules hub, web, app, api }\n');
    await client.open(WIRING);
  });
  after(() => client.stop());

  it('is not there while all is saved', async () => {
    assert.deepEqual(await lenses(), []);
  });

  it('says what the edit would have done, at the declaration, and nothing while a word is half typed', async () => {
    await client.edit(WIRING, OWNER, OWNER.replace('Hub', 'api-tea'));
    assert.deepEqual(await lenses(), []);
    await client.edit(WIRING, 'owner api-tea ', 'owner api-team ');
    const [lens, ...others] = await lenses();
    assert.match(
      lens ?? '',
      /^module hub \{.*: Unsaved edit: independence of everything 0 % → 3\d % over 27 changes · TOO BIG → WATCH · hub TOO BIG → WATCH and api WATCH → JUST RIGHT$/,
    );
    assert.deepEqual(others, []);
  });

  it('keeps what it said last while another word is half typed, and says until where', async () => {
    const [before] = await lenses();
    await client.edit(WIRING, 'owner api-team }\nmodule web', 'owner api-team\nmodule web');
    const [kept] = await lenses();
    // A commit elsewhere, or anything else that is read anew, is no reason to forget it.
    await client.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: client.uri('.git/HEAD'), type: 2 }],
    });
    await client.write('web/a.ts', 'export const a = 3;\n');
    assert.deepEqual(await lenses(), [kept]);
    assert.equal(kept, `${before?.replace(' }', '')} (until line 1 can be read)`);
    await client.edit(WIRING, 'owner api-team\nmodule web', 'owner api-team }\nmodule web');
    assert.deepEqual(await lenses(), [before]);
  });

  it('stands at the top of the file where several things were edited', async () => {
    await client.edit(WIRING, 'owner web-team', 'owner api-team');
    const [first, ...others] = await lenses();
    assert.ok(first?.startsWith(`${client.text(WIRING).split('\n')[0]}: Unsaved edit: independence`), first);
    assert.deepEqual(others, []);
    await client.edit(WIRING, 'path "web/**"  owner api-team', 'path "web/**"  owner web-team');
  });

  it('is gone when the edit is saved, and compares with what was saved then', async () => {
    await save(client, WIRING);
    assert.deepEqual(await lenses(), []);
    await client.edit(WIRING, 'owner api-team }\nmodule web', 'owner Hub }\nmodule web');
    assert.match((await lenses())[0] ?? '', /independence of everything 3\d % → 0 % over 27 changes/);
    await save(client, WIRING);
    assert.deepEqual(await lenses(), []);
  });

  it('says so when nothing changes, and nothing about a comment', async () => {
    await client.edit(WIRING, 'couch everything', '// A comment\ncouch everything');
    assert.deepEqual(await lenses(), []);
    await client.edit(WIRING, 'couch everything {', 'couch everything { at most 3 teams ');
    assert.match((await lenses())[0] ?? '', /^couch everything .*: Unsaved edit: no change over 27 changes/);
    await save(client, WIRING);
  });

  it('says what cannot be carried again, and why', async () => {
    const end = 'module hub';
    await client.edit(WIRING, end, `history { ignore "api/**" }\n${end}`);
    assert.match((await lenses())[0] ?? '', /not replayable: "history" decides which changes count/);
    await client.edit(WIRING, 'history { ignore "api/**" }', 'history { branch "other" }');
    assert.match((await lenses())[0] ?? '', /not replayable: another history is read/);
    await client.edit(WIRING, 'history { branch "other" }', 'exclude "web/**"');
    assert.match((await lenses())[0] ?? '', /not replayable: "exclude" decides which files are reviewed/);
    await client.edit(WIRING, 'exclude "web/**"\n', '');
  });

  it('knows the saved state of a file that was opened with an edit of last time', async () => {
    const again = await start('wiring');
    try {
      await again.open(WIRING, client.text(WIRING).replace('owner Hub', 'owner api-team'));
      const [lens] = await lensesOf(again, WIRING);
      assert.match(lens ?? '', /Unsaved edit: independence of everything 0 % → 3\d % over 27 changes/);
    } finally {
      await again.stop();
    }
  });
});

describe('the lens above an edit of CODEOWNERS that is not saved', function () {
  this.timeout(60_000);
  let client: Client;
  afterEach(() => client.stop());

  it('stands above the rule, and names a team that nobody knows', async () => {
    client = await start('codeowners');
    await client.open('CODEOWNERS');
    await client.edit('CODEOWNERS', '/hub/ @x/hub', '/hub/ @x/api');
    assert.match(
      (await lensesOf(client, 'CODEOWNERS'))[0] ?? '',
      /^\/hub\/ @x\/api: Unsaved edit: independence of hub 0 % → 3\d % over 27 changes/,
    );
    await client.edit('CODEOWNERS', '/hub/ @x/api', '/hub/ @x/ap');
    assert.match(
      (await lensesOf(client, 'CODEOWNERS'))[0] ?? '',
      /independence of action stays as it is over 27 changes; other teams would have lifted 27 of them · @x\/ap is a new team$/,
    );
    await client.edit('CODEOWNERS', '/hub/ @x/ap', '/hub/');
    assert.match((await lensesOf(client, 'CODEOWNERS'))[0] ?? '', /^\/hub\/: Unsaved edit: /);
    await client.edit('CODEOWNERS', '/hub/\n', '');
    assert.match((await lensesOf(client, 'CODEOWNERS'))[0] ?? '', /^\/web\/ @x\/web: Unsaved edit: /);
    for (const left of ['# none\n', '\n', '']) {
      await client.edit('CODEOWNERS', client.text('CODEOWNERS'), left);
      assert.match(
        (await lensesOf(client, 'CODEOWNERS'))[0] ?? '',
        /^(# none)?: Unsaved edit: 6 files that changed would have had no owner · /,
      );
    }
  });

  it('counts the unsaved edits of two files together', async () => {
    client = await start('codeowners');
    await client.open('CODEOWNERS');
    await client.open(WIRING);
    await client.edit('CODEOWNERS', '/hub/ @x/hub', '/hub/ @x/api');
    await client.edit(WIRING, 'module hub { path "hub/**" }', 'module hub { path "hub/**" owner web-team }');
    assert.match(
      (await lensesOf(client, 'CODEOWNERS'))[0] ?? '',
      /Unsaved edit, with that of architecture\.wiring: independence of hub 0 % → 3\d % over 27 changes/,
    );
  });

  it('says that there is no history where git may not run', async () => {
    client = await start('codeowners', '', { trusted: false });
    await client.open('CODEOWNERS');
    await client.edit('CODEOWNERS', '/hub/ @x/hub', '/hub/ @x/api');
    assert.match(
      (await lensesOf(client, 'CODEOWNERS'))[0] ?? '',
      /not replayable: there is no history \(This workspace is not trusted/,
    );
  });

  it('does not hold old mistakes against an edit', async () => {
    client = await startClient({ files: NORTHWIND });
    await client.connection.sendNotification('wiring/settings', { lenses: ['what-if'] });
    await client.open(WIRING);
    await client.until(WIRING, all => all.some(one => one.code === 'unknown-name'));
    await client.edit(WIRING, 'owner Checkout', 'owner Billing');
    assert.match((await lensesOf(client, WIRING))[0] ?? '', /^module cart \{: Unsaved edit: /);
  });
});
