import type { Resolution, UnresolvedReason } from '#core/facts/imports';
import type { PackageFact } from '#core/facts/modules';
import type { RepoPath } from '#core/facts/place';
import { exportedSubpaths } from './package-exports.ts';
import type { Project } from './project.ts';
import type { TsConfig } from './tsconfig-layer.ts';

/** From where an import is looked at: one folder under one tsconfig, importing or requiring. */
export interface Resolving {
  readonly project: Project;
  readonly folder: RepoPath;
  readonly config: TsConfig | undefined;
  /** The innermost module that holds the folder. */
  readonly owner: PackageFact | undefined;
  readonly conditions: ReadonlySet<string>;
  packageOf(path: RepoPath): PackageFact | undefined;
}

/** @param inPackage the folder of the package that is meant, where only its file could not be found. */
export function unresolved(reason: UnresolvedReason, inPackage?: RepoPath): Resolution {
  return inPackage === undefined ? UNRESOLVED[reason] : { to: 'unresolved', reason, package: inPackage };
}

/** `matched`: a key of `paths` speaks of this specifier, though perhaps nothing is where it leads. */
export interface Aliased {
  readonly resolution?: Resolution;
  readonly matched: boolean;
  /** Where it leads git leaves out what is there: a build is yet to make it. */
  readonly madeByBuild?: boolean;
}

/** A path reached past the package's name: offered only where it is an entry of the package that holds it. */
export function toFile(
  { owner, packageOf, project }: Resolving,
  path: RepoPath,
  through: 'relative' | 'alias' | 'package-imports',
): Resolution {
  const target = packageOf(path);
  const inside = target === owner || target === undefined || !target.hasExports;
  const exported = inside || target.entries.includes(path) || !isFullyKnown(target, project);
  return { to: 'file', path, through, exported };
}

/** Where `exports` name files but none of them leads to a source, nobody can tell what the package offers. */
function isFullyKnown(target: PackageFact, { manifests }: Project): boolean {
  const exports = manifests.at(target.root)?.exports;
  if (target.entries.length > 0 || exports === undefined) return true;
  return exportedSubpaths(exports).every(subpath => subpath === './package.json');
}

const REASONS: readonly UnresolvedReason[] = [
  'no-such-file',
  'not-installed-not-declared',
  'not-built',
  'not-in-package',
  'unknown-alias',
  'virtual',
  'not-a-literal',
  'outside-root',
  'excluded',
  'asset',
];

/** One object a reason: tens of thousands of imports share them. */
const UNRESOLVED = Object.fromEntries(
  REASONS.map(reason => [reason, { to: 'unresolved', reason }]),
  // `fromEntries` forgets which keys there are; REASONS lists each of them.
) as Readonly<Record<UnresolvedReason, Resolution>>;
