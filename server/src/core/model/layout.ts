import type { DeclaredModule } from '../facts/declared.ts';
import type { PackageFact } from '../facts/modules.ts';
import { byText, folderOf, isWithin, type RepoPath } from '../facts/place.ts';
import { compileGlob, type Glob } from '../globs.ts';

/** Which module holds which file. Knows paths and names only, so that it outlives every edit that moves no path. */
export interface Layout {
  /** Sorted by name. */
  readonly units: readonly Unit[];
  /** The innermost unit of any path, whether a file is there or not. */
  unitOf(path: RepoPath): Unit | undefined;
  readonly overlaps: readonly Overlap[];
}

export interface Unit {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly root: RepoPath;
  /** Index of the declaration this unit comes from. */
  readonly declared?: number;
  /** Sorted by root. */
  readonly packages: readonly PackageFact[];
  /** Sorted. */
  readonly files: readonly RepoPath[];
}

export interface Overlap {
  /** Indexes of declarations, in the order of their names, each with the index of the path clause. */
  readonly first: PathIndex;
  readonly second: PathIndex;
  readonly files: readonly RepoPath[];
}

interface PathIndex {
  readonly module: number;
  readonly path: number;
}

/**
 * A declared module whose path covers a package's root is that package; of nested packages it is the outermost only,
 * and the inner ones stay modules of their own, as the innermost module wins.
 */
export function layOut(
  declared: readonly DeclaredModule[],
  packages: readonly PackageFact[],
  files: readonly RepoPath[],
): Layout {
  const claims = declaredClaims(declared, packages);
  const taken = takePackages(declared, claims, packages);
  const units = makeUnits(declared, claims, packages, taken);
  const packageAt = new Map(packages.map(fact => [fact.root, fact]));
  const claimsAt = new Map<RepoPath, Claim[]>();
  for (const claim of claims) {
    for (const prefix of claim.prefixes) {
      const there = claimsAt.get(prefix);
      if (there) there.push(claim);
      else claimsAt.set(prefix, [claim]);
    }
  }
  const folders = new Map<RepoPath, Folder>();

  function folder(path: RepoPath): Folder {
    const known = folders.get(path);
    if (known) return known;
    const above = path === '' ? undefined : folder(folderOf(path));
    const own = claimsAt.get(path);
    const made: Folder = {
      package: packageAt.get(path) ?? above?.package,
      // The deepest path first: it is the innermost module.
      claims: own ? [...own, ...(above?.claims ?? [])] : (above?.claims ?? []),
    };
    folders.set(path, made);
    return made;
  }

  const surroundings = new Map<PackageFact, ReadonlySet<number>>();

  /** The declarations that are packages around this one. */
  function around(inner: PackageFact): ReadonlySet<number> {
    let found = surroundings.get(inner);
    if (!found) {
      const outer = packages.filter(fact => fact !== inner && isWithin(inner.root, fact.root));
      found = new Set(outer.flatMap(fact => taken.get(fact) ?? []));
      surroundings.set(inner, found);
    }
    return found;
  }

  const overlapping = new Map<string, { first: PathIndex; second: PathIndex; files: RepoPath[] }>();

  /** The winning claim; what other declarations also hold is noted when `note` is set. */
  function claimOf(path: RepoPath, place: Folder, note: boolean): Claim | undefined {
    const exact = claimsAt.get(path);
    const candidates = exact ? [...exact, ...place.claims] : place.claims;
    let winner: Claim | undefined;
    for (const claim of candidates) {
      if (claim === winner || (winner && winner.module === claim.module) || !claim.matches(path)) continue;
      if (!winner) winner = claim;
      else if (note) noteOverlap(winner, claim, path);
      if (!note) break;
    }
    return winner;
  }

  function noteOverlap(a: Claim, b: Claim, path: RepoPath): void {
    const [first, second] = byText(nameOf(declared, a), nameOf(declared, b)) <= 0 ? [a, b] : [b, a];
    const key = `${first.module} ${second.module}`;
    const known = overlapping.get(key);
    if (!known) overlapping.set(key, { first, second, files: [path] });
    else if (known.files.at(-1) !== path) known.files.push(path);
  }

  function find(path: RepoPath, note: boolean): MutableUnit | undefined {
    const place = folder(folderOf(path));
    const claim = place.claims.length > 0 || claimsAt.has(path) ? claimOf(path, place, note) : undefined;
    const within = place.package;
    const takenBy = within === undefined ? undefined : taken.get(within);
    if (claim) {
      const nested = within !== undefined && takenBy !== claim.module && around(within).has(claim.module);
      if (!nested) return units.byDeclaration.get(claim.module);
    }
    if (!within) return undefined;
    // A file that the declared module leaves out by "except" belongs to nobody: not to the package that it is.
    return takenBy === undefined ? units.byPackage.get(within) : undefined;
  }

  const found = new Map<RepoPath, MutableUnit | undefined>();
  for (const path of files) {
    const unit = find(path, true);
    found.set(path, unit);
    unit?.files.push(path);
  }
  return {
    units: units.sorted,
    unitOf: path => found.get(path) ?? (found.has(path) ? undefined : find(path, false)),
    overlaps: [...overlapping.values()].sort(
      (a, b) =>
        byText(nameOf(declared, a.first), nameOf(declared, b.first)) ||
        byText(nameOf(declared, a.second), nameOf(declared, b.second)),
    ),
  };
}

