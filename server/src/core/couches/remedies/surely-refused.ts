import type { FileMove } from '../../facts/file-move.ts';
import type { PackageFact } from '../../facts/modules.ts';
import { isWithin, type RepoPath } from '../../facts/place.ts';
import { factsOf } from '../../facts/state.ts';
import { importersOf } from '../../model/import-index.ts';
import type { Model } from '../../model/model.ts';
import { circlesOf, type Need } from '../../model/package-circles.ts';

/**
 * Why a plan would refuse these moves, as far as the imports and packages that are known tell it at once; so that a light
 * bulb does not offer what cannot be. It says nothing that a plan would not: what only a plan can tell is left to it.
 */
export function surelyRefused(model: Model, moves: readonly FileMove[]): string | undefined {
  for (const { from } of moves)
    if (model.importsOf(from)?.imports.some(({ resolution: to }) => isComputed(to)))
      return `${from} computes what it imports, so it cannot be rewritten`;
  const modules = factsOf(model.facts.modules);
  if (!modules) return undefined;
  const home = homesIn(modules.packages);
  const then = new Map(moves.map(({ from, to }) => [from, to]));
  const places = (path: RepoPath) => home(then.get(path) ?? path);
  const added: Need[] = [];
  const need = (by: RepoPath, of: RepoPath) => {
    const [user, needed] = [places(by), places(of)];
    if (!user || !needed || user === needed) return;
    const name = needed.importName ?? needed.name;
    if (!user.dependencies.includes(name))
      added.push({ from: user.root, name, to: needed, isTest: model.roleOf(by) === 'test' });
  };
  for (const { from, to } of moves) {
    const [left, joined] = [home(from), home(to)];
    if (!left || !joined || left === joined) continue;
    const entry = left.exported.find(({ specifier }) => specifier === (left.importName ?? left.name));
    if (entry?.path === from) return `${from} is what others import ${left.name} by`;
    for (const { resolution } of model.importsOf(from)?.imports ?? [])
      if (resolution.to === 'file') need(from, resolution.path);
    for (const by of importersOf(model, from)) need(by, from);
  }
  for (const { from, name, to } of added) {
    const user = modules.packages.find(({ root }) => root === from);
    if (user?.published && to && !to.published)
      return `${user.name} is published and would need ${name}, which is not`;
  }
  const [circle] = circlesOf(modules, added);
  return circle?.replace(/\.$/, '');
}

function isComputed(resolution: { readonly to: string; readonly reason?: string }): boolean {
  return resolution.to === 'unresolved' && resolution.reason === 'not-a-literal';
}

/** The package with a manifest that a path lies in: the deepest. */
function homesIn(packages: readonly PackageFact[]): (path: RepoPath) => PackageFact | undefined {
  const deepest = packages
    .filter(({ manifest }) => manifest?.endsWith('package.json'))
    .sort((a, b) => b.root.length - a.root.length);
  return path => deepest.find(({ root }) => isWithin(path, root));
}
