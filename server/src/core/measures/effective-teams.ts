import { byText } from '../facts/place.ts';

/**
 * How many teams carry a couch, counted by how much each carries: k_eff = exp(−Σ p ln p), with p_t ∝ Σ ω / |T(e)| over the
 * carries e that team t lifts (the exponential of Shannon's entropy, Hill 1973; MEASURES.md section c, grade A as arithmetic,
 * C as a predictor; needs about ten carries). A change of many teams attaches to each by its part only, so that one
 * sweep of twenty teams cannot make a couch look like twenty teams' work. Carries without teams do not count.
 */
export function effectiveTeams<Team extends string>(carries: readonly Carried<Team>[]): TeamShares<Team> {
  const parts = new Map<Team, number>();
  for (const { teams, weight } of carries)
    for (const team of teams) parts.set(team, (parts.get(team) ?? 0) + weight / teams.length);
  let total = 0;
  for (const part of parts.values()) total += part;
  if (total <= 0) return { count: undefined, teams: [] };
  const teams = [...parts]
    .map(([team, part]) => ({ team, share: part / total }))
    .sort((a, b) => b.share - a.share || byText(a.team, b.team));
  return { count: Math.exp(entropy(teams.map(({ share }) => share))), teams };
}

export interface Carried<Team extends string = string> {
  readonly teams: readonly Team[];
  /** ω, or 1 for plain counts. */
  readonly weight: number;
}

export interface TeamShares<Team extends string = string> {
  /** k_eff: 1 where one team carries all; undefined where no carry has a team. */
  readonly count: number | undefined;
  /** Shares of the weight that add up to 1, largest first. */
  readonly teams: readonly { readonly team: Team; readonly share: number }[];
}

function entropy(shares: readonly number[]): number {
  let sum = 0;
  for (const share of shares) if (share > 0) sum -= share * Math.log(share);
  return sum;
}

/**
 * The fractal value 1 − Σ(n_a / N)²: 0 where one did all, near 1 where many did little each (D'Ambros, Lanza, Gall 2005, as
 * in code-maat; grade C). `counts` are changes of each team. 0 for none.
 */
export function fractalValue(counts: readonly number[]): number {
  let total = 0;
  for (const count of counts) total += count;
  if (total === 0) return 0;
  return 1 - counts.reduce((sum, count) => sum + (count / total) ** 2, 0);
}
