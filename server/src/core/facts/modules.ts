import type { Place, Range, RepoPath } from './place.ts';
import type { Problem } from './problem.ts';

/** The modules the repository's own tools declare: workspace packages, Rush and Nx projects, or its top folders. */
export interface ModuleFacts {
  /** Sorted by root. */
  readonly packages: readonly PackageFact[];
  /** Which tools were found, in words for the user: `npm workspaces`, `Rush`, `Nx`, `top folders of "src"`. */
  readonly toldBy: readonly string[];
  readonly problems: readonly Problem[];
  /** Packages that the repository's tools release together always; absent where there are none. */
  readonly releaseGroups?: readonly ReleaseGroup[];
}

/** Packages with one version for all of them, as a tool's configuration declares. */
export interface ReleaseGroup {
  readonly by: 'changesets' | 'Rush' | 'Lerna' | 'Nx';
  /** Where the tool has one for it. */
  readonly name?: string;
  /** Names of packages, sorted; at least two. */
  readonly packages: readonly string[];
  readonly at: Place;
}

export interface PackageFact {
  /** The package's name, or the folder's name where there is no manifest. Unique; a clash is a problem and gets the folder's path as its name. */
  readonly name: string;
  /** The folder, relative to the repository's root. */
  readonly root: RepoPath;
  readonly kind: 'package' | 'project' | 'folder';
  /** `package.json` or `project.json`; absent for a folder. */
  readonly manifest?: RepoPath;
  readonly nameRange?: Range;
  /** The name it is imported by (`package.json`), where `name` is another one: an Nx project's own, or a path after a clash. */
  readonly importName?: string;
  /** Neither `private` nor without a version, and where Rush says so published: outside dependents cannot be seen. */
  readonly published: boolean;
  /** Source files behind `exports` / `main` / `module` / `types`, as far as they exist or map to source. Sorted. */
  readonly entries: readonly RepoPath[];
  /** Whether the manifest has an `exports` field: then only `entries` are public. */
  readonly hasExports: boolean;
  /** Each public entry with the specifier that reaches it (`@acme/pay`, `@acme/pay/testing`). Wildcards are expanded. */
  readonly exported: readonly { readonly specifier: string; readonly path: RepoPath }[];
  /** Declared dependencies of every sort, sorted. */
  readonly dependencies: readonly string[];
  /**
   * Packages of this repository that it takes from the registry on purpose (Rush's `decoupledLocalDependencies`): importing
   * them is no coupling to the folder here. Sorted; absent when there are none.
   */
  readonly decoupled?: readonly string[];
}
