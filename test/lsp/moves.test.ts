import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CodeAction } from 'vscode-languageserver';
import { commitsOf } from '#test/support/commits-of';
import { misplaced } from '../couches/cases/misplaced.ts';
import { CAPABILITIES, type Client, startClient } from './support/client.ts';

const WIRING = 'architecture.wiring';
const MOVE = /^Move brakes\/recover\.ts to battery, which it changes with: /;

function able(resourceOperations: readonly string[], more: Readonly<Record<string, unknown>> = {}) {
  const workspaceEdit = { documentChanges: true, resourceOperations, ...more };
  return { ...CAPABILITIES, workspace: { ...CAPABILITIES.workspace, workspaceEdit } };
}

describe('quick fixes that move files', function () {
  this.timeout(60_000);
  let client: Client;
  const begin = async (capabilities: Readonly<Record<string, unknown>>) => {
    client = await startClient({ commits: commitsOf(misplaced()), capabilities });
    await client.open(WIRING);
    await client.request('wiring/check', {});
    return (await client.actions(WIRING, 'brakes')).find(({ title }) => MOVE.test(title));
  };
  afterEach(() => client.stop());

  it('edit texts where they are and rename files then, with consent', async () => {
    const action = await begin(able(['create', 'rename', 'delete'], { changeAnnotationSupport: {} }));
    assert.ok(action && !action.edit, 'nothing is planned for a light bulb');
    const { edit } = await client.request<CodeAction>('codeAction/resolve', action);
    const [text, ...renames] = edit?.documentChanges ?? [];
    assert.ok(text && 'edits' in text);
    assert.equal(text.textDocument.uri, client.uri('src/brakes/pedal.ts'));
    assert.deepEqual(
      text.edits.map(each => ('newText' in each ? each.newText : each)),
      ['../battery/recover'],
    );
    const rename = (name: string) => ({
      kind: 'rename',
      oldUri: client.uri(`src/brakes/${name}`),
      newUri: client.uri(`src/battery/${name}`),
      options: { overwrite: false, ignoreIfExists: false },
      annotationId: 'wiring.move',
    });
    assert.deepEqual(renames, [rename('recover.ts'), rename('recover.test.ts')]);
    assert.deepEqual(edit?.changeAnnotations?.['wiring.move'], {
      label: 'Move 2 files',
      needsConfirmation: true,
      description: 'Imports and paths that name them are rewritten.',
    });
  });

  it('ask no consent of a client that cannot ask', async () => {
    const action = await begin(able(['rename']));
    const { edit } = await client.request<CodeAction>('codeAction/resolve', action);
    assert.equal(edit?.changeAnnotations, undefined);
    assert.ok(edit?.documentChanges?.every(change => !('annotationId' in change)));
  });

  it('are not offered to a client that renames nothing; the story says so', async () => {
    assert.equal(await begin(able(['create'])), undefined);
    const { text } = await client.request<{ text: string }>('wiring/explain', {
      uri: client.uri(WIRING),
      target: 'brakes',
    });
    assert.match(text, /not offered here: this editor does not let a server rename files/);
  });

  it('say why when they cannot be made any more, and leave everything as it is', async () => {
    const action = await begin(able(['rename']));
    await client.write('src/battery/recover.ts', 'export {};\n', 1);
    await assert.rejects(
      client.request('codeAction/resolve', action),
      /Nothing was moved: "Move brakes\/recover\.ts to battery, which it changes with" cannot be done\. src\/battery\/recover\.ts exists already\./,
    );
    assert.ok(existsSync(join(client.folder, 'src/brakes/recover.ts')));
    assert.match(readFileSync(join(client.folder, 'src/brakes/pedal.ts'), 'utf8'), /'\.\/recover'/);
  });
});
