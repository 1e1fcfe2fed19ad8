import type { Facts } from '../facts/facts.ts';
import type { PlanMoves } from '../facts/file-move.ts';
import type { FileExports } from '../facts/imports.ts';
import type { RepoPath } from '../facts/place.ts';
import type { Problem } from '../facts/problem.ts';
import type { Independence } from '../measures/independence.ts';
import type { Model } from '../model/model.ts';
import type { Judgement } from '../rules/finding.ts';
import type { FixContext } from '../rules/rule.ts';

/** The part of a snapshot that views are made from; a session's snapshot fits as it is. */
export interface Reviewed {
  readonly today: string;
  readonly facts: Facts;
  readonly model: Model;
  readonly judgement: Judgement;
  readonly independence: Independence;
  readonly problems: readonly Problem[];
  /** What a file holds; without it remedies are not told. */
  text?(path: RepoPath): string | undefined;
  exportsOf?(path: RepoPath): FileExports | undefined;
  readonly planMoves?: PlanMoves;
  readonly cannotMove?: string;
}

/** What remedies need; none where the texts are not at hand. */
export function fixContextOf({
  model,
  today,
  text,
  exportsOf,
  planMoves,
  cannotMove,
}: Reviewed): FixContext | undefined {
  return (
    text && {
      model,
      today,
      text,
      ...(exportsOf ? { exportsOf } : {}),
      ...(planMoves ? { planMoves } : {}),
      ...(cannotMove === undefined ? {} : { cannotMove }),
    }
  );
}
