import type { Resolution } from '#core/facts/imports';
import type { PackageFact } from '#core/facts/modules';
import { byText, type RepoPath } from '#core/facts/place';
import { listed } from '#core/views/words';
import type { Manifests } from '../manifest.ts';
import type { MoveInput } from './input.ts';
import type { MovedPaths } from './moved-tree.ts';

/**
 * Dependencies that some import of a package needed before the move and none does after it. They are told and not taken
 * out: a script, a configuration or a plugin may need them without an import.
 */
export function noLongerNeeded(
  { imports, modules }: MoveInput,
  paths: MovedPaths,
  manifests: Manifests,
  nearest: (path: RepoPath) => RepoPath,
  givenUp: readonly RepoPath[] = [],
): readonly string[] {
  const packages = new Map<RepoPath, PackageFact>(modules.packages.map(each => [each.root, each]));
  const nameOf = (root: RepoPath) => {
    const found = packages.get(root);
    return found && (found.importName ?? found.name);
  };
  const needs = (here: RepoPath, was: Resolution, where: (path: RepoPath) => RepoPath) => {
    if (was.to === 'external') return was.name;
    if (was.to !== 'file') return undefined;
    const there = nearest(where(was.path));
    return there === here ? undefined : nameOf(there);
  };
  const before = new Map<RepoPath, Set<string>>();
  const after = new Map<RepoPath, Set<string>>();
  for (const file of imports.files) {
    const [here, hereThen] = [nearest(file.path), nearest(paths.after(file.path))];
    for (const { resolution } of file.imports) {
      note(
        before,
        here,
        needs(here, resolution, path => path),
      );
      note(after, hereThen, needs(hereThen, resolution, paths.after));
    }
  }
  return [...before]
    .filter(([root]) => !givenUp.includes(root))
    .sort(([a], [b]) => byText(a, b))
    .flatMap(([root, names]) => {
      const manifest = manifests.at(root);
      const idle = [...names].filter(name => manifest?.dependencies.has(name) && !after.get(root)?.has(name));
      if (!manifest || idle.length === 0) return [];
      const them = idle.length === 1 ? 'it' : 'them';
      return [
        `No import of ${manifest.name ?? manifest.path} needs ${listed(idle.sort(byText))} any more: take ${them} out of ${manifest.path}, unless a script or a tool needs ${them}.`,
      ];
    });
}

function note(needed: Map<RepoPath, Set<string>>, root: RepoPath, name: string | undefined): void {
  if (name === undefined) return;
  const known = needed.get(root);
  if (known) known.add(name);
  else needed.set(root, new Set([name]));
}
