import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CodeAction } from 'vscode-languageserver';
import { MOVE_COMMAND, MOVE_REQUEST, type MovingFiles } from '#lsp/protocol';
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
  const begin = async (capabilities: Readonly<Record<string, unknown>>, settings = {}) => {
    client = await startClient({ commits: commitsOf(misplaced()), capabilities, settings });
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
    const at = (character: number) => ({ line: 0, character });
    const range = { start: at(25), end: at(34) };
    // Half a move breaks imports, so nothing of it is ticked beforehand.
    assert.deepEqual(text.edits, [{ range, newText: '../battery/recover', annotationId: 'wiring.move' }]);
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
      description:
        'Imports and paths that name them are rewritten; paths that are put together at run time are not looked at.',
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

  it('are a command of a client that asks a person itself, with one question about all of it', async () => {
    const action = await begin(able(['rename']), { moves: true });
    assert.equal(action?.command?.command, MOVE_COMMAND);
    assert.ok(!action.edit && action.data === undefined);
    const moving = await client.request<MovingFiles>(MOVE_REQUEST, action.command?.arguments?.[0]);
    assert.equal(moving.question, 'Move 2 files and rewrite 1 file, owned by Brakes?');
    assert.match(
      moving.detail,
      /^Files: 2\nsrc\/brakes\/recover\.ts → .*\n\nEdits: 1\nsrc\/brakes\/pedal\.ts:1/s,
    );
    assert.deepEqual(
      moving.texts.map(({ uri, edits }) => [uri, edits.map(({ newText }) => newText)]),
      [[client.uri('src/brakes/pedal.ts'), ['../battery/recover']]],
    );
    assert.deepEqual(moving.renames[0], {
      from: client.uri('src/brakes/recover.ts'),
      to: client.uri('src/battery/recover.ts'),
    });
    await assert.rejects(client.request(MOVE_REQUEST, { uri: 7 }), /no longer applies/);
  });

  it('say why when they cannot be made any more, and leave everything as it is', async () => {
    const action = await begin(able(['rename']));
    await client.write('src/brakes/recover.ts', 'export const recover = __dirname;\n', 2);
    await assert.rejects(
      client.request('codeAction/resolve', action),
      /Nothing was moved: "Move brakes\/recover\.ts to battery, which it changes with" cannot be done\. src\/brakes\/recover\.ts depends on where it lies \(__dirname\)\./,
    );
    assert.ok(existsSync(join(client.folder, 'src/brakes/recover.ts')));
    assert.match(readFileSync(join(client.folder, 'src/brakes/pedal.ts'), 'utf8'), /'\.\/recover'/);
  });
});
