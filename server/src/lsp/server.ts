import type { CancellationToken, Connection } from 'vscode-languageserver';
import { CodeLensRefreshRequest, ErrorCodes, LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import { rehearseEdit } from '#core/views/rehearse-edit';
import { isAbort } from '#session/abort';
import type { Modelled, Snapshot } from '#session/snapshot';
import type { ClientAbilities } from './abilities.ts';
import { createDocuments, type Documents } from './documents.ts';
import type { Introduced } from './greet.ts';
import { isName } from './names.ts';
import type { ServerParts } from './parts.ts';
import { lateProgress } from './progress.ts';
import { REVIEWED_NOTIFICATION } from './protocol.ts';
import { createPublisher, type Publisher } from './publish.ts';
import { logOf } from './report.ts';
import { type RootReview, reviewRoot } from './review.ts';
import { createRoots, type Located, type Roots } from './roots.ts';
import type { Settings } from './settings.ts';
import { type ToProto, toProto } from './to-proto.ts';
import { pathBelow } from './uris.ts';

/** One after another, each in a turn of its own, as long as somebody has use for it. */
function inTurn([step, ...later]: readonly (() => void)[], isOfUse: () => boolean): void {
  if (!step || !isOfUse()) return;
  setImmediate(() => {
    step();
    inTurn(later, isOfUse);
  });
}

/** What every handler works with. */
export interface Server {
  readonly connection: Connection;
  readonly parts: ServerParts;
  readonly documents: Documents;
  readonly roots: Roots;
  readonly abilities: ClientAbilities;
  settings: Settings;
  /** Conversions for one root. */
  proto(root: RootReview): ToProto;
  /** The file and the snapshot of everything typed so far; `undefined` for a file outside every root. */
  located(
    uri: string,
    token: CancellationToken,
  ): Promise<(Located & { readonly snapshot: Snapshot }) | undefined>;
  /** The same for whoever needs no findings, and has the rest sooner. */
  modelled(
    uri: string,
    token: CancellationToken,
  ): Promise<(Located & { readonly snapshot: Modelled }) | undefined>;
  /** Publishes again what is known, as after a setting changed. */
  republish(): void;
  /** Has the editor ask for its code lenses again, where it can be told to. */
  refreshLenses(): void;
  log(line: string): void;
}

export function createServer(connection: Connection, parts: ServerParts, introduced: Introduced): Server {
  const documents = createDocuments();
  const publishers = new WeakMap<RootReview, Publisher>();
  let preparing: NodeJS.Timeout | undefined;
  let prepared = false;

  /** When nobody has typed for a while: what is prepared keeps the thread for longer than a stroke may take. */
  function prepareSoon(): void {
    if (prepared) return;
    clearTimeout(preparing);
    preparing = setTimeout(() => {
      prepared = true;
      parts.prepare?.();
    }, PREPARE_AFTER_MS).unref();
  }

  function refreshLenses(): void {
    if (!server.abilities.refreshesLenses) return;
    connection.sendRequest(CodeLensRefreshRequest.type).catch((error: unknown) => {
      server.log(`The editor did not ask for its code lenses again. ${error}`);
    });
  }

  const server: Server = {
    connection,
    parts,
    documents,
    roots: createRoots(parts, open),
    abilities: introduced.abilities,
    settings: introduced.settings,
    proto: root => toProto(root.uri, documents.spelled, parts.docsOf, word => isName(root.latest, word)),
    async located(uri, token) {
      const found = server.roots.of(uri);
      if (!found) return undefined;
      return { ...found, snapshot: await found.root.snapshot(signalOf(token)) };
    },
    async modelled(uri, token) {
      const found = server.roots.of(uri);
      if (!found) return undefined;
      return { ...found, snapshot: await found.root.modelled(signalOf(token)) };
    },
    republish() {
      for (const root of server.roots.all()) {
        if (root.latest) publishers.get(root)?.publish(root.latest);
      }
    },
    refreshLenses,
    log: line => connection.console.log(line),
  };

  function open(uri: string, disk: string): RootReview {
    let lastLog = '';
    let isFirst = true;
    const root = reviewRoot(uri, parts.open(disk, { trusted: server.settings.trusted }), {
      reviewed(snapshot, milliseconds) {
        publishers.get(root)?.publish(snapshot);
        const text = logOf(snapshot, server.settings.trusted);
        if (text !== lastLog) server.log(`Reviewed ${root.name} in ${Math.round(milliseconds)} ms.\n${text}`);
        lastLog = text;
        const told = connection.sendNotification(REVIEWED_NOTIFICATION, { uri });
        refreshLenses();
        // Behind all that is told of the review.
        if (isFirst)
          void told.then(() => {
            const steps = [() => void snapshot.independence, ...rehearseEdit(snapshot.model)];
            inTurn(steps, () => root.latest === snapshot);
          });
        isFirst = false;
        prepareSoon();
      },
      failed(error) {
        connection.console.error(
          `The review of ${root.name} failed; what was shown before stays. ${described(error)}`,
        );
        void connection.sendNotification(REVIEWED_NOTIFICATION, { uri });
      },
      cancelled() {
        server.log(
          `The review of ${root.name} was cancelled. Run "Wiring: Check the Workspace" to begin it again.`,
        );
        void connection.sendNotification(REVIEWED_NOTIFICATION, { uri });
      },
      resumed: () => void connection.sendNotification(REVIEWED_NOTIFICATION, { uri }),
      closed: () => publishers.get(root)?.clear(),
      progress: (title, cancel) => lateProgress(connection, server.abilities.progress, title, cancel),
    });
    const proto = server.proto(root);
    const version = (path: Parameters<typeof proto.uri>[0]) => documents.get(proto.uri(path))?.version;
    const shown = (path: Parameters<typeof proto.uri>[0]) =>
      server.settings.diagnostics === 'workspace' || version(path) !== undefined;
    const spelling = () => documents.opened;
    publishers.set(root, createPublisher(connection, proto, { shown, version, spelling }));
    // What the editor holds already counts from the first review on.
    for (const document of documents.all()) {
      const path = pathBelow(uri, document.uri);
      if (path !== undefined) root.apply({ kind: 'edited', path, text: document.getText() });
    }
    void root.review();
    return root;
  }

  return server;
}

const PREPARE_AFTER_MS = 3000;

/**
 * Wraps a handler so that nothing it throws can reach the process: a cancelled request says so, and any other error
 * is logged and answered as an error.
 */
export function guarded<Params, Result>(
  server: Server,
  name: string,
  handle: (server: Server, params: Params, token: CancellationToken) => Promise<Result> | Result,
): (params: Params, token: CancellationToken) => Promise<Result | ResponseError<void>> {
  return async (params, token) => {
    try {
      return await handle(server, params, token);
    } catch (error) {
      if (isAbort(error))
        return new ResponseError(LSPErrorCodes.RequestCancelled, 'The request was cancelled.');
      if (error instanceof ResponseError) return error;
      server.connection.console.error(`"${name}" failed. ${described(error)}`);
      return new ResponseError(
        ErrorCodes.InternalError,
        error instanceof Error ? error.message : String(error),
      );
    }
  };
}

export function signalOf(token: CancellationToken): AbortSignal {
  const controller = new AbortController();
  if (token.isCancellationRequested) controller.abort();
  else token.onCancellationRequested(() => controller.abort());
  return controller.signal;
}

export function described(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
