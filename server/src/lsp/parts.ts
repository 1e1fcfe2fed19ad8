import type { RepoPath } from '#core/facts/place';
import type { SourceState } from '#core/facts/state';
import type { UncommittedFacts } from '#core/facts/uncommitted';
import type { EditorLanguage } from '#language/editor-language';
import type { Session } from '#session/snapshot';

/** What the entry point gives the server: everything that touches the disk, git or the language is made there. */
export interface ServerParts {
  /** The root that reviews a workspace folder: the repository around it, or the folder itself. Absolute paths. */
  rootOf(folder: string): string;
  /** The innermost folder below `root`, at or above `path`, whose `.wiring` file begins with `root`. */
  nestedRootOf(root: string, path: RepoPath): RepoPath | undefined;
  /** Whether an absolute path is a folder now. */
  isFolder(path: string): boolean;
  open(root: string, options: { readonly trusted: boolean }): OpenedRoot;
  /** The documentation page of a rule as a URI, where one ships with the server. */
  docsOf(rule: string): string | undefined;
  /** Loads what it takes to follow names and to move files; at once where that is there. */
  followNames(): Promise<void>;
  /** Makes ready, while nothing is asked, what the next keystroke would have to wait for. */
  prepare?(): void;
}

export interface OpenedRoot {
  readonly session: Session;
  /** The editor's half of the language; made on first use. Shares its memory with the session. */
  language(): Promise<EditorLanguage>;
  /** What is not committed yet, or why that cannot be told. Reads it anew each time. */
  uncommitted(): Promise<SourceState<UncommittedFacts>>;
}
