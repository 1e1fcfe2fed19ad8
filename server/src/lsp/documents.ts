import { type Connection, TextDocuments } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { uriKey } from './uris.ts';

/** The texts that the editor holds, kept in step by incremental changes. */
export interface Documents {
  get(uri: string): TextDocument | undefined;
  all(): readonly TextDocument[];
  /** The client's own spelling of a URI where it has the file open. */
  spelled(uri: string): string;
  listen(connection: Connection, events: DocumentEvents): void;
}

export interface DocumentEvents {
  /** Opened, or edited. */
  changed(document: TextDocument): void;
  saved(document: TextDocument): void;
  closed(document: TextDocument): void;
}

export function createDocuments(): Documents {
  const documents = new TextDocuments(TextDocument);
  const spelling = new Map<string, string>();
  const spelled = (uri: string) => spelling.get(uriKey(uri)) ?? uri;
  return {
    get: uri => documents.get(spelled(uri)),
    all: () => documents.all(),
    spelled,
    listen(connection, events) {
      documents.onDidOpen(({ document }) => spelling.set(uriKey(document.uri), document.uri));
      documents.onDidChangeContent(({ document }) => events.changed(document));
      documents.onDidSave(({ document }) => events.saved(document));
      documents.onDidClose(({ document }) => {
        spelling.delete(uriKey(document.uri));
        events.closed(document);
      });
      documents.listen(connection);
    },
  };
}
