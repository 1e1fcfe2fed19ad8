import { type Connection, TextDocuments } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { uriKey } from './uris.ts';

/** The texts that the editor holds, kept in step by incremental changes. */
export interface Documents {
  get(uri: string): TextDocument | undefined;
  all(): readonly TextDocument[];
  /** The client's own spelling of a URI where it has the file open. */
  spelled(uri: string): string;
  /** Grows with every file that is opened or closed: until then all are spelled as they were. */
  readonly opened: number;
  listen(connection: Connection, events: DocumentEvents): void;
}

/** More files than are told of at once. */
const MOST_KEYS = 50_000;

export interface DocumentEvents {
  opened(document: TextDocument): void;
  edited(document: TextDocument): void;
  saved(document: TextDocument): void;
  closed(document: TextDocument): void;
}

export function createDocuments(): Documents {
  const documents = new TextDocuments(TextDocument);
  const spelling = new Map<string, string>();
  // Asked for every place of every finding; parsing a URI each time would take longer than the rest of telling them.
  const keys = new Map<string, string>();
  const keyOf = (uri: string): string => {
    let key = keys.get(uri);
    if (key === undefined) {
      if (keys.size >= MOST_KEYS) keys.clear();
      key = uriKey(uri);
      keys.set(uri, key);
    }
    return key;
  };
  const spelled = (uri: string) => (spelling.size === 0 ? uri : (spelling.get(keyOf(uri)) ?? uri));
  let opened = 0;
  return {
    get: uri => documents.get(spelled(uri)),
    all: () => documents.all(),
    spelled,
    get opened() {
      return opened;
    },
    listen(connection, events) {
      // An opened document is also told as one whose text changed.
      let taken: TextDocument | undefined;
      documents.onDidOpen(({ document }) => {
        spelling.set(uriKey(document.uri), document.uri);
        opened += 1;
        taken = document;
      });
      documents.onDidChangeContent(({ document }) => {
        if (document === taken) events.opened(document);
        else events.edited(document);
        taken = undefined;
      });
      documents.onDidSave(({ document }) => events.saved(document));
      documents.onDidClose(({ document }) => {
        spelling.delete(uriKey(document.uri));
        opened += 1;
        events.closed(document);
      });
      documents.listen(connection);
    },
  };
}
