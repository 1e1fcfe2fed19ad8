/**
 * Propagation cost: the share of all ordered pairs (i, j) in which a change to j may reach i, over dependencies of any
 * length, each thing reaching itself (MacCormack, Rusnak, Baldwin 2006; MEASURES.md section a, grade B; falls as n grows:
 * below 500 things it tells little). `targets[i]` lists what i depends on, by index. Name the variant of imports where
 * it is shown: with or without type-only ones it differs by an order of magnitude. 0 for nothing.
 * O(n·E/32): one set of bits a thing, settled over strongly connected components.
 */
export function propagationCost(targets: readonly (readonly number[])[]): PropagationCost {
  const n = targets.length;
  if (n === 0) return { reached: 0, pairs: 0, share: 0 };
  const components = condense(targets);
  const words = Math.ceil(n / 32);
  const reach: Uint32Array[] = [];
  let reached = 0;
  // Components come with what they depend on first, so each one's reach is that of known ones.
  for (const [index, members] of components.members.entries()) {
    const bits = new Uint32Array(words);
    for (const member of members) {
      bits[member >>> 5] = (bits[member >>> 5] ?? 0) | (1 << (member & 31));
      for (const target of targets[member] ?? []) {
        const other = components.of[target] ?? index;
        const known = other === index ? undefined : reach[other];
        if (known) for (let w = 0; w < words; w++) bits[w] = (bits[w] ?? 0) | (known[w] ?? 0);
      }
    }
    reach.push(bits);
    reached += members.length * countBits(bits);
  }
  return { reached, pairs: n * n, share: reached / (n * n) };
}

export interface PropagationCost {
  /** Pairs in the transitive closure, the diagonal included. */
  readonly reached: number;
  /** n². */
  readonly pairs: number;
  readonly share: number;
}

function countBits(bits: Uint32Array): number {
  let count = 0;
  for (const word of bits) for (let rest = word; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}

/** Tarjan's components without recursion, in the order in which they are closed: dependencies first. */
function condense(targets: readonly (readonly number[])[]) {
  const n = targets.length;
  const order = new Int32Array(n).fill(-1);
  const low = new Int32Array(n);
  const of = new Int32Array(n).fill(-1);
  const members: number[][] = [];
  const stack: number[] = [];
  let seen = 0;
  for (let start = 0; start < n; start++) {
    if (order[start] !== -1) continue;
    const work: { readonly node: number; next: number }[] = [];
    const enter = (node: number) => {
      order[node] = low[node] = seen++;
      stack.push(node);
      work.push({ node, next: 0 });
    };
    enter(start);
    for (let frame = work.at(-1); frame; frame = work.at(-1)) {
      const { node } = frame;
      const target = targets[node]?.[frame.next++];
      if (target !== undefined) {
        if (target < 0 || target >= n) throw new RangeError(`there is no thing ${target} among ${n}`);
        if (order[target] === -1) enter(target);
        else if (of[target] === -1) low[node] = Math.min(low[node] ?? 0, order[target] ?? 0);
        continue;
      }
      work.pop();
      const parent = work.at(-1)?.node;
      if (parent !== undefined) low[parent] = Math.min(low[parent] ?? 0, low[node] ?? 0);
      if (low[node] !== order[node]) continue;
      const component = stack.splice(stack.lastIndexOf(node));
      for (const member of component) of[member] = members.length;
      members.push(component);
    }
  }
  return { of, members };
}
