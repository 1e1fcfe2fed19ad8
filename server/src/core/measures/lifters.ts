import { byText } from '../facts/place.ts';
import type { Ownership, TeamName } from '../model/model.ts';

/** What a change asks for: one of the teams, or all of them. An `Ownership` is one; an author's teams are another. */
export type Need<Of = TeamName> = Pick<Ownership, 'mode'> & { readonly teams: readonly Of[] };

/**
 * The smallest set of teams that satisfies every need: whoever is needed without an alternative, then, as long as
 * something is left, the team that satisfies most of it. Ties go by name, so that the same change always gives the
 * same teams. Needs without teams ask for nobody. Sorted.
 */
export function smallestTeams<Of extends string = TeamName>(needs: Iterable<Need<Of>>): readonly Of[] {
  const chosen = new Set<Of>();
  let open: Need<Of>[] | undefined;
  for (const need of needs) {
    if (need.mode === 'all' || need.teams.length === 1) for (const team of need.teams) chosen.add(team);
    else if (need.teams.length > 0) {
      open ??= [];
      open.push(need);
    }
  }
  if (!open) return [...chosen].sort(byText);
  let left = open.filter(need => !need.teams.some(team => chosen.has(team)));
  const picked: Of[] = [];
  while (left.length > 0) {
    const counts = new Map<Of, number>();
    for (const need of left)
      for (const team of new Set(need.teams)) counts.set(team, (counts.get(team) ?? 0) + 1);
    let best: { readonly team: Of; readonly count: number } | undefined;
    for (const [team, count] of counts) {
      if (!best || count > best.count || (count === best.count && team < best.team)) best = { team, count };
    }
    const team = best?.team;
    if (team === undefined) break;
    picked.push(team);
    left = left.filter(need => !need.teams.includes(team));
  }
  for (const team of withoutSpare(picked, open, chosen)) chosen.add(team);
  return [...chosen].sort(byText);
}

/** What the greedy way picked early may be covered by what it picked later. */
function withoutSpare<Of>(
  picked: readonly Of[],
  open: readonly Need<Of>[],
  needed: ReadonlySet<Of>,
): readonly Of[] {
  let kept = [...picked];
  for (const team of picked) {
    const others = kept.filter(each => each !== team);
    const covered = open.every(need => need.teams.some(each => needed.has(each) || others.includes(each)));
    if (covered) kept = others;
  }
  return kept;
}
