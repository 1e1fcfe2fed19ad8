import type { Resolution } from '#core/facts/imports';
import { joinPath, type RepoPath } from '#core/facts/place';
import { subpathExported } from './resolve-package.ts';
import { findPath, isLeftOut, sourceOfBuilt } from './resolve-relative.ts';
import { type Aliased, type Resolving, toFile } from './resolving.ts';
import { packageNameOf } from './tsconfig.ts';

/** tsconfig's `paths`, else `baseUrl`. */
export function resolveAlias(world: Resolving, specifier: string): Aliased {
  const { config } = world;
  if (!config || (config.paths.length === 0 && config.baseUrl === undefined)) return { matched: false };
  const alias = bestAlias(config.paths, specifier);
  if (!alias) {
    const path = config.baseUrl === undefined ? undefined : joinPath(config.baseUrl, specifier);
    const found = path === undefined ? undefined : findPath(world, path);
    return found === undefined
      ? { matched: false }
      : { matched: false, resolution: viaAlias(world, specifier, found) };
  }
  const candidates = alias.targets.flatMap(
    target =>
      joinPath(
        ROOT,
        target.replace('*', () => alias.star),
      ) ?? [],
  );
  for (const find of [findPath, sourceOfBuilt]) {
    for (const path of candidates) {
      const found = find(world, path);
      if (found !== undefined) return { matched: true, resolution: viaAlias(world, specifier, found) };
    }
  }
  // `*` speaks of everything, which says nothing about this one.
  return alias.pattern === '*'
    ? { matched: false }
    : { matched: true, madeByBuild: candidates.some(path => isLeftOut(world, path)) };
}

const ROOT = '' as RepoPath;

function viaAlias(world: Resolving, specifier: string, path: RepoPath): Resolution {
  const target = world.packageOf(path);
  const name = packageNameOf(specifier);
  // `@acme/*` → `packages/*/src`: written as the package's name, so the package's own `exports` have the say.
  if (target && target !== world.owner && world.project.packageRoot(name) === target.root) {
    return {
      to: 'file',
      path,
      through: 'alias',
      exported: subpathExported(world, target.root, specifier, name),
    };
  }
  return toFile(world, path, 'alias');
}

/** TypeScript's order: a key without star that is equal, else the key with the longest text before its star. */
function bestAlias(
  paths: readonly { readonly pattern: string; readonly targets: readonly string[] }[],
  specifier: string,
): { readonly pattern: string; readonly targets: readonly string[]; readonly star: string } | undefined {
  let best: { pattern: string; targets: readonly string[]; star: string; prefix: number } | undefined;
  for (const { pattern, targets } of paths) {
    const at = pattern.indexOf('*');
    if (at < 0) {
      if (pattern === specifier) return { pattern, targets, star: '' };
      continue;
    }
    const tail = pattern.length - at - 1;
    if (specifier.length < at + tail || (best && at <= best.prefix)) continue;
    if (!specifier.startsWith(pattern.slice(0, at)) || !specifier.endsWith(pattern.slice(at + 1))) continue;
    best = { pattern, targets, star: specifier.slice(at, specifier.length - tail), prefix: at };
  }
  return best;
}
