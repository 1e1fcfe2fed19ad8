import type { ErrorCodes, InitializeParams, InitializeResult } from 'vscode-languageserver';
import {
  Message,
  type MessageReader,
  type MessageWriter,
  type RequestMessage,
  type ResponseMessage,
} from 'vscode-languageserver/node';
import { abilitiesOf, type ClientAbilities } from './abilities.ts';
import { capabilities } from './capabilities.ts';
import { DEFAULT_SETTINGS, type Settings, settingsOf } from './settings.ts';
import { uriOfDisk } from './uris.ts';

/** What a client said of itself with `initialize`. */
export interface Introduced {
  readonly abilities: ClientAbilities;
  readonly settings: Settings;
  /** URIs of the workspace folders. */
  readonly folders: readonly string[];
}

/** The two ends that a server has of its client. */
export interface Transport {
  readonly reader: MessageReader;
  readonly writer: MessageWriter;
}

/** Answers a client that has been greeted, with all that reviews. */
export type Serve = (transport: Transport, introduced: Introduced) => void;

/** What a greeting needs of the program around it. */
export interface Surroundings {
  /** All that reviews. */
  load(): Promise<Serve>;
  tell(error: unknown): void;
  /** Ends the program, with 1 where that is a failure. */
  leave(code: 0 | 1): void;
}

/**
 * Answers `initialize` with the least of the program that this takes: an editor waits for that answer, and reading and
 * compiling all the rest takes as long again as starting does. The rest is loaded once the client has it and says
 * something else, which is held back, in order. The rest hears all of it from the beginning, since the protocol's package
 * learns from `initialize` what its client can; that it answers too, the client does not hear. Where the rest cannot be had,
 * the program ends: an editor starts a server again that ends, and says so when it does not help.
 */
export function greet(
  version: string,
  { reader, writer }: Transport,
  { load, tell, leave }: Surroundings,
): void {
  let isGreeted = false;
  let isServed = false;
  let isShutDown = false;
  let held: Message[] = [];
  let pass = (message: Message): void => void held.push(message);
  let goOn = () => {};
  const heardMore = new Promise<void>(resolve => {
    goOn = resolve;
  });

  reader.onError(error => {
    if (!isServed) tell(error);
  });
  reader.onClose(() => leave(isShutDown ? 0 : 1));
  reader.listen(message => {
    const isRequest = Message.isRequest(message);
    if (isRequest && message.method === 'initialize') void answer(message);
    else if (isGreeted) {
      isShutDown ||= isRequest && message.method === 'shutdown';
      pass(message);
      goOn();
    } else if (isRequest) void writer.write(tooEarly(message)).catch(tell);
    else if (Message.isNotification(message) && message.method === 'exit') leave(1);
  });

  async function answer({ id, method, params = {} }: RequestMessage): Promise<void> {
    try {
      if (isGreeted)
        return await writer.write(refusal(id, INVALID_REQUEST, 'The server is initialized already.'));
      let introduced: Introduced;
      try {
        introduced = introducedBy(params);
      } catch (error) {
        return await writer.write(refusal(id, INVALID_PARAMS, `"initialize" cannot be read. ${error}`));
      }
      isGreeted = true;
      // By an id of its own: the client may use its own again as soon as it has the answer.
      const replay: RequestMessage = { jsonrpc: '2.0', id: REPLAYED, method, params };
      pass(replay);
      await writer.write(welcome(id, version, introduced));
      setTimeout(goOn, LOAD_AFTER_MS);
      await heardMore;
      const serve = await load();
      isServed = true;
      serve({ reader: fromTheBeginning(), writer: withoutReplayed(writer, tell) }, introduced);
    } catch (error) {
      tell(error);
      leave(1);
    }
  }

  function fromTheBeginning(): MessageReader {
    return {
      onError: reader.onError,
      onClose: reader.onClose,
      onPartialMessage: reader.onPartialMessage,
      listen(callback) {
        pass = callback;
        for (const message of held) callback(message);
        held = [];
        return { dispose: () => reader.dispose() };
      },
      dispose: () => reader.dispose(),
    };
  }
}

/** A client says something else at once; one that does not is served too, and missed when it goes. */
const LOAD_AFTER_MS = 100;

const REPLAYED = 'initialize, replayed by wiring';

type Id = ResponseMessage['id'];

/** As numbers, since what names them is in what is loaded later. */
const NOT_INITIALIZED: typeof ErrorCodes.ServerNotInitialized = -32002;
const INVALID_REQUEST: typeof ErrorCodes.InvalidRequest = -32600;
const INVALID_PARAMS: typeof ErrorCodes.InvalidParams = -32602;

/** Until it is initialized, a server may answer nothing else, and drops what is no request. */
const tooEarly = ({ id, method }: RequestMessage) =>
  refusal(id, NOT_INITIALIZED, `"${method}" came before "initialize".`);

function welcome(id: Id, version: string, { abilities }: Introduced): ResponseMessage {
  const result: InitializeResult = {
    serverInfo: { name: 'Wiring', version },
    capabilities: capabilities(abilities),
  };
  return { jsonrpc: '2.0', id, result };
}

function refusal(id: Id, code: number, message: string): ResponseMessage {
  return { jsonrpc: '2.0', id, error: { code, message } };
}

/** @throws for what no client of the protocol says. */
function introducedBy(said: object): Introduced {
  const params: Partial<InitializeParams> = said;
  const { capabilities: given = {} } = params;
  if (Array.isArray(said) || typeof given !== 'object' || given === null)
    throw new Error('Its parameters, and "capabilities" among them, have to be objects.');
  return {
    abilities: abilitiesOf(given),
    settings: { ...DEFAULT_SETTINGS, ...settingsOf(params.initializationOptions) },
    folders: foldersOf(params),
  };
}

function foldersOf(params: Partial<InitializeParams>): readonly string[] {
  const folders = (params.workspaceFolders ?? []).map(folder => folder.uri);
  if (folders.length > 0) return folders;
  if (params.rootUri) return [params.rootUri];
  return params.rootPath ? [uriOfDisk(params.rootPath)] : [];
}

function withoutReplayed(writer: MessageWriter, tell: (error: unknown) => void): MessageWriter {
  return {
    onError: writer.onError,
    onClose: writer.onClose,
    write(message) {
      if (!Message.isResponse(message) || message.id !== REPLAYED) return writer.write(message);
      if (message.error) tell(`What was answered to "initialize" does not hold: ${message.error.message}`);
      return Promise.resolve();
    },
    end: () => writer.end(),
    dispose: () => writer.dispose(),
  };
}
