import type { ModuleFacts } from '#core/facts/modules';
import { folderOf, type RepoPath } from '#core/facts/place';
import { type BuildOutput, buildOutput } from './build-output.ts';
import type { Manifest, Manifests } from './manifest.ts';
import type { Tree } from './tree.ts';
import { type TsConfigs, tsconfigsOf } from './tsconfig.ts';

/** The configuration of a tree, read as it is asked for: manifests, tsconfigs, and where builds put what they make. */
export interface Project {
  readonly tree: Tree;
  readonly manifests: Manifests;
  readonly configs: TsConfigs;
  readonly output: BuildOutput;
  /** Folder of the workspace package that is imported by this name. */
  packageRoot(name: string): RepoPath | undefined;
  /** What was found in packages so far, by the conditions it was looked for under, then by root and subpath. */
  readonly found: Map<ReadonlySet<string>, Map<string, PackageFile>>;
}

/** What a subpath of a package of this repository stands for. */
export type PackageFile =
  | { readonly path: RepoPath; readonly exported: boolean }
  | { readonly path?: undefined; readonly reason: 'not-built' | 'not-in-package' };

/** The project that modules were read from, so that whoever resolves next need not read it again. */
export const PROJECT_OF = new WeakMap<ModuleFacts, Project>();

export function projectOf(
  tree: Tree,
  manifests: Manifests,
  packageRoots: ReadonlyMap<string, RepoPath>,
): Project {
  const packageRoot = (name: string) => packageRoots.get(name);
  const configs = tsconfigsOf(tree, {
    packageRoot,
    tsconfigField: root => manifests.at(root)?.tsconfig,
    isDeclared: (folder, name) => declaring(manifests, folder, name) !== undefined,
  });
  return { tree, manifests, configs, output: buildOutput(tree, configs), packageRoot, found: new Map() };
}

/** The nearest manifest at or above the folder that declares the dependency. */
export function declaring(manifests: Manifests, folder: RepoPath, name: string): Manifest | undefined {
  for (
    let manifest = manifests.nearest(folder);
    manifest;
    manifest = manifests.nearest(folderOf(manifest.root))
  ) {
    if (manifest.dependencies.has(name)) return manifest;
    if (manifest.root === '') return undefined;
  }
  return undefined;
}
