import { byText } from '../facts/place.ts';
import { componentsOf } from '../measures/components.ts';
import type { Model, ModuleName } from '../model/model.ts';
import { lastFor } from '../once-for.ts';
import { dependenciesOf } from './dependencies.ts';
import { releasesOf, tagsTellReleases } from './releases.ts';

/** Modules that tags show to be released together, and how often. */
export interface ReleasedTogether {
  /** Sorted. */
  readonly modules: readonly ModuleName[];
  /** Of the two of them that are so least often: releases of both and of either that no common dependency explains. */
  readonly both: number;
  readonly either: number;
}

/** From so many releases on, together in this share of them, and so many times as often as any two modules here. */
const ENOUGH = 5;
const SHARE = 0.8;
const ABOVE_BASE = 3;

/**
 * Groups of modules that go out together, told by tags, which name what was released (a touched manifest does not). A release
 * in which something that both need went out as well explains itself: it may have taken both along. So only the others
 * count, and of two of which one needs the other none do. Measured over three years on rushstack, MetaMask/core and trpc: no
 * group, where counting all releases makes hundreds of pairs on rushstack.
 */
export function releasedTogether(model: Model): readonly ReleasedTogether[] {
  if (!tagsTellReleases(model)) return [];
  const releases = releasesOf(model);
  const { history } = model.facts;
  const inputs = [dependenciesOf(model).key, [...releases.of.keys()].join('\n')];
  return remembered(history, inputs, () => gather(model));
}

const remembered = lastFor<object, readonly ReleasedTogether[]>();

function gather(model: Model): readonly ReleasedTogether[] {
  const { of, baseRate } = releasesOf(model);
  const { reaches } = dependenciesOf(model);
  const modules = [...of].filter(([, releases]) => releases.size >= ENOUGH);
  const found = new Map<string, { readonly both: number; readonly either: number }>();
  const pairs: (readonly [ModuleName, ModuleName])[] = [];
  for (const [i, [a, ofA]] of modules.entries()) {
    for (const [b, ofB] of modules.slice(i + 1)) {
      if (sharedBy(ofA, ofB) < ENOUGH || reaches(a, b) || reaches(b, a)) continue;
      const common = modules.filter(([needed]) => reaches(a, needed) && reaches(b, needed));
      const left = (releases: ReadonlySet<string>) =>
        new Set([...releases].filter(release => !common.some(([, theirs]) => theirs.has(release))));
      const [leftA, leftB] = [left(ofA), left(ofB)];
      const both = sharedBy(leftA, leftB);
      const either = leftA.size + leftB.size - both;
      const share = either === 0 ? 0 : both / either;
      if (both < ENOUGH || share < SHARE || share < ABOVE_BASE * baseRate) continue;
      pairs.push([a, b]);
      found.set(`${a}\n${b}`, { both, either });
    }
  }
  return componentsOf(pairs).map(names => {
    const own = [...found].filter(([key]) => names.some(name => key.startsWith(`${name}\n`)));
    const [least] = own.map(([, times]) => times).sort((x, y) => x.both / x.either - y.both / y.either);
    return { modules: [...names].sort(byText) as ModuleName[], ...(least ?? { both: 0, either: 0 }) };
  });
}

function sharedBy(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let shared = 0;
  for (const release of a) if (b.has(release)) shared += 1;
  return shared;
}
