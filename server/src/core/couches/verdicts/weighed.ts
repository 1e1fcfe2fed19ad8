import type { TeamShares } from '../../measures/effective-teams.ts';
import type { MissedTail } from '../../measures/runtime/tail.ts';
import type { TeamName } from '../../model/model.ts';
import { oneDecimal, percent } from '../../views/words.ts';
import type { Bandwidth } from '../channels.ts';
import type { Couch, CouchNumbers } from '../couch.ts';
import type { Halves } from '../halves.ts';

/** All that a verdict is told from; moving a threshold asks again over the same. */
export interface Weighed {
  readonly couch: Couch;
  readonly numbers: CouchNumbers;
  /** Of a discovered group: the same for the carries that were mostly its own. */
  readonly ownNumbers?: CouchNumbers;
  /** Teams known in the whole repository that could have to wait for each other. */
  readonly teamsKnown: number;
  /** Why there is no history, where there is none. */
  readonly withoutHistory?: string;
  /** The two teams that most often lift it together. */
  readonly pair?: {
    readonly teams: readonly [TeamName, TeamName];
    /** The share of carries that both of them lift. */
    readonly need: number;
    readonly carries: number;
    readonly bandwidth: Bandwidth;
  };
  /** Whether the wiring file declares any channel. */
  readonly channelsDeclared: boolean;
  /** Two parts that nothing ties together. */
  readonly halves?: Halves;
  /** Of a chain or train: the teams that have a hand in its services. */
  readonly running?: TeamShares<TeamName>;
  /**
   * Of a chain whose entry point promises an availability: that, and what is left of it, shares; whether it takes calls that were
   * only seen to say so.
   */
  readonly promise?: { readonly promised: number; readonly left: number; readonly seenOnly: boolean };
  /** Of a chain whose entry point promises how soon it answers: that, and why it is missed. */
  readonly late?: Pick<MissedTail, 'promised' | 'left' | 'measured'>;
}

/** The sentence that gives a verdict's reason. Made when it is told: most are asked only whether they hold. */
export type Said = () => string;

export function teamsInWords(effective: number): string {
  return `${oneDecimal(effective)} effective teams`;
}

/**
 * `38 % of its 214 carries in 12 months (95 % interval 32–45 %) were lifted by one team alone`. `limit`: the share that it
 * falls short of, and must not read as.
 */
export function independenceInWords(
  { carries, windowMonths, independence }: CouchNumbers,
  limit?: number,
): string {
  if (!independence) return `there were no carries in ${windowMonths} months`;
  return `${percent(independence.share, limit)} of its ${carries} carries in ${windowMonths} months were lifted by one team alone (95 % interval ${intervalInWords(independence)})`;
}

export function intervalInWords({ low, high }: { readonly low: number; readonly high: number }): string {
  return `${Math.round(low * 100)}–${Math.round(high * 100)} %`;
}

/** Three teams that always lift together are three effective teams, whatever logarithms make of it. */
export function reaches(number: number, threshold: number): boolean {
  return number >= threshold - 1e-9;
}
