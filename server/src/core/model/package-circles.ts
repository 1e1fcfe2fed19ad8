import type { ModuleFacts, PackageFact } from '../facts/modules.ts';
import { byText, type RepoPath } from '../facts/place.ts';

/** One package of the tree that needs another, or one from outside. */
export interface Need {
  /** The folder of the package that needs it. */
  readonly from: RepoPath;
  /** What it is imported by. */
  readonly name: string;
  /** Where it is one of this tree. */
  readonly to?: PackageFact;
  /** Whose manifest tells how one from outside is depended on. */
  readonly like?: RepoPath;
  readonly isTest: boolean;
}

/** Packages that would need each other, through others too; with what is there already, and what is new. */
export function circlesOf({ packages }: ModuleFacts, added: readonly Need[]): readonly string[] {
  const byName = new Map<string, PackageFact>();
  for (const each of packages)
    for (const name of [each.name, each.importName]) if (name) byName.set(name, each);
  const needs = new Map<PackageFact, Set<PackageFact>>();
  for (const each of packages)
    needs.set(each, new Set(each.dependencies.flatMap(name => byName.get(name) ?? [])));
  const byRoot = new Map(packages.map(each => [each.root, each]));
  const fresh = added.flatMap(({ from, to }) => {
    const user = byRoot.get(from);
    return user && to ? [[user, to] as const] : [];
  });
  for (const [user, to] of fresh) needs.get(user)?.add(to);
  const reasons = fresh.flatMap(([user, to]) => {
    const way = wayFrom(to, user, needs);
    if (!way) return [];
    const back = way.map(({ name }) => name).join(' → ');
    return [
      `${user.name} would need ${to.name}, and ${back}: packages that need each other cannot be built.`,
    ];
  });
  return [...new Set(reasons)].sort(byText);
}

function wayFrom(
  start: PackageFact,
  goal: PackageFact,
  needs: ReadonlyMap<PackageFact, ReadonlySet<PackageFact>>,
): readonly PackageFact[] | undefined {
  const before = new Map<PackageFact, PackageFact | undefined>([[start, undefined]]);
  const open = [start];
  for (let next = open.shift(); next; next = open.shift()) {
    if (next === goal) {
      const way: PackageFact[] = [];
      for (let each: PackageFact | undefined = next; each; each = before.get(each)) way.unshift(each);
      return way;
    }
    for (const needed of needs.get(next) ?? []) {
      if (before.has(needed)) continue;
      before.set(needed, next);
      open.push(needed);
    }
  }
  return undefined;
}
