import type { Connection } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Introduced } from './greet.ts';
import { check } from './handlers/check.ts';
import { codeActions, movingFiles, resolveCodeAction } from './handlers/code-actions.ts';
import { codeLens } from './handlers/code-lens.ts';
import { completion } from './handlers/completion.ts';
import { definition } from './handlers/definition.ts';
import { explained } from './handlers/explain.ts';
import { folding } from './handlers/folding.ts';
import { formatting } from './handlers/formatting.ts';
import { hover } from './handlers/hover.ts';
import { initialFile } from './handlers/initial-file.ts';
import { lifting } from './handlers/lifting.ts';
import { log } from './handlers/log.ts';
import { references } from './handlers/references.ts';
import { prepareRename, rename } from './handlers/rename.ts';
import { semanticTokens } from './handlers/semantic-tokens.ts';
import { fileStatus } from './handlers/status.ts';
import { symbols } from './handlers/symbols.ts';
import { watchedFilesChanged, watchFiles } from './handlers/watched-files.ts';
import type { ServerParts } from './parts.ts';
import {
  CHECK_REQUEST,
  EXPLAIN_REQUEST,
  INIT_REQUEST,
  LIFTING_REQUEST,
  LOG_REQUEST,
  MOVE_REQUEST,
  SETTINGS_NOTIFICATION,
  STATUS_REQUEST,
  TRUSTED_NOTIFICATION,
} from './protocol.ts';
import { registerForOurFiles } from './registrations.ts';
import { UNTRUSTED } from './report.ts';
import { createServer, guarded, type Server } from './server.ts';
import { settingsOf } from './settings.ts';
import { uriKey } from './uris.ts';

/** Answers one client, which has been greeted, until it leaves. */
export function serve(connection: Connection, parts: ServerParts, introduced: Introduced): void {
  const server = createServer(connection, parts, introduced);
  let { folders } = introduced;

  connection.onInitialized(async () => {
    if (!server.settings.trusted) server.log(UNTRUSTED);
    server.roots.setFolders(folders);
    if (server.abilities.workspaceFolders) {
      connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        const gone = new Set(removed.map(folder => uriKey(folder.uri)));
        folders = [...folders.filter(uri => !gone.has(uriKey(uri))), ...added.map(folder => folder.uri)];
        server.roots.setFolders(folders);
      });
    }
    try {
      await registerForOurFiles(server);
      await watchFiles(server, folders);
    } catch (error) {
      server.log(
        `The editor does not watch files for the server, so run "Check" after changes outside of it. ${error}`,
      );
    }
  });

  connection.onHover(guarded(server, 'hover', hover));
  connection.onCompletion(guarded(server, 'completion', completion));
  connection.onDefinition(guarded(server, 'definition', definition));
  connection.onReferences(guarded(server, 'references', references));
  connection.onPrepareRename(guarded(server, 'rename', prepareRename));
  connection.onRenameRequest(guarded(server, 'rename', rename));
  connection.onDocumentSymbol(guarded(server, 'symbols', symbols));
  connection.onFoldingRanges(guarded(server, 'folding', folding));
  connection.onDocumentFormatting(guarded(server, 'formatting', formatting));
  connection.languages.semanticTokens.on(guarded(server, 'semantic tokens', semanticTokens));
  connection.onCodeAction(guarded(server, 'code actions', codeActions));
  connection.onCodeLens(guarded(server, 'code lenses', codeLens));
  connection.onCodeActionResolve(guarded(server, 'quick fix', resolveCodeAction));
  connection.onDidChangeWatchedFiles(params => watchedFilesChanged(server, params));
  connection.onRequest(STATUS_REQUEST, guarded(server, STATUS_REQUEST, fileStatus));
  connection.onRequest(LIFTING_REQUEST, guarded(server, LIFTING_REQUEST, lifting));
  connection.onRequest(CHECK_REQUEST, guarded(server, CHECK_REQUEST, check));
  connection.onRequest(EXPLAIN_REQUEST, guarded(server, EXPLAIN_REQUEST, explained));
  connection.onRequest(MOVE_REQUEST, guarded(server, MOVE_REQUEST, movingFiles));
  connection.onRequest(LOG_REQUEST, guarded(server, LOG_REQUEST, log));
  connection.onRequest(INIT_REQUEST, guarded(server, INIT_REQUEST, initialFile));
  connection.onNotification(TRUSTED_NOTIFICATION, () => {
    if (server.settings.trusted) return;
    server.settings = { ...server.settings, trusted: true };
    server.log('The workspace is trusted now: reviewing again, with git.');
    server.roots.reopen();
  });
  connection.onNotification(SETTINGS_NOTIFICATION, (given: unknown) => {
    const { diagnostics, lenses } = { ...server.settings, ...settingsOf(given) };
    server.settings = { ...server.settings, diagnostics, lenses };
    server.republish();
    server.refreshLenses();
  });

  function taken(document: TextDocument, opened: boolean): void {
    for (const { root, path } of concerned(server, document.uri)) {
      root.apply({ kind: 'edited', path, text: document.getText() }, opened);
    }
  }

  server.documents.listen(connection, {
    opened: document => taken(document, true),
    edited: document => taken(document, false),
    // What is saved is no longer an edit; a watcher would tell that late, and not every editor has one.
    saved(document) {
      for (const { root, path } of concerned(server, document.uri))
        root.apply({ kind: 'files', paths: [path] });
    },
    closed(document) {
      for (const { root, path } of server.roots.around(document.uri)) root.apply({ kind: 'closed', path });
    },
  });
}

/** The root that reviews a file; for a `.wiring` file every root around it, because it may begin or end a nested one. */
function concerned(server: Server, uri: string) {
  const found = server.roots.of(uri);
  if (!found) return [];
  return uri.endsWith('.wiring') ? server.roots.around(uri) : [found];
}
