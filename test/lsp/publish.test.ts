import assert from 'node:assert/strict';
import type { Diagnostic, PublishDiagnosticsParams } from 'vscode-languageserver';
import { repoPath } from '#core/facts/place';
import { createPublisher } from '#lsp/publish';
import { toProto } from '#lsp/to-proto';
import { open } from '#test/support/check';

const REST_MS = 20;

/** `app` uses `api` twice without saying so; the findings refer to what it says that it uses. */
const WIRING =
  'module app {\n  path "app/**"\n  uses hub\n}\nmodule api { path "api/**" }\nmodule hub { path "hub/**" }\n';
const TREE = {
  'architecture.wiring': WIRING,
  'app/a.ts': "import { b } from '../api/b';\n",
  'app/c.ts': "import { b } from '../api/b';\n",
  'api/b.ts': 'export const b = 1;\n',
  'hub/h.ts': 'export const h = 1;\n',
};

function client() {
  const sent: PublishDiagnosticsParams[] = [];
  const versions = new Map<string, number>();
  const proto = toProto(
    'file:///r',
    uri => uri,
    () => undefined,
    () => false,
  );
  const publisher = createPublisher(
    {
      sendDiagnostics: async params => {
        sent.push(params);
      },
    },
    proto,
    { shown: () => true, version: path => versions.get(path), spelling: () => 0 },
    REST_MS,
  );
  const take = () =>
    sent
      .splice(0)
      .map(({ uri }) => uri.slice('file:///r/'.length))
      .sort();
  const last = (path: string) => sent.findLast(({ uri }) => uri === `file:///r/${path}`)?.diagnostics ?? [];
  return { publisher, versions, take, last };
}

const lineOf = (diagnostic: Diagnostic | undefined) =>
  diagnostic?.relatedInformation?.find(({ location }) => location.uri.endsWith('.wiring'))?.location.range
    .start.line;

const rest = () => new Promise(resolve => setTimeout(resolve, REST_MS * 4));

describe('a publisher of diagnostics', () => {
  it('tells of files that only refer to a moved line when nothing else is told', async () => {
    const session = open({ files: TREE, expected: [], changes: [] });
    const { publisher, versions, take, last } = client();
    const edit = async (text: string) => {
      session.apply({ kind: 'edited', path: repoPath('architecture.wiring'), text });
      publisher.publish(await session.snapshot());
    };
    versions.set('app/c.ts', 1);
    publisher.publish(await session.snapshot());
    assert.deepEqual(take(), ['app/a.ts', 'app/c.ts']);

    await edit(`\n${WIRING}`);
    await edit(`\n\n${WIRING}`);
    assert.deepEqual(take(), ['app/c.ts', 'app/c.ts'], 'the file that is open is told of it at once');
    await rest();
    assert.equal(lineOf(last('app/a.ts')[0]), 4, 'where the line is in the end');
    assert.deepEqual(take(), ['app/a.ts']);
  });

  it('tells at once what a file is said to be, and does not tell it twice', async () => {
    const session = open({ files: TREE, expected: [], changes: [] });
    const { publisher, take } = client();
    const edit = async (text: string) => {
      session.apply({ kind: 'edited', path: repoPath('architecture.wiring'), text });
      publisher.publish(await session.snapshot());
    };
    publisher.publish(await session.snapshot());
    take();
    await edit(`\n${WIRING}`);
    await edit(WIRING.replace('module api', 'module api-two'));
    assert.ok(take().includes('app/a.ts'), 'the message names the module');
    await edit(WIRING.replace('uses hub', 'uses hub, api'));
    assert.ok(take().includes('app/a.ts'), 'there is nothing to say any more');
    await rest();
    assert.deepEqual(take(), []);
  });
});
