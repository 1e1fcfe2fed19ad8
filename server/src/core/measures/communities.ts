import { byText } from '../facts/place.ts';
import type { Model, ModuleName } from '../model/model.ts';
import { consensusCommunities } from './consensus.ts';
import type { PairTest } from './significance.ts';

/**
 * Groups of at least two modules that history shows to move together: consensus communities over *significant*
 * co-change, without hubs (DESIGN.md section 5; grade C). A pair weighs what it shares beyond what chance expects. Each
 * group's members sorted, groups by their first member. Deterministic.
 */
export function coChangeCommunities(
  pairs: readonly PairTest[],
  options: { readonly hubs?: ReadonlySet<ModuleName> } = {},
): readonly Community[] {
  const counted = pairs.filter(
    ({ a, b, significant }) => significant && !options.hubs?.has(a) && !options.hubs?.has(b),
  );
  const names = [...new Set(counted.flatMap(({ a, b }) => [a, b]))].sort(byText);
  const indexOf = new Map(names.map((name, index) => [name, index]));
  const links = counted
    .map(({ a, b, shared, expected }) => ({
      a: indexOf.get(a) ?? 0,
      b: indexOf.get(b) ?? 0,
      weight: shared - expected,
    }))
    // The order of links decides ties inside the library; it must not depend on who asks.
    .sort((x, y) => x.a - y.a || x.b - y.b);
  const found = consensusCommunities({ nodes: names.length, links });
  const groups = new Map<number, ModuleName[]>();
  for (const [index, name] of names.entries()) {
    const community = found.communityOf[index] ?? -1;
    groups.set(community, [...(groups.get(community) ?? []), name]);
  }
  return [...groups]
    .filter(([, members]) => members.length > 1)
    .map(([community, members]) => ({ members, agreement: found.agreementOf(community) }));
}

export interface Community {
  /** Sorted, at least two. */
  readonly members: readonly ModuleName[];
  /** In what share of twenty runs two members were together, on average: near 1 is stable. */
  readonly agreement: number;
}

/**
 * Modules that more than a quarter of all others use: they move with everybody and would glue groups together that have
 * nothing to do with each other. Below `least` (5) dependents nobody is a hub: in a system of six modules everything
 * is a quarter.
 */
export function hubsOf(
  model: Pick<Model, 'modules' | 'edges'>,
  options: { readonly share?: number; readonly least?: number } = {},
): ReadonlySet<ModuleName> {
  const dependents = new Map<ModuleName, number>();
  for (const { to, imports } of model.edges)
    if (imports.length > 0) dependents.set(to, (dependents.get(to) ?? 0) + 1);
  const line = Math.max(
    (options.share ?? 0.25) * model.modules.length,
    // Strictly more than the line.
    (options.least ?? 5) - 1,
  );
  return new Set([...dependents].filter(([, count]) => count > line).map(([name]) => name));
}
