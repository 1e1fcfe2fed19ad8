import type { RepoPath } from './place.ts';
import type { TextEdit } from './text-edit.ts';

/** One file that gets another path. */
export interface FileMove {
  readonly from: RepoPath;
  readonly to: RepoPath;
}

/** What somebody wants to move, before it is known whether it can be done. */
export interface MoveRequest {
  readonly moves: readonly FileMove[];
  /** Text edits made in the same breath, at the paths and positions from before: what they replace is not rewritten again. */
  readonly edits: readonly TextEdit[];
  /** Folders of packages that are given up: what they offer goes with their files, and who imported it by their name says another. */
  readonly givenUp?: readonly RepoPath[];
  /** Whose the files are afterwards: who owned them before, or whoever owns the place they come to. */
  readonly owners: 'stay' | 'follow';
}

/** A move that was seen to keep what every import means, or why it is not made at all: there is no half of a move. */
export type MovePlan =
  | {
      readonly ok: true;
      readonly moves: readonly FileMove[];
      /** At the paths and positions from before the move: they are made first, then the files are renamed. With those asked for. */
      readonly edits: readonly TextEdit[];
      /** Whole sentences about what a person should know before agreeing, sorted. */
      readonly notes: readonly string[];
    }
  | {
      readonly ok: false;
      /** Whole sentences for the user, sorted. */
      readonly reasons: readonly string[];
    };

/** How a request is planned; `undefined` while it cannot be told yet, because the compiler is still being loaded. */
export type PlanMoves = (request: MoveRequest) => MovePlan | undefined;

/** What is to be written: new texts of files (`before` is what each must hold; absent where there must be none), and moves. */
export interface Written {
  readonly texts: readonly {
    readonly path: RepoPath;
    readonly before: string | undefined;
    readonly after: string;
  }[];
  readonly moves: readonly FileMove[];
}
