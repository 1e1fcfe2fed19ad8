import type { RepoPath } from '../facts/place.ts';
import type { Model } from './model.ts';

/** A name that resolves in `.wiring` files as if it had been declared. */
export interface KnownName {
  readonly name: string;
  /** Where it comes from (a package.json, a CODEOWNERS line), for go to definition. */
  readonly path?: RepoPath;
  /** Zero-based. */
  readonly line?: number;
  /** For completion and hover: `package at packages/cart`, `owner in CODEOWNERS`. */
  readonly detail: string;
}

export interface KnownNames {
  readonly modules: readonly KnownName[];
  readonly teams: readonly KnownName[];
}

/** The names that nobody declared: packages, also those that a declared module is, and owners in CODEOWNERS. */
export function knownNames(model: Model): KnownNames {
  const declared = new Set(
    model.modules.filter(module => module.declared).map(module => module.name as string),
  );
  const modules = model.modules.flatMap(module =>
    module.packages.flatMap((fact): KnownName[] => {
      const name = module.declared ? fact.name : module.name;
      if (declared.has(name)) return [];
      const what = fact.kind === 'folder' ? 'folder' : fact.kind;
      const is = module.declared ? `, which is module ${module.name}` : '';
      return [
        {
          name,
          ...(fact.manifest === undefined
            ? {}
            : { path: fact.manifest, line: fact.nameRange?.start.line ?? 0 }),
          detail: `${what} at ${fact.root === '' ? 'the root' : fact.root}${is}`,
        },
      ];
    }),
  );
  return { modules, teams: ownerNames(model) };
}

function ownerNames(model: Model): readonly KnownName[] {
  const ownership = model.facts.ownership.state === 'absent' ? undefined : model.facts.ownership.facts;
  const first = new Map<string, KnownName>();
  for (const rule of ownership?.rules ?? []) {
    for (const owner of rule.owners) {
      const team = model.team(owner.handle);
      // A declared team answers to its handle too, so that CODEOWNERS' names go on working in `owner`.
      if (!team || first.has(owner.handle)) continue;
      const detail = team.declared
        ? `owner in CODEOWNERS, which is team ${team.name}`
        : 'owner in CODEOWNERS';
      first.set(owner.handle, {
        name: owner.handle,
        path: owner.place.path,
        line: owner.place.range.start.line,
        detail,
      });
    }
  }
  return [...first.values()];
}
