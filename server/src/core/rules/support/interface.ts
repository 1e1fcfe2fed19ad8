import type { DeclaredModule } from '../../facts/declared.ts';
import type { PackageFact } from '../../facts/modules.ts';
import { isWithin, type RepoPath } from '../../facts/place.ts';
import { compileGlobs } from '../../globs.ts';
import type { EdgeImport, Module } from '../../model/model.ts';

/** What a module shows to others, and who said so: its `exposes`, else the `exports` of its package. */
export type Interface =
  | { readonly by: 'exposes' }
  | { readonly by: 'exports'; readonly package: PackageFact };

/** The interface that decides about an import of `target`; `undefined` where none is known, and all is public. */
export function interfaceOf(module: Module, target: RepoPath): Interface | undefined {
  if (module.declared?.exposes) return { by: 'exposes' };
  const fact = packageOf(module, target);
  // Without one entry that maps to a file nobody can say what is public.
  return fact?.hasExports && fact.entries.length > 0 ? { by: 'exports', package: fact } : undefined;
}

/** Whether a file is in the module's interface. */
export function isExposed(module: Module, target: RepoPath): boolean {
  const exposes = module.declared?.exposes;
  if (exposes) return exposedBy(module.declared, module.root)(target);
  const fact = packageOf(module, target);
  return !fact?.hasExports || fact.entries.length === 0 || entriesOf(fact).has(target);
}

/** Whether an import goes through the interface: to a file in it, or by a specifier that `exports` lists. */
export function respectsInterface(module: Module, { target, fact }: EdgeImport): boolean {
  if (isExposed(module, target)) return true;
  const known = interfaceOf(module, target);
  if (known?.by !== 'exports') return false;
  // A manifest is data that tools read by its path; no code hides behind it.
  if (target.endsWith('/package.json')) return true;
  if (specifiersOf(known.package).has(fact.specifier)) return true;
  return fact.resolution.to === 'file' && fact.resolution.through === 'package' && fact.resolution.exported;
}

/** The package of a module that holds a file; the innermost. */
export function packageOf(module: Module, target: RepoPath): PackageFact | undefined {
  let best: PackageFact | undefined;
  for (const fact of module.packages) {
    if (isWithin(target, fact.root) && (!best || fact.root.length > best.root.length)) best = fact;
  }
  return best;
}

const matchers = new WeakMap<DeclaredModule, (path: RepoPath) => boolean>();

function exposedBy(declared: DeclaredModule, root: RepoPath): (path: RepoPath) => boolean {
  let matches = matchers.get(declared);
  if (!matches) {
    matches = compileGlobs(
      (declared.exposes?.globs ?? []).map(({ glob }) => glob),
      root,
    );
    matchers.set(declared, matches);
  }
  return matches;
}

const entrySets = new WeakMap<PackageFact, ReadonlySet<RepoPath>>();
const specifierSets = new WeakMap<PackageFact, ReadonlySet<string>>();

/** Wildcards in `exports` make hundreds of entries, and every import asks. */
function entriesOf(fact: PackageFact): ReadonlySet<RepoPath> {
  const known = entrySets.get(fact) ?? new Set(fact.entries);
  entrySets.set(fact, known);
  return known;
}

function specifiersOf(fact: PackageFact): ReadonlySet<string> {
  const known = specifierSets.get(fact) ?? new Set(fact.exported.map(({ specifier }) => specifier));
  specifierSets.set(fact, known);
  return known;
}
