import { fromBelow } from './along-calls.ts';
import type { CallGraph } from './call-graph.ts';

interface Link {
  readonly name: string;
  readonly length: number;
  readonly next: Link | undefined;
}

/**
 * The longest chain of services that wait for each other, from `entry` on; of several the first by name. A circle is
 * followed once: how often it turns is not known. Its length is the blocking depth, 1 where nobody is called.
 */
export function longestChain(graph: CallGraph, entry: string): readonly string[] {
  const first = fromBelow<Link>(graph, entry, (name, asked) => {
    let next: Link | undefined;
    for (const { answers } of asked) {
      for (const answer of answers) {
        const order = answer.length - (next?.length ?? 0);
        if (order > 0 || (order === 0 && next !== undefined && answer.name < next.name)) next = answer;
      }
    }
    return { name, length: 1 + (next?.length ?? 0), next };
  });
  const chain: string[] = [];
  for (let link: Link | undefined = first; link !== undefined; link = link.next) chain.push(link.name);
  return chain;
}
