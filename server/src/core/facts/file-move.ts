import type { RepoPath } from './place.ts';
import type { TextEdit } from './text-edit.ts';

/** One file that gets another path. */
export interface FileMove {
  readonly from: RepoPath;
  readonly to: RepoPath;
}

/** A move that was seen to keep what every import means, or why it is not made at all: there is no half of a move. */
export type MovePlan =
  | {
      readonly ok: true;
      readonly moves: readonly FileMove[];
      /** At the paths and positions from before the move: they are made first, then the files are renamed. */
      readonly edits: readonly TextEdit[];
    }
  | {
      readonly ok: false;
      /** Whole sentences for the user, sorted. */
      readonly reasons: readonly string[];
    };
