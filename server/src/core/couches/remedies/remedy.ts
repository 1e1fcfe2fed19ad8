import type { MoveRequest } from '../../facts/file-move.ts';
import type { TextEdit } from '../../facts/text-edit.ts';
import type { Replay } from '../replay.ts';

/** What to do, what it would have bought, and what it costs, on one line. */
export function inOneLine({ title, brief }: Remedy): string {
  return `${title}: ${brief.gain}; ${brief.cost}`;
}

/** Plain edits that would change a verdict, with what they would have bought and what they cost. */
export interface Remedy {
  readonly kind: 'reassign' | 'split' | 'interface' | 'merge' | 'wire' | 'publish' | 'move';
  /** What to do, as the title of a fix. */
  readonly title: string;
  readonly edits: readonly TextEdit[];
  /** Files that move along; whether they can is planned when somebody wants it. */
  readonly moves?: Omit<MoveRequest, 'edits'>;
  /** Why the files do not move along in a remedy of its own, as the end of "the files stay: …". */
  readonly stays?: string;
  /** In words with its counts; or that it cannot be replayed, and why. */
  readonly gain: string;
  readonly cost: string;
  /** Gain and cost in a few words each, for the title of a fix. */
  readonly brief: { readonly gain: string; readonly cost: string };
  /** Between 0 and 1, for the order; 0 where the gain cannot be told. */
  readonly worth: number;
  readonly replay?: Replay;
}
