import { byText } from '../facts/place.ts';

/**
 * How much of the same two teams carry: Σ min(w_A, w_B) / Σ max(w_A, w_B) over modules, where w_t is what a team carries
 * of a module, Σ ω / |T(e)| over the carries e that it lifts (the weighted Jaccard index of Ružička 1958 on the sets of
 * modules they change; MEASURES.md section c, grade A as arithmetic, C as a sign of trouble). 1 where both carry the same,
 * 0 where no module sees both. A change of many teams attaches to each by its part, as for effective teams.
 *
 * `carries` by module; a carry without teams counts for nobody. The greatest overlap first, then by name; pairs that share
 * no module are left out. O(Σ t²) over the t teams of each module.
 */
export function teamOverlaps<Module extends string, Team extends string>(
  carries: Iterable<
    readonly [Module, readonly { readonly teams: readonly Team[]; readonly weight: number }[]]
  >,
): readonly TeamOverlap<Module, Team>[] {
  const totals = new Map<Team, number>();
  const pairs = new Map<Team, Map<Team, { least: number; modules: OverlapIn<Module>[] }>>();
  for (const [module, lifts] of carries) {
    const { parts, together } = shares(lifts);
    const teams = [...parts.keys()].sort(byText);
    for (const [i, a] of teams.entries()) {
      const ofA = parts.get(a) ?? NONE;
      totals.set(a, (totals.get(a) ?? 0) + ofA.part);
      for (const b of teams.slice(i + 1)) {
        const ofB = parts.get(b) ?? NONE;
        const row = pairs.get(a) ?? new Map<Team, { least: number; modules: OverlapIn<Module>[] }>();
        pairs.set(a, row);
        const pair = row.get(b) ?? { least: 0, modules: [] };
        row.set(b, pair);
        const least = Math.min(ofA.part, ofB.part);
        pair.least += least;
        pair.modules.push({
          module,
          carries: [ofA.carries, ofB.carries],
          together: together(a, b),
          weight: least,
        });
      }
    }
  }
  return [...pairs]
    .flatMap(([a, row]) =>
      [...row].map(([b, { least, modules }]): TeamOverlap<Module, Team> => {
        // Σ max = Σ w_A + Σ w_B − Σ min.
        const most = (totals.get(a) ?? 0) + (totals.get(b) ?? 0) - least;
        return {
          teams: [a, b],
          overlap: most > 0 ? least / most : 0,
          modules: modules.sort((x, y) => y.weight - x.weight || byText(x.module, y.module)),
        };
      }),
    )
    .sort(
      (x, y) => y.overlap - x.overlap || byText(x.teams[0], y.teams[0]) || byText(x.teams[1], y.teams[1]),
    );
}

export interface TeamOverlap<Module extends string = string, Team extends string = string> {
  /** Sorted. */
  readonly teams: readonly [Team, Team];
  /** Between 0 and 1. */
  readonly overlap: number;
  /** The modules that both carry, those that weigh most first. */
  readonly modules: readonly OverlapIn<Module>[];
}

export interface OverlapIn<Module extends string = string> {
  readonly module: Module;
  /** Carries that each lifted, in the order of `teams`; plain counts. */
  readonly carries: readonly [number, number];
  /** Of those, how many they lifted together. */
  readonly together: number;
  /** min(w_A, w_B) */
  readonly weight: number;
}

const NONE = { part: 0, carries: 0 };

function shares<Team extends string>(
  lifts: readonly { readonly teams: readonly Team[]; readonly weight: number }[],
) {
  const parts = new Map<Team, { part: number; carries: number }>();
  for (const { teams, weight } of lifts) {
    for (const team of teams) {
      const known = parts.get(team) ?? { part: 0, carries: 0 };
      known.part += weight / teams.length;
      known.carries += 1;
      parts.set(team, known);
    }
  }
  const several = lifts.filter(({ teams }) => teams.length > 1);
  return {
    parts,
    together: (a: Team, b: Team) =>
      several.filter(({ teams }) => teams.includes(a) && teams.includes(b)).length,
  };
}
