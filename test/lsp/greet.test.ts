import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import {
  createConnection,
  createMessageConnection,
  ErrorCodes,
  type Message,
  type MessageConnection,
  SemanticTokenModifiers,
  SemanticTokenTypes,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { greet, type Introduced, type Serve } from '../../server/src/lsp/greet.ts';
import { LEGEND } from '../../server/src/lsp/legend.ts';

describe('greeting a client', () => {
  let load: PromiseWithLoad;
  let client: MessageConnection;
  let failed: unknown[];
  let left: number[];
  let there: PassThrough;
  let back: PassThrough;
  beforeEach(() => {
    const own = waiting();
    load = own;
    failed = [];
    there = new PassThrough();
    back = new PassThrough();
    const transport = { reader: new StreamMessageReader(there), writer: new StreamMessageWriter(back) };
    left = [];
    greet('1.2.3', transport, {
      load: () => own.ask(),
      tell: error => failed.push(error),
      leave: code => left.push(code),
    });
    client = createMessageConnection(new StreamMessageReader(back), new StreamMessageWriter(there));
    client.listen();
  });
  afterEach(() => client.dispose());

  const initialize = () =>
    client.sendRequest('initialize', {
      processId: null,
      rootUri: 'file:///shop',
      capabilities: { window: { workDoneProgress: true } },
      initializationOptions: { trusted: false, diagnostics: 'nonsense' },
    });

  it('answers initialize while the rest is not there', async () => {
    const answer: unknown = await initialize();
    assert.deepEqual((answer as { serverInfo: unknown }).serverInfo, { name: 'Wiring', version: '1.2.3' });
  });

  it('keeps what is said while the rest is loaded, in order, and then serves it', async () => {
    await initialize();
    const seen: string[] = [];
    let introduced: Introduced | undefined;
    await client.sendNotification('initialized', {});
    await client.sendNotification('wiring/first');
    const asked = client.sendRequest('wiring/second');
    await client.sendNotification('wiring/third');
    await turns(20);
    assert.deepEqual([load.asked, seen], [1, []]);
    load.give(({ reader, writer }, given) => {
      introduced = given;
      const connection = createConnection(reader, writer);
      connection.onInitialize(({ rootUri }) => {
        seen.push(`initialize ${rootUri}`);
        return { capabilities: {}, serverInfo: { name: 'nobody hears this' } };
      });
      connection.onInitialized(() => void seen.push('initialized'));
      connection.onNotification('wiring/first', () => void seen.push('first'));
      connection.onRequest('wiring/second', () => {
        seen.push('second');
        return 2;
      });
      connection.onNotification('wiring/third', () => void seen.push('third'));
      connection.listen();
    });
    assert.equal(await asked, 2);
    await turns(5);
    assert.deepEqual(seen, ['initialize file:///shop', 'initialized', 'first', 'second', 'third']);
    assert.deepEqual(introduced?.folders, ['file:///shop']);
    assert.deepEqual(
      [introduced?.settings.trusted, introduced?.settings.diagnostics, introduced?.abilities.progress],
      [false, 'workspace', true],
    );
    assert.equal(load.asked, 1);
  });

  it('answers initialize once, though what is loaded answers it too', async () => {
    const answers: unknown[] = [];
    back.on('data', data => answers.push(...String(data).matchAll(/"serverInfo":\{"name":"([^"]*)"/g)));
    await initialize();
    load.give(({ reader, writer }) => {
      const connection = createConnection(reader, writer);
      connection.onInitialize(() => ({ capabilities: {}, serverInfo: { name: 'nobody hears this' } }));
      connection.listen();
    });
    assert.equal(await client.sendRequest('shutdown'), null);
    assert.deepEqual(
      answers.map(answer => (answer as string[])[1]),
      ['Wiring'],
    );
  });

  it('refuses what comes before initialize, and an initialize that makes no sense, and then answers one', async () => {
    await assert.rejects(client.sendRequest('textDocument/hover', {}), {
      code: ErrorCodes.ServerNotInitialized,
    });
    await assert.rejects(client.sendRequest('initialize', { capabilities: {}, workspaceFolders: 5 }), {
      code: ErrorCodes.InvalidParams,
    });
    await assert.rejects(client.sendRequest('initialize', []), { code: ErrorCodes.InvalidParams });
    assert.equal(load.asked, 0);
    await initialize();
    await assert.rejects(initialize(), { code: ErrorCodes.InvalidRequest });
    assert.deepEqual([load.asked, failed], [0, []]);
  });

  it('loads the rest for a client that says nothing more', async () => {
    await initialize();
    await new Promise(resolve => setTimeout(resolve, 200));
    assert.equal(load.asked, 1);
  });

  it('answers a request by the id that initialize had', async () => {
    await initialize();
    load.give(({ reader, writer }) => createConnection(reader, writer).listen());
    let heard = '';
    back.on('data', data => {
      heard += data;
    });
    await new StreamMessageWriter(there).write({ jsonrpc: '2.0', id: 0, method: 'shutdown' } as Message);
    await turns(20);
    assert.match(heard, /"id":0,"result":null/);
  });

  it('ends with its client: as a failure, unless the client had it shut down', async () => {
    await initialize();
    load.give(({ reader, writer }) => createConnection(reader, writer).listen());
    there.destroy();
    await turns(5);
    assert.deepEqual(left, [1]);
  });

  it('ends with a client that had it shut down', async () => {
    await initialize();
    load.give(({ reader, writer }) => createConnection(reader, writer).listen());
    await client.sendRequest('shutdown');
    there.destroy();
    await turns(5);
    assert.deepEqual(left, [0]);
  });

  it('names the colours of the protocol', () => {
    assert.deepEqual(LEGEND, {
      tokenTypes: Object.values(SemanticTokenTypes),
      tokenModifiers: Object.values(SemanticTokenModifiers),
    });
  });

  it('tells of rubbish that comes while the rest is loaded', async () => {
    await initialize();
    there.write('Content-Length: many\r\n\r\n');
    await turns(5);
    assert.match(String(failed[0]), /Content-Length/);
    assert.equal(failed.length, 1);
  });

  it('tells once when the rest cannot be had', async () => {
    await initialize();
    await client.sendNotification('initialized', {});
    await client.sendNotification('wiring/first');
    await turns(5);
    load.refuse(new Error('the file is gone'));
    await turns(5);
    assert.deepEqual([failed.map(String), left], [['Error: the file is gone'], [1]]);
  });
});

interface PromiseWithLoad {
  readonly asked: number;
  ask(): Promise<Serve>;
  give(serve: Serve): void;
  refuse(error: Error): void;
}

/** What is loaded comes when the test says so. */
function waiting(): PromiseWithLoad {
  let asked = 0;
  let give: (serve: Serve) => void = () => {};
  let refuse: (error: Error) => void = () => {};
  const serve = new Promise<Serve>((resolve, reject) => {
    give = resolve;
    refuse = reject;
  });
  return {
    get asked() {
      return asked;
    },
    ask() {
      asked += 1;
      return serve;
    },
    give: value => give(value),
    refuse: error => refuse(error),
  };
}

async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await new Promise(resolve => setImmediate(resolve));
}
