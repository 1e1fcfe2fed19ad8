import { factsOf } from '../facts/state.ts';
import { changeLens } from '../measures/changes.ts';
import type { Model, ModuleName } from '../model/model.ts';

/** Which modules are released together, told from the changes that are releases and the manifests they touch. */
export interface Releases {
  /** Releases of each and of both. */
  together(a: ModuleName, b: ModuleName): { readonly both: number; readonly either: number };
  /** Of all pairs of released modules, how often a release of either releases both. 1 where versions are fixed. */
  readonly baseRate: number;
}

const known = new WeakMap<Model, Releases>();

export function releasesOf(model: Model): Releases {
  let made = known.get(model);
  if (!made) {
    made = gather(model);
    known.set(model, made);
  }
  return made;
}

function gather(model: Model): Releases {
  const lens = changeLens(model);
  const released = new Map<ModuleName, Set<number>>();
  let both = 0;
  let sum = 0;
  for (const [number, change] of (factsOf(model.facts.history)?.changes ?? []).entries()) {
    if (lens.classified(change).class !== 'release') continue;
    const modules = new Set<ModuleName>();
    for (const file of change.files) {
      const path = file.now ?? file.path;
      if (!path.endsWith('package.json')) continue;
      const module = model.moduleOf(path)?.name;
      if (module !== undefined) modules.add(module);
    }
    for (const module of modules) {
      const known = released.get(module);
      if (known) known.add(number);
      else released.set(module, new Set([number]));
    }
    both += (modules.size * (modules.size - 1)) / 2;
    sum += modules.size;
  }
  // Σ|A∩B| over all pairs counts each release's pairs; Σ|A∪B| = (n−1)·Σ|A| − Σ|A∩B|.
  const either = Math.max(0, released.size - 1) * sum - both;
  return {
    together: (a, b) => {
      const ofA = released.get(a) ?? NONE;
      const ofB = released.get(b) ?? NONE;
      let shared = 0;
      for (const release of ofA) if (ofB.has(release)) shared += 1;
      return { both: shared, either: ofA.size + ofB.size - shared };
    },
    baseRate: either === 0 ? 0 : both / either,
  };
}

const NONE: ReadonlySet<number> = new Set();
