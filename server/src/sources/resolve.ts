import { builtinModules } from 'node:module';
import type { FileFacts } from '#core/facts/files';
import type { ImportKind, Resolution } from '#core/facts/imports';
import type { ModuleFacts, PackageFact } from '#core/facts/modules';
import { folderOf, type RepoPath } from '#core/facts/place';
import type { FileSystem } from '#platform/file-system';
import { manifestsOf } from './manifest.ts';
import { conditionsOf } from './package-files.ts';
import { PROJECT_OF, type Project, projectOf } from './project.ts';
import { resolveAlias } from './resolve-alias.ts';
import { resolveBare, resolvePackageImport } from './resolve-package.ts';
import { resolveRelative } from './resolve-relative.ts';
import type { Resolving } from './resolving.ts';
import { readSpecifier } from './specifier.ts';
import { treeOf } from './tree.ts';
import { configFinder } from './tsconfig-for-file.ts';
import type { TsConfig } from './tsconfig-layer.ts';

/** Answers what an import means from the listing and the configuration alone; installed packages are not needed. */
export interface Resolver {
  /** The same question gets the very same answer, by identity. @param specifier as written, between its quotes. */
  resolve(from: RepoPath, specifier: string, kind: ImportKind): Resolution;
}

export interface ResolverInput {
  readonly fs: FileSystem;
  readonly files: FileFacts;
  readonly modules: ModuleFacts;
  /** The last one: given back, with all it remembers, when files, packages and the configuration read are the same. */
  readonly previous?: Resolver | undefined;
}

/** Cheap: configuration is read when the first import needs it. */
export function createResolver({ fs, files, modules, previous }: ResolverInput): Resolver {
  const kept = previous && GROUNDS.get(previous);
  if (previous && kept?.holds(fs, files, modules)) return previous;

  const project = readProject(fs, files, modules);
  const { tree } = project;
  const finder = configFinder(tree, project.configs);
  const packages = new Map(modules.packages.map(item => [item.root, item]));
  const owners = new Map<RepoPath, PackageFact | undefined>();

  const packageOf = (path: RepoPath): PackageFact | undefined => {
    const folder = folderOf(path);
    if (owners.has(folder)) return owners.get(folder);
    let at = folder;
    while (at !== '' && !packages.has(at)) at = folderOf(at);
    const owner = packages.get(at);
    owners.set(folder, owner);
    return owner;
  };

  const contexts = new Map<RepoPath, Map<TsConfig | undefined, Context>>();
  const names = new Map<TsConfig | undefined, Map<string, Known>>();
  const folders = new Map<RepoPath, Context | 'depends'>();
  const byFile = new Map<RepoPath, Context>();

  const contextFor = (folder: RepoPath, config: TsConfig | undefined): Context => {
    const byConfig = contexts.get(folder) ?? new Map<TsConfig | undefined, Context>();
    contexts.set(folder, byConfig);
    let context = byConfig.get(config);
    if (!context) {
      const custom = config?.customConditions ?? [];
      const shared = { project, folder, config, packageOf, owner: packageOf(`${folder}/x` as RepoPath) };
      context = {
        import: { ...shared, conditions: conditionsOf('import', custom) },
        require: { ...shared, conditions: conditionsOf('require', custom) },
        paths: { imported: new Map(), required: new Map() },
        names: namesKnown(config, shared.owner, folder),
      };
      byConfig.set(config, context);
    }
    return context;
  };

  /** What a name means is the same in every folder of one module under one tsconfig and one manifest. */
  const namesKnown = (
    config: TsConfig | undefined,
    owner: PackageFact | undefined,
    folder: RepoPath,
  ): Known => {
    const byPlace = names.get(config) ?? new Map<string, Known>();
    names.set(config, byPlace);
    const place = `${owner?.root}\0${project.manifests.nearest(folder)?.root}`;
    const known = byPlace.get(place) ?? { imported: new Map(), required: new Map() };
    byPlace.set(place, known);
    return known;
  };

  const contextOf = (from: RepoPath): Context => {
    const folder = folderOf(from);
    let context = folders.get(folder);
    if (!context) {
      const config = finder.forFolder(folder);
      context = config === 'depends' ? config : contextFor(folder, config);
      folders.set(folder, context);
    }
    if (context !== 'depends') return context;
    const own = byFile.get(from) ?? contextFor(folder, finder.forFile(from));
    byFile.set(from, own);
    return own;
  };

  let last: { readonly from: RepoPath; readonly context: Context } | undefined;
  const resolver: Resolver = {
    resolve: (from, specifier, kind) => {
      // Imports come file by file.
      if (!last || last.from !== from) last = { from, context: contextOf(from) };
      const { context } = last;
      const required = isRequired(kind, from, context.import);
      const named = specifier.charCodeAt(0) !== DOT && !specifier.includes('!');
      const { imported, required: requiredOnes } = named ? context.names : context.paths;
      const known = required ? requiredOnes : imported;
      let resolution = known.get(specifier);
      if (!resolution) {
        resolution = resolveIn(required ? context.require : context.import, specifier);
        known.set(specifier, resolution);
      }
      return resolution;
    },
  };
  GROUNDS.set(resolver, {
    holds: (otherFs, otherFiles, otherModules) =>
      fs === otherFs &&
      sameFiles(files, otherFiles) &&
      samePackages(modules, otherModules) &&
      tree.unchanged(),
  });
  return resolver;
}

