import type { Facts } from '#core/facts/facts';
import type { PlanMoves } from '#core/facts/file-move';
import type { FileExports } from '#core/facts/imports';
import type { RepoPath } from '#core/facts/place';
import type { Problem } from '#core/facts/problem';
import type { Independence } from '#core/measures/independence';
import type { Model } from '#core/model/model';
import type { Finding, Fix, Judgement } from '#core/rules/finding';

/** What is true at one moment, consistently, for as long as somebody holds it. */
export interface Snapshot {
  /** Grows by one with every change applied. */
  readonly version: number;
  readonly root: string;
  readonly today: string;
  readonly facts: Facts;
  readonly model: Model;
  readonly judgement: Judgement;
  /** Everything wrong with the inputs, from every source, sorted by path and position. */
  readonly problems: readonly Problem[];
  readonly independence: Independence;
  /** What the editor holds of `.wiring` and CODEOWNERS files that is not saved; absent where all is. */
  readonly unsaved?: Unsaved;
  /** The text as the editor or the disk has it. */
  text(path: RepoPath): string | undefined;
  /** What a file exports, read when asked. */
  exportsOf(path: RepoPath): FileExports | undefined;
  /** What moving files would take; `undefined` while the compiler is being loaded. */
  readonly planMoves: PlanMoves;
  fixes(finding: Finding, place?: Finding['place']): readonly Fix[];
}

/** What stands before the rules have been asked, which is half of the time of a stroke. */
export type Modelled = Omit<Snapshot, 'judgement' | 'fixes'>;

/** An edit that is not saved, beside the state that is. */
export interface Unsaved {
  /** Files that differ from the disk. Sorted. */
  readonly paths: readonly RepoPath[];
  /** The same object for as long as the same texts are saved, whatever else is read anew. */
  readonly state: object;
  /** The model as the saved files make it, over the same files, imports and history; absent where `why` says why not. */
  readonly saved?: Model;
  /** Why the two states cannot be compared. */
  readonly why?: string;
  /** Errors in these files that the saved state does not have: somebody is in the middle of a word. */
  readonly errors: readonly Problem[];
}

export type SessionChange =
  /** The editor holds this text now; it hides the file on disk. */
  | { readonly kind: 'edited'; readonly path: RepoPath; readonly text: string }
  /** The editor let go: the disk counts again. */
  | { readonly kind: 'closed'; readonly path: RepoPath }
  /** Files were made, changed or deleted on disk; without paths: anything may have. */
  | { readonly kind: 'files'; readonly paths?: readonly RepoPath[] }
  /** HEAD or refs moved. */
  | { readonly kind: 'history' };

/** Change in, new immutable snapshot out. */
export interface Session {
  readonly root: string;
  apply(change: SessionChange): void;
  /**
   * The snapshot of everything applied so far. A running computation for an older version is abandoned.
   * @throws AbortError (name) when the signal fires.
   */
  snapshot(options?: SnapshotOptions): Promise<Snapshot>;
  /**
   * The same, without what rules find: whoever waits for no finding has it sooner, and before the rules are asked.
   * @throws AbortError (name) when the signal fires.
   */
  modelled(options?: SnapshotOptions): Promise<Modelled>;
  /** The newest finished snapshot, at once. */
  readonly latest: Snapshot | undefined;
}

export interface SnapshotOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (step: {
    readonly message: string;
    readonly done?: number;
    readonly total?: number;
  }) => void;
}
