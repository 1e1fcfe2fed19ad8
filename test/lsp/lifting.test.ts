import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ExplainedText, LIFTING_TARGET, type LiftingParams, type LiftingStatus } from '#lsp/protocol';
import { hub } from '../couches/cases/hub.ts';
import { commitsOf } from '../support/commits-of.ts';
import { runGit } from '../support/git-repository.ts';
import { type Client, startClient } from './support/client.ts';

const WIRING = 'architecture.wiring';

describe('what is being lifted now', function () {
  this.timeout(60_000);
  let client: Client;
  const ask = (more: Partial<LiftingParams> = {}) =>
    client.request<LiftingStatus>('wiring/lifting', { uri: client.uri(WIRING), ...more });
  before(async () => {
    client = await startClient({ commits: commitsOf(hub('wiring')) });
    await client.request('wiring/check', {});
  });
  after(() => client.stop());

  it('is nothing right after a commit', async () => {
    assert.deepEqual(await ask(), {
      state: 'nothing',
      text: 'lifting: nothing',
      detail: 'Nothing is being lifted: no file differs from the last commit.',
      teams: [],
    });
  });

  it('names teams, couches and missing partners once a file is saved', async () => {
    await client.write('hub/src/web/a.ts', 'export const a = 2;\n');
    assert.equal((await ask()).text, 'lifting: Hub');
    await client.write('web/a.ts', 'export const a = 2;\n');
    const { state, text, detail, teams } = await ask();
    assert.deepEqual([state, text, teams], ['lifting', 'lifting: 2 teams', ['Hub', 'web-team']]);
    assert.match(detail, /^2 changed files: Hub and web-team must lift it together\.$/m);
    assert.match(detail, /^A carry of hub \\\(TOO BIG\\\)/m);
    assert.match(detail, /^Nothing that mostly changes with it is left out\.$/m);
  });

  it('is told as a whole in a document', async () => {
    const { title, text, root } = await client.request<ExplainedText>('wiring/explain', {
      uri: client.uri(WIRING),
      target: LIFTING_TARGET,
    });
    assert.equal(title, 'What is being lifted now');
    assert.equal(root, client.uri(''));
    assert.match(text, /## Teams: 2\n\n- Hub and web-team must lift it together/);
    assert.match(text, /## Files: 2\n\n- hub\/src\/web\/a\.ts\n- web\/a\.ts/);
  });

  it('is not what is typed and not saved', async () => {
    await client.open('api/a.ts');
    await client.edit('api/a.ts', 'const a', 'const b');
    assert.equal((await ask()).text, 'lifting: 2 teams');
    writeFileSync(join(client.folder, 'api/a.ts'), client.text('api/a.ts'));
    await client.connection.sendNotification('textDocument/didSave', {
      textDocument: { uri: client.uri('api/a.ts') },
    });
    assert.equal((await ask()).text, 'lifting: 3 teams');
  });

  it('counts files of a kind that no watcher tells of, when the editor says that something was saved', async () => {
    mkdirSync(join(client.folder, 'app'), { recursive: true });
    writeFileSync(join(client.folder, 'app/page.html'), '<p>\n');
    assert.equal((await ask()).text, 'lifting: 3 teams');
    assert.equal((await ask({ saved: true })).text, 'lifting: 4 teams');
    rmSync(join(client.folder, 'app/page.html'));
  });

  it('asks by the owners that are typed, before they are saved', async () => {
    await client.open(WIRING);
    await client.edit(WIRING, 'path "hub/**"  owner Hub', 'path "hub/**"  owner web-team');
    await client.request('wiring/check', {});
    assert.deepEqual((await ask({ saved: true })).teams, ['api-team', 'web-team']);
  });

  it('ends with a commit', async () => {
    runGit(client.folder, ['add', '-A']);
    runGit(client.folder, ['commit', '-q', '-m', 'All of it']);
    await client.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: client.uri('.git/logs/HEAD'), type: 2 }],
    });
    assert.equal((await ask()).state, 'nothing');
  });

  it('cannot be told where git may not run, and says so', async () => {
    const careful = await startClient({ commits: commitsOf(hub('wiring')), trusted: false });
    try {
      const { state, detail } = await careful.request<LiftingStatus>('wiring/lifting', {
        uri: careful.uri(WIRING),
      });
      assert.equal(state, 'unknown');
      assert.match(detail, /This workspace is not trusted, so git was not run/);
    } finally {
      await careful.stop();
    }
  });
});
