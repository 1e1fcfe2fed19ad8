import { louvainPartition } from './louvain.ts';
import { type Link, modularity, type WeightedGraph } from './modularity.ts';

/** Fixed, so that the same history gives the same communities. */
const SEEDS = Array.from({ length: 20 }, (_, index) => index + 1);

/** A partition that one run finds is an accident: two nodes belong together where most runs put them together. */
const MOST_RUNS = 0.5;

/** Each round joins what the last one mostly agreed on; in practice two or three are enough. */
const MOST_ROUNDS = 10;

/**
 * The communities that most of twenty fixed seeds agree on (consensus clustering, Lancichinetti and Fortunato 2012;
 * MEASURES.md section a, grade C): the share of runs in which two nodes meet becomes the weight between them, what
 * meets in fewer than half is cut, and the runs are made again on that graph until all agree. Deterministic.
 */
export function consensusCommunities(graph: WeightedGraph): Consensus {
  const first = togetherness(graph);
  let current = first;
  for (let round = 0; round < MOST_ROUNDS && !agreed(current); round++) {
    current = togetherness({
      nodes: graph.nodes,
      links: current.filter(({ weight }) => weight >= MOST_RUNS),
    });
  }
  const communityOf = components(
    graph.nodes,
    current.filter(({ weight }) => weight >= MOST_RUNS),
  );
  const sums = new Map<number, { together: number; pairs: number }>();
  for (const { a, b, weight } of first) {
    const community = communityOf[a];
    if (community === undefined || community !== communityOf[b]) continue;
    const sum = sums.get(community) ?? { together: 0, pairs: 0 };
    sums.set(community, sum);
    sum.together += weight;
  }
  const sizes = new Map<number, number>();
  for (const community of communityOf) sizes.set(community, (sizes.get(community) ?? 0) + 1);
  return {
    communityOf,
    agreementOf: community => {
      const size = sizes.get(community) ?? 0;
      return size < 2 ? 1 : (sums.get(community)?.together ?? 0) / ((size * (size - 1)) / 2);
    },
    modularity: modularity(graph, communityOf),
  };
}

export interface Consensus {
  /** The community of each node, numbered from 0 by first appearance. */
  readonly communityOf: readonly number[];
  /** In what share of the first twenty runs two of its members were together, on average; 1 for one alone. */
  agreementOf(community: number): number;
  /** Q of this partition of the graph. */
  readonly modularity: number;
}

/** For each two nodes that any run put together, the share of runs that did. */
function togetherness(graph: WeightedGraph): readonly Link[] {
  const shares = new Map<number, number>();
  for (const seed of SEEDS) {
    const groups = new Map<number, number[]>();
    for (const [node, community] of louvainPartition(graph, seed).entries()) {
      const group = groups.get(community);
      if (!group) {
        groups.set(community, [node]);
        continue;
      }
      for (const other of group) {
        const key = other * graph.nodes + node;
        shares.set(key, (shares.get(key) ?? 0) + 1);
      }
      group.push(node);
    }
  }
  return [...shares]
    .sort(([a], [b]) => a - b)
    .map(([key, runs]) => ({
      a: Math.floor(key / graph.nodes),
      b: key % graph.nodes,
      weight: runs / SEEDS.length,
    }));
}

function agreed(links: readonly Link[]): boolean {
  return links.every(({ weight }) => weight === 1);
}

function components(nodes: number, links: readonly Link[]): readonly number[] {
  const parent = Array.from({ length: nodes }, (_, node) => node);
  const find = (node: number): number => {
    let root = node;
    for (let up = parent[root] ?? root; up !== root; up = parent[root] ?? root) root = up;
    parent[node] = root;
    return root;
  };
  for (const { a, b } of links) {
    const [rootA, rootB] = [find(a), find(b)];
    parent[Math.max(rootA, rootB)] = Math.min(rootA, rootB);
  }
  const numbers = new Map<number, number>();
  return parent.map((_, node) => {
    const root = find(node);
    const number = numbers.get(root) ?? numbers.size;
    numbers.set(root, number);
    return number;
  });
}
