import type { DeclaredFacts, DeclaredHistory } from '#core/facts/declared';
import type { MovePlan, MoveRequest } from '#core/facts/file-move';
import type { FileFacts } from '#core/facts/files';
import type { HistoryFacts } from '#core/facts/history';
import type { FileExports, FileImports, ImportFacts } from '#core/facts/imports';
import type { ModuleFacts } from '#core/facts/modules';
import type { OwnershipFacts } from '#core/facts/ownership';
import type { RepoPath } from '#core/facts/place';
import type { RuntimeFacts } from '#core/facts/runtime';
import type { SourceState } from '#core/facts/state';
import type { Model } from '#core/model/model';
import type { WiringLanguage } from '#language/language';
import type { FileSystem } from '#platform/file-system';
import type { SnapshotOptions } from './snapshot.ts';

/** What a session is made of. The entry points choose the real parts, tests choose twins. */
export interface SessionParts {
  readonly fs: FileSystem;
  readonly sources: Sources;
  /** Whatever may be done before the files are listed; awaited before anything is read. */
  begin?(): Promise<void>;
  /** Loaded only when the root holds a `.wiring` file. */
  language(): Promise<WiringLanguage>;
  /** ISO date of today, for expiry. */
  today(): string;
}

/** One reader a kind of fact. Each is a function of what it is given; memory of earlier results stays in the session. */
export interface Sources {
  /** Whether a `.wiring` text begins a root of its own. */
  startsNestedRoot(text: string): boolean;
  files(
    fs: FileSystem,
    options: { readonly excludes: readonly string[]; readonly nestedRoots: readonly RepoPath[] },
  ): SourceState<FileFacts>;
  /** Adds the people of the roster files that were declared; the same object for the same files. */
  rosters?(fs: FileSystem, declared: DeclaredFacts): DeclaredFacts;
  modules(fs: FileSystem, files: FileFacts): SourceState<ModuleFacts>;
  imports(input: ImportsInput): Promise<SourceState<ImportFacts>>;
  /** What one file exports, for fixes that must be sure; absent or undefined where it cannot be told now. */
  exports?(file: FileImports, text: string): FileExports | undefined;
  /** What moving files would take; absent or undefined where it cannot be told now. */
  moves?(input: MovesInput, request: MoveRequest): MovePlan | undefined;
  ownership(fs: FileSystem, files: FileFacts): SourceState<OwnershipFacts>;
  /** Recorded traces, of the globs that are declared and of what a person named beside them; absent: none are read. */
  runtime?(options: TracesWanted): Promise<SourceState<RuntimeFacts>>;
  history(options: {
    readonly declared: DeclaredHistory;
    readonly signal: AbortSignal;
  }): Promise<SourceState<HistoryFacts>>;
}

export interface MovesInput {
  readonly fs: FileSystem;
  readonly files: FileFacts;
  readonly modules: ModuleFacts;
  readonly imports: ImportFacts;
  readonly model: Model;
  exportsOf(path: RepoPath): FileExports | undefined;
}

export interface TracesWanted extends SnapshotOptions {
  readonly declared: readonly string[];
  readonly signal: AbortSignal;
}

export interface ImportsInput extends SnapshotOptions {
  readonly fs: FileSystem;
  readonly files: FileFacts;
  readonly modules: ModuleFacts;
  readonly signal: AbortSignal;
  /** The last result, and which files may differ since; `undefined` when any may. */
  readonly previous?: ImportFacts | undefined;
  readonly changed?: ReadonlySet<RepoPath> | undefined;
}
