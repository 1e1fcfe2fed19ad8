import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import {
  createConnection,
  createMessageConnection,
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { greet, type Introduced, type Serve } from '../../server/src/lsp/greet.ts';

describe('greeting a client', () => {
  let load: PromiseWithLoad;
  let client: MessageConnection;
  let failed: unknown[];
  beforeEach(() => {
    load = waiting();
    failed = [];
    const [there, back] = [new PassThrough(), new PassThrough()];
    const greeting = greet(
      '1.2.3',
      () => load.ask(),
      error => failed.push(error),
    );
    const { messageStrategy } = greeting;
    greeting.listen(
      createConnection(new StreamMessageReader(there), new StreamMessageWriter(back), { messageStrategy }),
    );
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

  it('answers initialize with nothing of what reviews', async () => {
    const answer: unknown = await initialize();
    assert.deepEqual((answer as { serverInfo: unknown }).serverInfo, { name: 'Wiring', version: '1.2.3' });
    assert.equal(load.asked, 0);
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
    load.give((connection, given) => {
      introduced = given;
      connection.onInitialized(() => void seen.push('initialized'));
      connection.onNotification('wiring/first', () => void seen.push('first'));
      connection.onRequest('wiring/second', () => {
        seen.push('second');
        return 2;
      });
      connection.onNotification('wiring/third', () => void seen.push('third'));
    });
    assert.equal(await asked, 2);
    await turns(5);
    assert.deepEqual(seen, ['initialized', 'first', 'second', 'third']);
    assert.deepEqual(introduced?.folders, ['file:///shop']);
    assert.deepEqual(
      [introduced?.settings.trusted, introduced?.settings.diagnostics, introduced?.abilities.progress],
      [false, 'workspace', true],
    );
    assert.equal(load.asked, 1);
  });

  it('ends with a client that only looked whether it starts', async () => {
    await initialize();
    assert.equal(await client.sendRequest('shutdown'), null);
    assert.equal(load.asked, 0);
  });

  it('tells once when the rest cannot be had', async () => {
    await initialize();
    await client.sendNotification('initialized', {});
    await client.sendNotification('wiring/first');
    await turns(5);
    load.refuse(new Error('the file is gone'));
    await turns(5);
    assert.deepEqual(failed.map(String), ['Error: the file is gone']);
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
