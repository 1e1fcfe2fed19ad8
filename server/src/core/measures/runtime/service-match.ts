import type { DeclaredService } from '../../facts/declared.ts';
import { byText } from '../../facts/place.ts';
import type { Module, ModuleName } from '../../model/model.ts';

/** How a name in traces was understood. */
export type MatchedBy = 'name' | 'known-as' | 'module' | 'package';

/** What a name stands for. `service` is the name it goes by from here on. */
export interface ServiceMatch {
  readonly service: string;
  readonly by?: MatchedBy;
  readonly declared?: DeclaredService;
  /** What runs there, sorted. Empty where nothing of this repository is known to. */
  readonly modules: readonly ModuleName[];
}

/** Tells what a name in traces stands for. Pure: the same name has the same answer for as long as one holds it. */
export type ServiceMatcher = (seen: string, namespace?: string) => ServiceMatch;

/**
 * A name in traces is, in this order: a declared service's own name, one it is `known as`, a module's name, a package's
 * name with or without its scope. Without case, for exporters disagree about it. A name without its scope that two
 * packages share stands for neither.
 */
export function serviceMatcher(
  declared: readonly DeclaredService[],
  modules: readonly Module[],
): ServiceMatcher {
  const byOwn = new Map(declared.map(service => [service.name.toLowerCase(), service]));
  // Of two that claim one name the first has it: so says the error at the second.
  const byAlias = new Map(
    declared
      .flatMap(service => service.aliases.map(alias => [alias.toLowerCase(), service] as const))
      .reverse(),
  );
  const moduleNamed = new Map<string, Module>();
  const packageNamed = new Map<string, Module | 'several'>();
  const runs = new Map<ModuleName, DeclaredService | 'several'>();
  for (const module of modules) {
    for (const name of [module.name, ...module.aliases]) moduleNamed.set(name.toLowerCase(), module);
    for (const { name, importName } of module.packages) {
      const bare = (importName ?? name).replace(/^@[^/]+\//, '').toLowerCase();
      const known = packageNamed.get(bare);
      packageNamed.set(bare, known === undefined || known === module ? module : 'several');
    }
  }
  const named = new Map<string, ModuleName>(
    modules.flatMap(module => [module.name, ...module.aliases].map(name => [name, module.name] as const)),
  );
  const modulesOf = (service: DeclaredService) =>
    [...new Set(service.runs.flatMap(({ name }) => named.get(name) ?? []))].sort(byText);
  for (const service of declared) {
    for (const module of modulesOf(service)) runs.set(module, runs.has(module) ? 'several' : service);
  }

  const match = (name: string): ServiceMatch | undefined => {
    const lower = name.toLowerCase();
    const own = byOwn.get(lower);
    if (own) return { service: own.name, by: 'name', declared: own, modules: modulesOf(own) };
    const alias = byAlias.get(lower);
    if (alias) return { service: alias.name, by: 'known-as', declared: alias, modules: modulesOf(alias) };
    const module = moduleNamed.get(lower);
    const bare = packageNamed.get(lower);
    const found = module ?? (bare === 'several' ? undefined : bare);
    if (!found) return undefined;
    const by = module ? 'module' : 'package';
    // What a declared service alone runs is that service, whatever it calls itself.
    const running = runs.get(found.name);
    if (running !== undefined && running !== 'several')
      return { service: running.name, by, declared: running, modules: modulesOf(running) };
    return { service: name, by, modules: [found.name] };
  };
  return (seen, namespace) =>
    match(seen) ??
    (namespace === undefined
      ? undefined
      : (match(`${namespace}/${seen}`) ?? match(`${namespace}.${seen}`))) ?? {
      service: seen,
      modules: [],
    };
}
