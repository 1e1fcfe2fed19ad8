import type { PairTest } from '../../measures/significance.ts';
import type { ModuleName, TeamName } from '../../model/model.ts';
import { timesInWords } from '../../views/runtime-words.ts';
import { count, percent } from '../../views/words.ts';
import type { CallsForRequest } from '../dependencies.ts';
import type { Thresholds } from '../thresholds.ts';

/** Two pieces of one team that cannot go alone; all that the verdict is told from. */
export interface Pieces {
  readonly test: PairTest;
  /** The one with fewer files. */
  readonly smaller: ModuleName;
  /** Changes to both that the dependencies of both do not explain. */
  readonly unexplained: number;
  /** The team that most often lifts both alone, and how often: of all changes to both that somebody lifts. */
  readonly team: TeamName | undefined;
  readonly byTeam: number;
  readonly together: number;
  /** One imports or calls the other. */
  readonly tied: boolean;
  readonly released: { readonly both: number; readonly either: number; readonly baseRate: number };
  readonly calls: CallsForRequest;
  /** Modules that use either of them, and how many of these belong to other teams. */
  readonly dependents: number;
  readonly others: number;
}

/** Fewer releases tell nothing; and together has to be at least twice as often as any two in this repository. */
const RELEASES = 3;
const ABOVE_BASE = 2;

/** TOO SMALL: chopped so small that every step is carried between the pieces; the sentence says what shows it. */
export function tooSmall(pieces: Pieces, thresholds: Thresholds): string | undefined {
  const { test, unexplained, team, byTeam, together, tied, dependents, others } = pieces;
  const { a, b, shared, changesOfA, changesOfB } = test;
  if (!test.significant || !tied || team === undefined || together === 0) return undefined;
  if (byTeam / together < thresholds.oneTeamFrom) return undefined;
  if (unexplained < thresholds.togetherFrom) return undefined;
  const fromA = unexplained / Math.max(1, changesOfA);
  const fromB = unexplained / Math.max(1, changesOfB);
  const oneWay = Math.max(fromA, fromB) >= thresholds.confidenceOneWay;
  const bothWays = Math.min(fromA, fromB) >= thresholds.confidenceBothWays;
  if (!oneWay && !bothWays) return undefined;
  if (dependents > 0 && others / dependents >= thresholds.othersBelow) return undefined;
  const shown = shownBy(pieces, thresholds);
  if (shown.length === 0) return undefined;
  return `${team} lifts ${byTeam} of ${count(together, 'change')} to both alone; ${shared} of ${changesOfA} changes to ${a} and of ${changesOfB} to ${b} are to both; ${shown.join('; ')}`;
}

/** What makes the two one piece; any of these will do. */
function shownBy(pieces: Pieces, thresholds: Thresholds): readonly string[] {
  const { test, smaller, released, calls } = pieces;
  const shown: string[] = [];
  const changes = smaller === test.a ? test.changesOfA : test.changesOfB;
  const alone = changes === 0 ? 1 : 1 - test.shared / changes;
  if (alone < thresholds.aloneBelow)
    shown.push(`${smaller} changes alone in ${percent(alone)} of its changes`);
  const share = released.either === 0 ? 0 : released.both / released.either;
  if (
    released.either >= RELEASES &&
    share >= thresholds.releasedTogetherFrom &&
    share >= ABOVE_BASE * released.baseRate
  ) {
    shown.push(
      `${released.both} of ${count(released.either, 'release')} of either release both (${percent(released.baseRate)} for any two modules here)`,
    );
  }
  if (calls.times >= thresholds.callsFrom)
    shown.push(
      `${timesInWords(calls.times)} calls between them for each request${calls.seen ? ', as traces tell' : ''}`,
    );
  return shown;
}
