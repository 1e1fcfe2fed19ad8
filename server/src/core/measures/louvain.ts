import Graph from 'graphology';
import louvain from 'graphology-communities-louvain';
import type { WeightedGraph } from './modularity.ts';
import { seededRandom } from './seeded-random.ts';

/**
 * One partition by Louvain's method (Blondel et al. 2008), by a kept library: the only file of `core` that imports one.
 * The library looks at nothing but its arguments, and all its chance comes from the seed: the same graph and seed give
 * the same partition. Returns the community of each node, numbered by first appearance. Nodes without links are alone.
 */
export function louvainPartition(graph: WeightedGraph, seed: number): readonly number[] {
  const drawn = new Graph({ type: 'undirected' });
  for (let node = 0; node < graph.nodes; node++) drawn.addNode(node);
  for (const { a, b, weight } of graph.links) drawn.addEdge(a, b, { weight });
  // The library divides by the sum of weights.
  const found: Readonly<Record<string, number>> =
    graph.links.length === 0 ? {} : louvain(drawn, { getEdgeWeight: 'weight', rng: seededRandom(seed) });
  const numbers = new Map<number, number>();
  return Array.from({ length: graph.nodes }, (_, node) => {
    const community = found[node] ?? -1 - node;
    const number = numbers.get(community) ?? numbers.size;
    numbers.set(community, number);
    return number;
  });
}
