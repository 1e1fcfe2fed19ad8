import type { HistoryFacts } from '../facts/history.ts';
import { byText } from '../facts/place.ts';
import { factsOf } from '../facts/state.ts';
import { changeLens } from '../measures/changes.ts';
import type { Model, ModuleName } from '../model/model.ts';
import { onceFor } from '../once-for.ts';

/** Which modules are released together. */
export interface Releases {
  /** Tags name packages, so that it is known which were released; else the files of releases tell it. */
  readonly byTags: boolean;
  /** In which releases each module was; sorted by name. A release is a change. */
  readonly of: ReadonlyMap<ModuleName, ReadonlySet<string>>;
  /** Releases of each and of both. */
  together(a: ModuleName, b: ModuleName): { readonly both: number; readonly either: number };
  /** Of all pairs of released modules, how often a release of either releases both. 1 where versions are fixed. */
  readonly baseRate: number;
}

const known = new WeakMap<Model, Releases>();

export function releasesOf(model: Model): Releases {
  let made = known.get(model);
  if (!made) {
    const history = factsOf(model.facts.history);
    const tagged = releasesByTags(model);
    made = gather(tagged ?? (history ? byFiles(model, history) : new Map()), tagged !== undefined);
    known.set(model, made);
  }
  return made;
}

type Released = Map<string, Set<ModuleName>>;

/**
 * Whether tags name a package that is here. Where they do not they tell nothing of what was released, and who asks of nothing
 * else spares the search of all changes for releases.
 */
export function tagsTellReleases(model: Model): boolean {
  return releasesByTags(model) !== undefined;
}

const releasesByTags = onceFor((model: Model): Released | undefined => {
  const released: Released = new Map();
  for (const { package: name, change } of factsOf(model.facts.history)?.releases ?? []) {
    const module = model.module(name)?.name;
    if (module !== undefined) addTo(released, change, module);
  }
  return released.size === 0 ? undefined : released;
});

/**
 * The manifests that release changes touch. A package that only takes a newer dependency has its manifest touched too and is
 * not released: where a module's releases ever wrote its list of changes, those that do not are none.
 */
function byFiles(model: Model, history: HistoryFacts): Released {
  const lens = changeLens(model);
  const touched: { readonly id: string; readonly module: ModuleName; readonly listed: boolean }[] = [];
  for (const change of history.changes) {
    if (lens.classified(change).class !== 'release') continue;
    const manifests = new Set<ModuleName>();
    const lists = new Set<ModuleName>();
    for (const file of change.files) {
      const path = file.now ?? file.path;
      const isManifest = path.endsWith('package.json');
      if (!isManifest && !/(?:^|\/)changelog\.(?:md|json)$/i.test(path)) continue;
      const module = model.moduleOf(path)?.name;
      if (module !== undefined) (isManifest ? manifests : lists).add(module);
    }
    for (const module of manifests) touched.push({ id: change.id, module, listed: lists.has(module) });
  }
  const listing = new Set(touched.filter(({ listed }) => listed).map(({ module }) => module));
  const released: Released = new Map();
  for (const { id, module, listed } of touched)
    if (listed || !listing.has(module)) addTo(released, id, module);
  return released;
}

function addTo(released: Released, change: string, module: ModuleName): void {
  const modules = released.get(change);
  if (modules) modules.add(module);
  else released.set(change, new Set([module]));
}

function gather(released: Released, tagged: boolean): Releases {
  const of = new Map<ModuleName, Set<string>>();
  let both = 0;
  let sum = 0;
  for (const [change, modules] of released) {
    for (const module of modules) {
      const own = of.get(module);
      if (own) own.add(change);
      else of.set(module, new Set([change]));
    }
    both += (modules.size * (modules.size - 1)) / 2;
    sum += modules.size;
  }
  // Σ|A∩B| over all pairs counts each release's pairs; Σ|A∪B| = (n−1)·Σ|A| − Σ|A∩B|.
  const either = Math.max(0, of.size - 1) * sum - both;
  return {
    byTags: tagged,
    of: new Map([...of].sort(([a], [b]) => byText(a, b))),
    together: (a, b) => {
      const ofA = of.get(a) ?? NONE;
      const ofB = of.get(b) ?? NONE;
      let shared = 0;
      for (const release of ofA) if (ofB.has(release)) shared += 1;
      return { both: shared, either: ofA.size + ofB.size - shared };
    },
    baseRate: either === 0 ? 0 : both / either,
  };
}

const NONE: ReadonlySet<string> = new Set();
