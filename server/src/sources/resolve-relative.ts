import type { Resolution } from '#core/facts/imports';
import { isWithin, joinPath, type RepoPath } from '#core/facts/place';
import { codeExtension, findFile, hasExtension } from './module-files.ts';
import { folderFile, ownerOf } from './package-files.ts';
import { declaring } from './project.ts';
import { type Resolving, toFile, unresolved } from './resolving.ts';

export function resolveRelative(world: Resolving, specifier: string): Resolution {
  const path = joinPath(world.folder, specifier);
  if (path === undefined) return unresolved('outside-root');
  // `./`, `..` and the like can only mean a folder, also where a file of that name stands beside it.
  const found = findPath(world, path, /(?:^|\/)\.{0,2}\/?$/.test(specifier)) ?? inRootDirs(world, path);
  if (found !== undefined) return toFile(world, found, 'relative');
  const source = sourceOfBuilt(world, path);
  if (source !== undefined) return toFile(world, source, 'relative');
  const installed = declaredPackageAt(world, path);
  return installed === undefined ? missingPath(world, path) : { to: 'external', name: installed };
}

/** `../node_modules/pay/lib/x` is there once the package is installed, which a manifest asks for. */
function declaredPackageAt({ project, folder }: Resolving, path: RepoPath): string | undefined {
  const name = /(?:^|\/)node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1];
  return name !== undefined && declaring(project.manifests, folder, name) ? name : undefined;
}

/** A path as a file, then as a folder; first as TypeScript looks, then as bundlers do. */
export function findPath(world: Resolving, path: RepoPath, onlyFolder = false): RepoPath | undefined {
  const { tree } = world.project;
  const suffixes = world.config?.moduleSuffixes;
  const isFolder = tree.hasFolder(path);
  for (const wide of [false, true]) {
    const probe = { wide, suffixes };
    const found =
      (onlyFolder ? undefined : findFile(tree.has, path, probe)) ??
      (isFolder ? folderFile(world.project, path, probe) : undefined);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A path into what a build makes: what it is made from. */
export function sourceOfBuilt({ project }: Resolving, path: RepoPath): RepoPath | undefined {
  return project.output.sourceOf(path, ownerOf(project, path));
}

/** Why nothing listed is at a path. Asks the disk, which only these few misses need. */
export function missingPath({ project }: Resolving, path: RepoPath): Resolution {
  const code = codeExtension(path);
  const stem = code === '' ? path : path.slice(0, -code.length);
  const candidates = [path, ...UNLISTED.map(extension => `${stem}${extension}` as RepoPath)];
  if (candidates.some(candidate => project.tree.existsUnlisted(candidate))) return unresolved('excluded');
  const owner = ownerOf(project, path);
  if (project.output.isOutput(path, owner) || isLeftOut({ project }, path))
    return unresolved('not-built', owner);
  return unresolved(isAsset(path) ? 'asset' : 'no-such-file');
}

/** Whether git leaves out what would be there: a build is yet to make it. Not by `*.js`, which says nothing of a source. */
export function isLeftOut({ project }: Pick<Resolving, 'project'>, path: RepoPath): boolean {
  const code = codeExtension(path);
  const stem = code === '' ? path : path.slice(0, -code.length);
  const candidates = code === '' ? [path, `${stem}.ts`] : [`${stem}.ts`];
  return candidates.some(candidate => project.tree.ignores(candidate as RepoPath));
}

const UNLISTED: readonly string[] = [
  '.ts',
  '.tsx',
  '.d.ts',
  '.js',
  '.mjs',
  '.cjs',
  '.json',
  '/index.ts',
  '/index.js',
];
/** Told by name, since `./cart.service` has something like an extension too. */
const ASSET =
  /\.(?:css|s[ac]ss|less|styl|svg|png|jpe?g|gif|webp|avif|ico|bmp|woff2?|ttf|otf|eot|mp[34]|webm|ogg|wav|pdf|html?|md|mdx|txt|csv|wasm|node|graphql|gql|proto|glsl|ya?ml|toml|xml|sql|vue|svelte|astro|hbs|ejs|pug|zip|bin)$/i;

function isAsset(path: RepoPath): boolean {
  return hasExtension(path) && ASSET.test(path);
}

/** tsconfig's `rootDirs`: folders that will lie over one another at run time. */
function inRootDirs(world: Resolving, path: RepoPath): RepoPath | undefined {
  const dirs = world.config?.rootDirs ?? [];
  const here = dirs.filter(dir => isWithin(path, dir)).sort((a, b) => b.length - a.length)[0];
  if (here === undefined) return undefined;
  const rest = path.slice(here === '' ? 0 : here.length + 1);
  for (const dir of dirs) {
    const other = dir === here ? undefined : joinPath(dir, rest);
    const found = other === undefined ? undefined : findPath(world, other);
    if (found !== undefined) return found;
  }
  return undefined;
}
