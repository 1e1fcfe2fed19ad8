import { byText } from '../facts/place.ts';
import { consensusCommunities } from './consensus.ts';
import type { Link } from './modularity.ts';

/**
 * The two parts along which a couch would come apart: consensus communities over which of its items (modules, folders,
 * files) change together, merged two by two where they are tied most until two are left. A change of s items ties each
 * two of them by ω/(s−1), so that a wide one has no more say than a narrow one (Newman 2001; grade C).
 * `items` of one change each at most once. Undefined where there is no seam: fewer than two items, or one community whose
 * items do not change each for itself either.
 * Deterministic.
 */
export function splitInTwo<Item extends string>(
  carries: readonly ItemCarry<Item>[],
): Split<Item> | undefined {
  const names = [...new Set(carries.flatMap(({ items }) => items))].sort(byText);
  if (names.length < 2) return undefined;
  const links = linksOf(names, carries);
  const communityOf =
    // Of two there is one way only, and modularity would rather keep them together.
    names.length === 2 ? [0, 1] : consensusCommunities({ nodes: names.length, links }).communityOf;
  const side = mergeToTwo(communityOf, links);
  if (side) return splitAt(names, side, carries);
  // Communities know only changes to several items: a single wide one ties all there are, though each changes alone.
  if (names.length > MOST_ALONE) return undefined;
  const apart = mergeToTwo(
    names.map((_, index) => index),
    links,
  );
  const split = apart && splitAt(names, apart, carries);
  return split && isUnrelated(split) ? split : undefined;
}

/** More than these are not tried one by one, which takes the cube of their number. */
const MOST_ALONE = 40;

function splitAt<Item extends string>(
  names: readonly Item[],
  side: readonly number[],
  carries: readonly ItemCarry<Item>[],
): Split<Item> {
  const sideOf = new Map(names.map((name, index) => [name, side[index] ?? 0]));
  let [weight, crossingWeight, crossing, counted, ofFirst, ofSecond] = [0, 0, 0, 0, 0, 0];
  for (const carry of carries) {
    const inFirst = carry.items.some(item => sideOf.get(item) === 0);
    const inSecond = carry.items.some(item => sideOf.get(item) === 1);
    if (!inFirst && !inSecond) continue;
    counted += 1;
    weight += carry.weight;
    if (inFirst) ofFirst += 1;
    if (inSecond) ofSecond += 1;
    if (!inFirst || !inSecond) continue;
    crossing += 1;
    crossingWeight += carry.weight;
  }
  const first = { items: names.filter(name => sideOf.get(name) === 0), carries: ofFirst };
  const second = { items: names.filter(name => sideOf.get(name) === 1), carries: ofSecond };
  return {
    parts: ofFirst >= ofSecond ? [first, second] : [second, first],
    carries: counted,
    crossing,
    crossingShare: weight > 0 ? crossingWeight / weight : 0,
  };
}

export interface ItemCarry<Item extends string = string> {
  readonly items: readonly Item[];
  readonly weight: number;
}

export interface Split<Item extends string = string> {
  /** The one with more carries first. */
  readonly parts: readonly [Part<Item>, Part<Item>];
  /** Carries that touched any item, and those that touched both parts. */
  readonly carries: number;
  readonly crossing: number;
  /** The share of the weight that crosses the cut: what would still have to be lifted together after the split. */
  readonly crossingShare: number;
}

export interface Part<Item extends string = string> {
  /** Sorted. */
  readonly items: readonly Item[];
  /** Carries that touched it. */
  readonly carries: number;
}

/**
 * Whether the two parts have little to do with each other: each has at least `least` (5) carries, and at most `crossing`
 * (10 %) of the weight touches both. An import between them is the caller's to rule out.
 */
export function isUnrelated(
  split: Split,
  options: { readonly least?: number; readonly crossing?: number } = {},
): boolean {
  const least = options.least ?? 5;
  return (
    split.parts.every(({ carries }) => carries - split.crossing >= least) &&
    split.crossingShare <= (options.crossing ?? 0.1)
  );
}

function linksOf<Item extends string>(
  names: readonly Item[],
  carries: readonly ItemCarry<Item>[],
): readonly Link[] {
  const indexOf = new Map(names.map((name, index) => [name, index]));
  const ties = new Map<number, number>();
  for (const { items, weight } of carries) {
    if (items.length < 2) continue;
    const rows = items.map(item => indexOf.get(item) ?? 0).sort((a, b) => a - b);
    const tie = weight / (rows.length - 1);
    for (const [i, b] of rows.entries())
      for (const a of rows.slice(0, i))
        ties.set(a * names.length + b, (ties.get(a * names.length + b) ?? 0) + tie);
  }
  return [...ties]
    .sort(([x], [y]) => x - y)
    .map(([key, weight]) => ({ a: Math.floor(key / names.length), b: key % names.length, weight }));
}

/** 0 or 1 for each node; undefined where all are one community. */
function mergeToTwo(communityOf: readonly number[], links: readonly Link[]): readonly number[] | undefined {
  const merged = [...communityOf];
  for (;;) {
    const communities = [...new Set(merged)].sort((a, b) => a - b);
    const [first, second] = communities;
    if (first === undefined || second === undefined) return undefined;
    if (communities.length === 2) return merged.map(community => (community === first ? 0 : 1));
    const [into, from] = bestMerge(communities, merged, links);
    for (const [node, community] of merged.entries()) if (community === from) merged[node] = into;
  }
}

/** The two communities whose merging costs modularity least; of equals the smallest together, so that parts stay even. */
function bestMerge(
  communities: readonly number[],
  communityOf: readonly number[],
  links: readonly Link[],
): readonly [number, number] {
  const degree = new Map<number, number>();
  const between = new Map<string, number>();
  const sizes = new Map<number, number>();
  let m = 0;
  for (const community of communityOf) sizes.set(community, (sizes.get(community) ?? 0) + 1);
  for (const { a, b, weight } of links) {
    const [x, y] = [communityOf[a] ?? 0, communityOf[b] ?? 0];
    m += weight;
    degree.set(x, (degree.get(x) ?? 0) + weight);
    degree.set(y, (degree.get(y) ?? 0) + weight);
    const key = x < y ? `${x} ${y}` : `${y} ${x}`;
    if (x !== y) between.set(key, (between.get(key) ?? 0) + weight);
  }
  let best:
    | { readonly pair: readonly [number, number]; readonly gain: number; readonly size: number }
    | undefined;
  for (const [i, y] of communities.entries()) {
    for (const x of communities.slice(0, i)) {
      const ties = between.get(`${x} ${y}`) ?? 0;
      const chance = m === 0 ? 0 : ((degree.get(x) ?? 0) * (degree.get(y) ?? 0)) / (2 * m);
      const gain = m === 0 ? 0 : (ties - chance) / m;
      const size = (sizes.get(x) ?? 0) + (sizes.get(y) ?? 0);
      if (!best || gain > best.gain + 1e-12 || (gain > best.gain - 1e-12 && size < best.size))
        best = { pair: [x, y], gain, size };
    }
  }
  return best?.pair ?? [communities[0] ?? 0, communities[1] ?? 0];
}