interface Folder {
  readonly package: PackageFact | undefined;
  readonly claims: readonly Claim[];
}

/** One path clause of one declared module. */
interface Claim extends PathIndex {
  readonly prefixes: readonly RepoPath[];
  matches(path: RepoPath): boolean;
}

type MutableUnit = Unit & { readonly files: RepoPath[] };

function nameOf(declared: readonly DeclaredModule[], index: PathIndex): string {
  return declared[index.module]?.name ?? '';
}

function declaredClaims(
  declared: readonly DeclaredModule[],
  packages: readonly PackageFact[],
): readonly Claim[] {
  const claims: Claim[] = [];
  const seen = new Set<string>();
  declared.forEach((module, index) => {
    // A second declaration of one name is an error of its own; the first counts.
    if (seen.has(module.name)) return;
    seen.add(module.name);
    if (module.paths.length === 0) {
      // A declaration without a path says something about the package of that name.
      const root = packages.find(fact => fact.name === module.name)?.root;
      if (root !== undefined) {
        claims.push({ module: index, path: 0, prefixes: [root], matches: path => isWithin(path, root) });
      }
    }
    module.paths.forEach((clause, at) => {
      const include = compileGlob(clause.include.glob);
      const except = clause.except.map(({ glob }) => compileGlob(glob));
      claims.push({
        module: index,
        path: at,
        prefixes: [include.prefix],
        matches: path => include.matches(path) && !except.some((glob: Glob) => glob.matches(path)),
      });
    });
  });
  return claims;
}

/** Which declaration each package is, by the index of the declaration. */
function takePackages(
  declared: readonly DeclaredModule[],
  claims: readonly Claim[],
  packages: readonly PackageFact[],
): ReadonlyMap<PackageFact, number> {
  const taken = new Map<PackageFact, number>();
  const outermostFirst = [...packages].sort(
    (a, b) => a.root.length - b.root.length || byText(a.root, b.root),
  );
  const deepestFirst = [...claims].sort(
    (a, b) => depth(b) - depth(a) || byText(nameOf(declared, a), nameOf(declared, b)),
  );
  for (const fact of outermostFirst) {
    const sample = (fact.root === '' ? 'package.json' : `${fact.root}/package.json`) as RepoPath;
    const code = (fact.root === '' ? 'index.ts' : `${fact.root}/index.ts`) as RepoPath;
    const covering = deepestFirst.find(
      claim =>
        claim.prefixes.some(prefix => isWithin(fact.root, prefix)) &&
        (claim.matches(fact.manifest ?? sample) || claim.matches(code)) &&
        !outermostFirst.some(
          outer => outer !== fact && taken.get(outer) === claim.module && isWithin(fact.root, outer.root),
        ),
    );
    const named = claims.find(
      claim =>
        nameOf(declared, claim) === fact.name && claim.prefixes.some(prefix => isWithin(prefix, fact.root)),
    );
    const by = covering ?? named;
    if (by) taken.set(fact, by.module);
  }
  return taken;
}

function depth(claim: Claim): number {
  return Math.max(...claim.prefixes.map(prefix => prefix.length));
}

function makeUnits(
  declared: readonly DeclaredModule[],
  claims: readonly Claim[],
  packages: readonly PackageFact[],
  taken: ReadonlyMap<PackageFact, number>,
) {
  const byDeclaration = new Map<number, MutableUnit>();
  const byPackage = new Map<PackageFact, MutableUnit>();
  const names = new Set<string>();
  declared.forEach((module, index) => {
    if (names.has(module.name)) return;
    names.add(module.name);
    const own = packages.filter(fact => taken.get(fact) === index);
    const [only] = own;
    const prefixes = claims.filter(claim => claim.module === index).flatMap(claim => claim.prefixes);
    byDeclaration.set(index, {
      name: module.name,
      aliases: own.map(fact => fact.name).filter(name => name !== module.name),
      // A folder that was only guessed to be a package says less than the path that a person wrote.
      root: own.length === 1 && only?.manifest !== undefined ? only.root : commonFolder(prefixes),
      declared: index,
      packages: own,
      files: [],
    });
  });
  for (const fact of packages) {
    if (taken.has(fact)) continue;
    // A declared module elsewhere has the name already; the folder is the name that is left.
    const name = names.has(fact.name) ? fact.root || '.' : fact.name;
    names.add(name);
    byPackage.set(fact, { name, aliases: [], root: fact.root, packages: [fact], files: [] });
  }
  const sorted = [...byDeclaration.values(), ...byPackage.values()].sort((a, b) => byText(a.name, b.name));
  return { byDeclaration, byPackage, sorted };
}

function commonFolder(prefixes: readonly RepoPath[]): RepoPath {
  const [first, ...others] = prefixes;
  if (first === undefined) return '' as RepoPath;
  let folder = first;
  // A path that names one file has that file as its prefix; its root is the folder.
  if (/\.[A-Za-z]+$/.test(folder)) folder = folderOf(folder);
  while (folder !== '' && !others.every(prefix => isWithin(prefix, folder))) folder = folderOf(folder);
  return folder;
}
