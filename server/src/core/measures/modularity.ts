/** An undirected graph over nodes 0 … n−1. Each link once, a ≠ b, weight > 0. */
export interface WeightedGraph {
  readonly nodes: number;
  readonly links: readonly Link[];
}

export interface Link {
  readonly a: number;
  readonly b: number;
  readonly weight: number;
}

/**
 * Newman and Girvan's modularity Q = Σ over communities of [e_c/m − (d_c/2m)²], between −1/2 and 1 (2004; MEASURES.md
 * section a, grade C: many partitions come near the best). `communityOf[node]` is any number. 0 for a graph without links.
 */
export function modularity(graph: WeightedGraph, communityOf: readonly number[]): number {
  const inside = new Map<number, number>();
  const degree = new Map<number, number>();
  let m = 0;
  for (const { a, b, weight } of graph.links) {
    const [ofA, ofB] = [communityOf[a] ?? -1, communityOf[b] ?? -1];
    m += weight;
    degree.set(ofA, (degree.get(ofA) ?? 0) + weight);
    degree.set(ofB, (degree.get(ofB) ?? 0) + weight);
    if (ofA === ofB) inside.set(ofA, (inside.get(ofA) ?? 0) + weight);
  }
  if (m === 0) return 0;
  let q = 0;
  for (const [community, total] of degree) q += (inside.get(community) ?? 0) / m - (total / (2 * m)) ** 2;
  return q;
}

/**
 * How far two partitions of the same things agree, beyond chance: 1 where they are the same, about 0 where they have
 * nothing to do with each other (adjusted Rand index, Hubert and Arabie 1985; grade A as arithmetic).
 * 1 where both are trivial in the same way.
 * @throws RangeError when they are not of the same length.
 */
export function adjustedRand(one: readonly number[], other: readonly number[]): number {
  if (one.length !== other.length) throw new RangeError('both partitions must be of the same things');
  const two = (n: number) => (n * (n - 1)) / 2;
  const joint = new Map<string, number>();
  const ofOne = new Map<number, number>();
  const ofOther = new Map<number, number>();
  for (const [index, a] of one.entries()) {
    const b = other[index] ?? -1;
    joint.set(`${a} ${b}`, (joint.get(`${a} ${b}`) ?? 0) + 1);
    ofOne.set(a, (ofOne.get(a) ?? 0) + 1);
    ofOther.set(b, (ofOther.get(b) ?? 0) + 1);
  }
  const sum = (counts: Iterable<number>) => [...counts].reduce((total, count) => total + two(count), 0);
  const [together, a, b, all] = [
    sum(joint.values()),
    sum(ofOne.values()),
    sum(ofOther.values()),
    two(one.length),
  ];
  const expected = all === 0 ? 0 : (a * b) / all;
  const most = (a + b) / 2;
  return most === expected ? 1 : (together - expected) / (most - expected);
}