/** Whether the `require` or the `import` side of a package is meant. */
function isRequired(kind: ImportKind, from: RepoPath, { config, folder, project }: Resolving): boolean {
  if (kind === 'require' || kind === 'import-equals') return true;
  if (kind === 'dynamic' || from.endsWith('.mts') || from.endsWith('.mjs')) return false;
  if (from.endsWith('.cts') || from.endsWith('.cjs')) return true;
  return config?.perFileFormat === true && project.manifests.nearest(folder)?.type !== 'module';
}

/** What is remembered for one folder under one tsconfig. */
interface Context {
  readonly import: Resolving;
  readonly require: Resolving;
  readonly paths: Known;
  readonly names: Known;
}

/** By specifier. */
interface Known {
  readonly imported: Map<string, Resolution>;
  readonly required: Map<string, Resolution>;
}

const DOT = 46;

/** What a resolver rests on; kept beside it, since nobody else needs to see it. */
const GROUNDS = new WeakMap<
  Resolver,
  { holds(fs: FileSystem, files: FileFacts, modules: ModuleFacts): boolean }
>();

const BUILTIN: ReadonlySet<string> = new Set(builtinModules);
/** Given by the runtime under a scheme of its own. */
const RUNTIME = /^(?:node|bun|cloudflare|workerd|electron|sys):/;

/** In TypeScript's order: a path; then `paths` and `baseUrl`; then `#imports`; then packages. */
function resolveIn(world: Resolving, written: string): Resolution {
  const read = readSpecifier(written);
  if (read.kind === 'virtual') return { to: 'unresolved', reason: 'virtual' };
  if (read.kind === 'url') return { to: 'external', name: read.name };
  const { path: specifier } = read;
  if (read.kind === 'relative') return resolveRelative(world, specifier);
  if (RUNTIME.test(specifier)) return { to: 'builtin', name: specifier };
  const aliased = resolveAlias(world, specifier);
  if (aliased.resolution) return aliased.resolution;
  if (specifier.startsWith('#')) return resolvePackageImport(world, specifier, packageTarget);
  // A dependency of the same name is what a bundler would take, but a program on Node gets the builtin.
  if (BUILTIN.has(specifier) && world.project.packageRoot(specifier) === undefined) {
    return { to: 'builtin', name: specifier };
  }
  return resolveBare(world, specifier, aliased);
}

/** A target in `imports` that is no path: another package. */
function packageTarget(world: Resolving, specifier: string): Resolution {
  if (RUNTIME.test(specifier) || BUILTIN.has(specifier)) return { to: 'builtin', name: specifier };
  return resolveBare(world, specifier, { matched: false });
}

/**
 * The one the modules were read from, where nothing it rests on has changed since. The first who asks comes right after the
 * modules, in the same run, and need not look.
 */
function readProject(fs: FileSystem, files: FileFacts, modules: ModuleFacts): Project {
  const known = PROJECT_OF.get(modules);
  if (known && known.tree.fs === fs && sameFiles(known.tree.files, files)) {
    const first = !TAKEN.has(known) && known.tree.files === files;
    TAKEN.add(known);
    if (first || known.tree.unchanged()) return known;
  }
  const tree = treeOf(fs, files);
  return projectOf(tree, manifestsOf(tree), importNames(modules));
}

const TAKEN = new WeakSet<Project>();

function importNames({ packages }: ModuleFacts): ReadonlyMap<string, RepoPath> {
  const roots = new Map<string, RepoPath>();
  for (const item of packages) {
    // A folder or a project without `package.json` has a name for people only; nobody imports it.
    const name = item.importName ?? (item.kind === 'package' ? item.name : undefined);
    if (name !== undefined && !roots.has(name)) roots.set(name, item.root);
  }
  return roots;
}

function sameFiles(a: FileFacts, b: FileFacts): boolean {
  if (a === b || a.files === b.files) return true;
  return (
    a.files.length === b.files.length && a.files.every((file, index) => file.path === b.files[index]?.path)
  );
}

function samePackages(a: ModuleFacts, b: ModuleFacts): boolean {
  if (a === b || a.packages === b.packages) return true;
  // The manifests' texts are compared as well, so that here the names, places and entries are enough.
  const key = ({ packages }: ModuleFacts) =>
    JSON.stringify(
      packages.map(item => [item.name, item.importName, item.root, item.kind, item.entries, item.decoupled]),
    );
  return key(a) === key(b);
}
