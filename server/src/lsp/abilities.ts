import type { ClientCapabilities } from 'vscode-languageserver';

/** The few things about a client that change what the server says. */
export interface ClientAbilities {
  readonly progress: boolean;
  /** The client can be asked to watch files. */
  readonly watchesFiles: boolean;
  /** … also outside of the workspace folders. */
  readonly relativeWatching: boolean;
  readonly workspaceFolders: boolean;
  /** Code actions may be sent without their edits, which are asked for when one is chosen. */
  readonly resolvesEdits: boolean;
  /** Edits may create files. */
  readonly createsFiles: boolean;
  /** Edits may rename files. */
  readonly renamesFiles: boolean;
  /** Parts of an edit may ask for a person's consent. */
  readonly asksConsent: boolean;
  /** Features may be registered later, for some files only. */
  readonly registers: boolean;
  /** The client can be told to ask for its code lenses again. */
  readonly refreshesLenses: boolean;
  /** A definition may tell the range that leads to it. */
  readonly definitionLinks: boolean;
  /** What is completed may have places to fill in. */
  readonly snippets: boolean;
}

export const NO_ABILITIES: ClientAbilities = {
  progress: false,
  watchesFiles: false,
  relativeWatching: false,
  workspaceFolders: false,
  resolvesEdits: false,
  createsFiles: false,
  renamesFiles: false,
  asksConsent: false,
  registers: false,
  refreshesLenses: false,
  definitionLinks: false,
  snippets: false,
};

/** Whoever cannot rename files, or would want each edit at once, is not offered to move any. */
export function movesFiles({ renamesFiles, resolvesEdits }: ClientAbilities): boolean {
  return renamesFiles && resolvesEdits;
}

const LATE = [
  'codeLens',
  'completion',
  'definition',
  'references',
  'rename',
  'documentSymbol',
  'foldingRange',
  'formatting',
  'semanticTokens',
] as const;

export function abilitiesOf({ window, workspace, textDocument }: ClientCapabilities): ClientAbilities {
  const edit = workspace?.workspaceEdit;
  return {
    progress: window?.workDoneProgress === true,
    watchesFiles: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    relativeWatching: workspace?.didChangeWatchedFiles?.relativePatternSupport === true,
    workspaceFolders: workspace?.workspaceFolders === true,
    resolvesEdits: textDocument?.codeAction?.resolveSupport?.properties.includes('edit') === true,
    createsFiles: edit?.documentChanges === true && edit.resourceOperations?.includes('create') === true,
    renamesFiles: edit?.documentChanges === true && edit.resourceOperations?.includes('rename') === true,
    asksConsent: edit?.changeAnnotationSupport !== undefined,
    registers: LATE.every(feature => textDocument?.[feature]?.dynamicRegistration === true),
    refreshesLenses: workspace?.codeLens?.refreshSupport === true,
    definitionLinks: textDocument?.definition?.linkSupport === true,
    snippets: textDocument?.completion?.completionItem?.snippetSupport === true,
  };
}
