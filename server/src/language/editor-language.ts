import type {
  CompletionItem,
  DocumentSymbol,
  FoldingRange,
  SemanticTokens,
  SemanticTokensLegend,
} from 'vscode-languageserver';
import type { Place, Position, Range, RepoPath } from '#core/facts/place';
import type { TextEdit } from '#core/facts/text-edit';

/**
 * What an editor asks about `.wiring` files. Answers are about the files last read and the names last checked;
 * a path that was not read gives an empty answer. Paths and positions in, plain data out: URIs are the caller's.
 */
export interface EditorLanguage {
  completion(path: RepoPath, position: Position): Promise<readonly CompletionItem[]>;
  /** Where the name at a position is declared, or inferred from. Empty where there is no name, or an unknown one. */
  definition(path: RepoPath, position: Position): Promise<readonly Place[]>;
  /** Every mention in the root, in order of files and positions. */
  references(path: RepoPath, position: Position, includeDeclaration: boolean): Promise<readonly Place[]>;
  /** The range that would be renamed, or why it cannot be. `undefined`: there is no name here. */
  prepareRename(path: RepoPath, position: Position): Promise<Renaming | undefined>;
  /** All edits of a rename; the new name is quoted where it has to be. */
  rename(path: RepoPath, position: Position, newName: string): Promise<Renamed>;
  symbols(path: RepoPath): Promise<readonly DocumentSymbol[]>;
  folding(path: RepoPath): Promise<readonly FoldingRange[]>;
  /** Edits that lay the file out; none while it has syntax errors. */
  format(path: RepoPath): readonly TextEdit[];
  semanticTokens(path: RepoPath): Promise<SemanticTokens>;
  readonly semanticTokensLegend: SemanticTokensLegend;
  /** The characters after which an editor should ask for completion. */
  readonly completionTriggers: readonly string[];
  /** What is named at a position, declared or referred to; for hovers. */
  nameAt(path: RepoPath, position: Position): NameAt | undefined;
}

export type Renaming =
  | { readonly ok: true; readonly range: Range; readonly name: string }
  | { readonly ok: false; readonly message: string };

export type Renamed =
  | { readonly ok: true; readonly edits: readonly TextEdit[] }
  | { readonly ok: false; readonly message: string };

/** The kinds of things a name can stand for; each is a namespace of its own. */
export type NameKind =
  | 'organization'
  | 'group'
  | 'team'
  | 'module'
  | 'service'
  | 'couch'
  | 'queue'
  | 'initiative'
  | 'flow'
  | 'capability'
  | 'feed'
  | 'event'
  | 'rule'
  | 'option'
  | 'train';

export interface NameAt {
  readonly kind: NameKind;
  /** Without quotes. */
  readonly name: string;
  readonly range: Range;
  /** Whether this is the declaration itself. */
  readonly declares: boolean;
  /** The rule that an option belongs to. */
  readonly rule?: string;
}
