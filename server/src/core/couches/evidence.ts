import { byText } from '../facts/place.ts';
import { pathsBetween } from '../measures/paths.ts';
import type { Model, ModuleEdge, ModuleName } from '../model/model.ts';
import { onceFor } from '../once-for.ts';
import { importPlace } from '../rules/support/places.ts';
import { count, listed, withCommas } from '../views/words.ts';
import type { Carries, Judged, Lift } from './couch.ts';

const EXAMPLES = 5;
const IMPORTS = 5;

/** The widest carries first, of equally wide ones the newest. */
export const examplesOf = onceFor((lifts: readonly Lift[]): Judged['examples'] =>
  [...lifts]
    .filter(({ teams }) => teams.length > 0)
    .sort(
      (a, b) =>
        b.teams.length - a.teams.length || b.change.at - a.change.at || byText(a.change.id, b.change.id),
    )
    .slice(0, EXAMPLES)
    .map(({ change, teams }) => ({
      id: change.id,
      date: dayOf(change.at),
      subject: change.subject,
      teams,
    })),
);

/** The widest of the examples: `61 teams, 1,830 paths between two of them`; of fewer than three nothing is to be said. */
export function widestInWords([widest]: Judged['examples']): string | undefined {
  const teams = widest?.teams.length ?? 0;
  return teams < 3
    ? undefined
    : `${count(teams, 'team')}, ${withCommas(pathsBetween(teams))} paths between two of them`;
}

/** Of several members the imports between them; of one module those by which others use it, one for each user. */
export function importsBehind(model: Model, members: readonly ModuleName[]): Judged['imports'] {
  const inside = new Set<string>(members);
  const [only] = members;
  const edges =
    members.length === 1 && only !== undefined
      ? (edgesTo(model.edges).get(only) ?? [])
      : model.edges.filter(edge => inside.has(edge.from) && inside.has(edge.to));
  return [...edges]
    .filter(({ imports }) => imports.length > 0)
    .sort((a, b) => b.imports.length - a.imports.length || byText(a.from, b.from) || byText(a.to, b.to))
    .slice(0, IMPORTS)
    .flatMap(({ from, to, imports }) => {
      const [first] = imports;
      return first ? [{ place: placeOf(first), from, to }] : [];
    });
}

/** Few imports stand as evidence, each of them at every stroke. */
const placeOf = onceFor(importPlace);

const edgesTo = onceFor((edges: readonly ModuleEdge[]) => {
  const byTarget = new Map<string, ModuleEdge[]>();
  for (const edge of edges) {
    const known = byTarget.get(edge.to);
    if (known) known.push(edge);
    else byTarget.set(edge.to, [edge]);
  }
  return byTarget;
});

/** What does not count, and why, in words. */
export const excludedOf = onceFor(inWords);

function inWords({ lifts, setAside, tooWide, ownedShare }: Carries): readonly string[] {
  const said: string[] = [];
  const parts = Object.entries(setAside).map(([kind, number]) => count(number, ...wordsOf(kind)));
  if (parts.length > 0) said.push(`set aside: ${listed(parts)}`);
  if (tooWide > 0)
    said.push(
      `${count(tooWide, 'change')} that went far beyond it, to five or more modules it has nothing to do with`,
    );
  const nobodys = lifts.filter(({ teams }) => teams.length === 0).length;
  if (nobodys > 0) said.push(`${count(nobodys, 'change')} to files that nobody owns`);
  if (ownedShare < 1 && lifts.length > 0)
    said.push(`nobody owns ${Math.max(1, Math.round((1 - ownedShare) * 100))} % of what was touched`);
  return said;
}

function wordsOf(kind: string): readonly [string, string] {
  switch (kind) {
    case 'release':
      return ['release', 'releases'];
    case 'bot':
      return ['change by a program', 'changes by programs'];
    case 'sweep':
      return ['sweep', 'sweeps'];
    case 'revert':
      return ['revert', 'reverts'];
    case 'rename-only':
      return ['move', 'moves'];
    default:
      return ['change of generated or lock files', 'changes of generated or lock files'];
  }
}

/** ISO date of a moment in epoch seconds. */
export function dayOf(seconds: number): string {
  // Date is used as a calendar only: what it gives depends on nothing but its argument.
  return new Date(seconds * 1000).toISOString().slice(0, 10);
}
