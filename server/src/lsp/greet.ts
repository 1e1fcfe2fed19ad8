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

/**
 * Answers `initialize` with the least of the program that this takes: an editor waits for that answer, and reading and
 * compiling all the rest takes as long again as starting does. `load` gives the rest when the client says something else;
 * what it says until then is held back, in order. The rest hears all of it from the beginning, since the protocol's package
 * learns from `initialize` what its client can; that it answers too, the client does not hear. `failed` hears why the rest
 * cannot be had; nothing is answered then.
 */
export function greet(
  version: string,
  { reader, writer }: Transport,
  load: () => Promise<Serve>,
  failed: (error: unknown) => void,
): void {
  let client: { readonly id: Id; readonly introduced: Introduced } | undefined;
  let held: Message[] = [];
  let pass = (message: Message): void => void held.push(message);
  let loading = false;

  reader.listen(message => {
    if (client) {
      const { id, introduced } = client;
      pass(message);
      if (loading) return;
      loading = true;
      void load()
        .then(serve => serve({ reader: fromTheBeginning(), writer: withoutAnswerTo(id, writer) }, introduced))
        .catch(failed);
    } else if (Message.isRequest(message)) {
      void writer.write(message.method === 'initialize' ? welcome(message) : tooEarly(message));
    } else if (Message.isNotification(message) && message.method === 'exit') {
      process.exit(1);
    }
  });

  function welcome(message: RequestMessage): ResponseMessage {
    const { id, params = {} } = message;
    let introduced: Introduced;
    try {
      introduced = introducedBy(params as Partial<InitializeParams>);
    } catch (error) {
      return refusal(id, INVALID_PARAMS, `"initialize" cannot be read. ${error}`);
    }
    client = { id, introduced };
    pass(message);
    const result: InitializeResult = {
      serverInfo: { name: 'Wiring', version },
      capabilities: capabilities(introduced.abilities),
    };
    return { jsonrpc: '2.0', id, result };
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

type Id = ResponseMessage['id'];

/** As numbers, since what names them is in what is loaded later. */
const NOT_INITIALIZED: typeof ErrorCodes.ServerNotInitialized = -32002;
const INVALID_PARAMS: typeof ErrorCodes.InvalidParams = -32602;

/** Until it is initialized, a server may answer nothing else, and drops what is no request. */
const tooEarly = ({ id, method }: RequestMessage) =>
  refusal(id, NOT_INITIALIZED, `"${method}" came before "initialize".`);

function refusal(id: Id, code: number, message: string): ResponseMessage {
  return { jsonrpc: '2.0', id, error: { code, message } };
}

function introducedBy(params: Partial<InitializeParams>): Introduced {
  return {
    abilities: abilitiesOf(params.capabilities ?? {}),
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

/** A writer that leaves out the first answer to one request: the client has it. */
function withoutAnswerTo(id: Id, writer: MessageWriter): MessageWriter {
  let left = false;
  return {
    onError: writer.onError,
    onClose: writer.onClose,
    write(message) {
      if (left || !Message.isResponse(message) || message.id !== id) return writer.write(message);
      left = true;
      return Promise.resolve();
    },
    end: () => writer.end(),
    dispose: () => writer.dispose(),
  };
}
