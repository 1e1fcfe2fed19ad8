import type { TeamName } from '../model/model.ts';

/** Independence of action: the share of carries that one team lifted alone (DESIGN.md section 5). */
export interface Independence {
  /** Sorted by team name. Empty, with `unknown` saying why, where it cannot be told. */
  readonly teams: readonly TeamIndependence[];
  readonly unknown?: string;
  /** Ordinary changes in the window that lifted at least one team. */
  readonly carries: number;
  /** Of those, how many one team lifted alone. */
  readonly alone: number;
  readonly windowMonths: number;
  /** What was set aside, by class: release, bot, sweep, revert, rename-only, noise-only. */
  readonly setAside: Readonly<Record<string, number>>;
  /** How lifters were told: owners of what was touched, or also authors by roster. */
  readonly liftersBy: 'owners' | 'owners and roster';
}

export interface TeamIndependence {
  readonly team: TeamName;
  /** |{e: T(e) = {t}}| */
  readonly alone: number;
  /** |{e: t ∈ T(e)}| */
  readonly lifted: number;
  /** alone / lifted, between 0 and 1; undefined when nothing was lifted. */
  readonly share: number | undefined;
  /** Teams that most often lift together with this one. */
  readonly with: readonly { readonly team: TeamName; readonly changes: number }[];
}
