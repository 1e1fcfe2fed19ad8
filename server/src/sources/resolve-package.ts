import type { Resolution } from '#core/facts/imports';
import { folderOf, joinPath, type RepoPath } from '#core/facts/place';
import { matchExports, matchImports } from './package-exports.ts';
import { findInPackage, targetFile } from './package-files.ts';
import { declaring } from './project.ts';
import { type Aliased, type Resolving, toFile, unresolved } from './resolving.ts';
import { packageNameOf } from './tsconfig.ts';
import { admits } from './version-range.ts';

/** A package by name: one of this repository, or one from elsewhere that a `package.json` above declares. */
export function resolveBare(world: Resolving, specifier: string, alias: Aliased): Resolution {
  if (specifier.startsWith('/')) return unresolved('no-such-file');
  const name = packageNameOf(specifier);
  // What a manifest declares is a package, however it is called: `"$utils": "link:./scripts/utils"`.
  if (!isPackageName(name) && !declaring(world.project.manifests, world.folder, name))
    return unresolved(alias.madeByBuild ? 'not-built' : alias.matched ? 'no-such-file' : 'unknown-alias');
  const root = packageRootFor(world, name);
  if (root === undefined) return resolveExternal(world, name);
  const found = findInPackage(world.project, root, subpathOf(specifier, name), world.conditions);
  if (found.path === undefined) return unresolved(found.reason, root);
  return { to: 'file', path: found.path, through: 'package', exported: found.exported };
}

/** `#x` by the `imports` of the nearest `package.json`. */
export function resolvePackageImport(
  world: Resolving,
  specifier: string,
  packageTarget: (world: Resolving, target: string) => Resolution,
): Resolution {
  const manifest = world.project.manifests.nearest(world.folder);
  const match = manifest?.imports && matchImports(manifest.imports, specifier, world.conditions);
  if (!manifest || !match?.listed) return unresolved('unknown-alias');
  for (const target of match.targets) {
    if (!target.startsWith('.')) return packageTarget(world, target);
    const path = targetFile(world.project, manifest.root, target);
    if (path !== undefined) return toFile(world, path, 'package-imports');
  }
  const built = match.targets.some(target => {
    const path = joinPath(manifest.root, target);
    return path !== undefined && world.project.output.isOutput(path, manifest.root);
  });
  return unresolved(built ? 'not-built' : 'no-such-file');
}

/** Whether a package's `exports` list what the specifier asks for. */
export function subpathExported(
  { project, conditions }: Resolving,
  root: RepoPath,
  specifier: string,
  name: string,
): boolean {
  const exports = project.manifests.at(root)?.exports;
  return exports === undefined || matchExports(exports, subpathOf(specifier, name), conditions).listed;
}

function subpathOf(specifier: string, name: string): string {
  return specifier === name || specifier === `${name}/` ? '.' : `.${specifier.slice(name.length)}`;
}

/**
 * Where the package of this name is in this repository; `undefined` when it comes from elsewhere, also where a package
 * of the same name is here but the importing one takes another version of it from the registry.
 */
function packageRootFor({ project, folder, owner }: Resolving, name: string): RepoPath | undefined {
  const { manifests } = project;
  const self = manifests.nearest(folder);
  if (self?.name === name) return self.root;
  const manifest = declaring(manifests, folder, name);
  const range = manifest?.dependencies.get(name);
  const local = range === undefined ? undefined : /^(?:file|link|portal):(.+)$/.exec(range)?.[1];
  if (manifest && local !== undefined) {
    const root = joinPath(manifest.root, local.replace(/[#?].*$/, ''));
    if (root !== undefined && manifests.at(root)) return root;
  }
  const alias = range === undefined ? undefined : /^workspace:((?:@[^/@]+\/)?[^/@]+)@/.exec(range)?.[1];
  const root = project.packageRoot(alias ?? name);
  if (root === undefined || range === undefined || range.startsWith('workspace:')) return root;
  if (owner?.decoupled?.includes(name)) return undefined;
  if (/^(?:npm|git|github|https?|git\+\w+):/.test(range)) return undefined;
  const version = manifests.at(root)?.version;
  return version === undefined || admits(range, version) ? root : undefined;
}

function resolveExternal(world: Resolving, name: string): Resolution {
  const { manifests } = world.project;
  const types = name.startsWith('@') ? `@types/${name.slice(1).replace('/', '__')}` : `@types/${name}`;
  const declared = declaring(manifests, world.folder, name) ?? declaring(manifests, world.folder, types);
  if (declared || isGiven(world, name) || isInstalled(world, name)) return { to: 'external', name };
  return unresolved('not-installed-not-declared');
}

/**
 * Names that nobody installs: VS Code hands `vscode` to its extensions, and Docusaurus its own names to the sites that
 * it builds (`@theme/Layout` is a component of the theme, or the site's own in its place).
 */
function isGiven(world: Resolving, name: string): boolean {
  if (DOCUSAURUS.test(name))
    return declaring(world.project.manifests, world.folder, '@docusaurus/core') !== undefined;
  const { project, folder } = world;
  if (name !== 'vscode') return false;
  for (let manifest = project.manifests.nearest(folder); manifest; ) {
    if (manifest.forVscode) return true;
    if (manifest.root === '') return false;
    manifest = project.manifests.nearest(folderOf(manifest.root));
  }
  return false;
}

/** Its client API is spelled like a package of its scope: `@docusaurus/Link`, `@docusaurus/useDocusaurusContext`. */
const DOCUSAURUS =
  /^@(?:theme|theme-original|theme-init|generated)\/|^@docusaurus\/(?:[A-Z]\w*|use[A-Z]\w*|router|constants|renderRoutes|isInternalUrl)$/;

/** Declared by nobody but there all the same: brought by another package. */
function isInstalled({ project, folder }: Resolving, name: string): boolean {
  for (let above = folder; ; above = folderOf(above)) {
    const manifest = joinPath(above, `node_modules/${name}/package.json`);
    if (manifest !== undefined && project.tree.existsUnlisted(manifest)) return true;
    if (above === '') return false;
  }
}

/** npm's own rule, with room for the capitals of old packages. `@/x`, `~/x` and `~x` are none. */
function isPackageName(name: string): boolean {
  return /^(?:@[\w-][\w.~-]*\/)?[A-Za-z0-9_-][\w.~-]*$/.test(name);
}
