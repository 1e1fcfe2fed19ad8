import type { Connection, InitializeParams, MessageStrategy } from 'vscode-languageserver';
import { abilitiesOf, type ClientAbilities, NO_ABILITIES } from './abilities.ts';
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

/** Adds every handler to a connection that has greeted its client. */
export type Serve = (connection: Connection, introduced: Introduced) => void;

export interface Greeting {
  /** To be given to the connection when it is made. */
  readonly messageStrategy: MessageStrategy;
  /** Answers the client of a connection that is not listening yet. */
  listen(connection: Connection): void;
}

/**
 * Answers `initialize` with the least of the program that this takes: an editor waits for that answer, and reading and
 * compiling all the rest takes as long again as starting does. `load` gives the rest when the client says something else;
 * until that is there, what the client says is held back, in order. `failed` hears why it cannot be had; nothing is answered
 * then.
 */
export function greet(
  version: string,
  load: () => Promise<Serve>,
  failed: (error: unknown) => void,
): Greeting {
  let introduced: Introduced = { abilities: NO_ABILITIES, settings: DEFAULT_SETTINGS, folders: [] };
  let connected: Connection | undefined;
  let held: (() => void)[] | undefined;
  let ready = false;

  async function fetchTheRest(): Promise<void> {
    try {
      const serve = await load();
      if (connected) serve(connected, introduced);
    } catch (error) {
      return failed(error);
    }
    ready = true;
    for (const pass of held ?? []) pass();
    held = undefined;
  }

  return {
    messageStrategy: {
      handleMessage(message, next) {
        if (ready || ('method' in message && FIRST.has(String(message.method)))) return next(message);
        if (held) return void held.push(() => next(message));
        held = [() => next(message)];
        void fetchTheRest();
      },
    },
    listen(connection) {
      connected = connection;
      connection.onInitialize(params => {
        introduced = {
          abilities: abilitiesOf(params.capabilities ?? {}),
          settings: { ...DEFAULT_SETTINGS, ...settingsOf(params.initializationOptions) },
          folders: foldersOf(params),
        };
        return {
          serverInfo: { name: 'Wiring', version },
          capabilities: capabilities(introduced.abilities),
        };
      });
      connection.listen();
    },
  };
}

/** A client that only looks whether the server starts needs no more than these. */
const FIRST = new Set(['initialize', 'shutdown', 'exit']);

function foldersOf(params: InitializeParams): readonly string[] {
  const folders = (params.workspaceFolders ?? []).map(folder => folder.uri);
  if (folders.length > 0) return folders;
  if (params.rootUri) return [params.rootUri];
  return params.rootPath ? [uriOfDisk(params.rootPath)] : [];
}
