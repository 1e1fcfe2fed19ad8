/**
 * Strongly connected components with at least two members (Tarjan 1972, without recursion, so that deep graphs do not
 * overflow the stack). Members sorted, components sorted by their first member.
 */
export function stronglyConnected(
  nodes: readonly string[],
  targetsOf: (node: string) => readonly string[],
): readonly (readonly string[])[] {
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const onStack = new Set<string>();
  const stack: string[] = [];
  const components: string[][] = [];

  for (const start of nodes) {
    if (index.has(start)) continue;
    const work: { node: string; targets: readonly string[]; next: number }[] = [];
    const enter = (node: string) => {
      index.set(node, index.size);
      low.set(node, index.size - 1);
      stack.push(node);
      onStack.add(node);
      work.push({ node, targets: targetsOf(node), next: 0 });
    };
    enter(start);
    while (work.length > 0) {
      const frame = work[work.length - 1];
      if (!frame) break;
      const target = frame.targets[frame.next];
      if (target !== undefined) {
        frame.next += 1;
        if (!index.has(target)) enter(target);
        else if (onStack.has(target)) lower(low, frame.node, index.get(target));
        continue;
      }
      work.pop();
      const parent = work[work.length - 1];
      if (parent) lower(low, parent.node, low.get(frame.node));
      if (low.get(frame.node) !== index.get(frame.node)) continue;
      const component: string[] = [];
      for (;;) {
        const member = stack.pop();
        if (member === undefined) break;
        onStack.delete(member);
        component.push(member);
        if (member === frame.node) break;
      }
      if (component.length > 1) components.push(component.sort());
    }
  }
  return components.sort((a, b) => ((a[0] ?? '') < (b[0] ?? '') ? -1 : 1));
}

function lower(low: Map<string, number>, node: string, value: number | undefined): void {
  if (value !== undefined && value < (low.get(node) ?? value + 1)) low.set(node, value);
}

/** A shortest way, both ends included; of equals the one whose names come first. `undefined` where there is none. */
export function shortestWay(
  from: string,
  to: string,
  targetsOf: (node: string) => readonly string[],
): readonly string[] | undefined {
  const cameFrom = new Map<string, string | undefined>([[from, undefined]]);
  let wave = [from];
  while (wave.length > 0) {
    const next: string[] = [];
    for (const node of wave) {
      if (node === to) {
        const way: string[] = [];
        for (let at: string | undefined = node; at !== undefined; at = cameFrom.get(at)) way.unshift(at);
        return way;
      }
      for (const target of [...targetsOf(node)].sort()) {
        if (cameFrom.has(target)) continue;
        cameFrom.set(target, node);
        next.push(target);
      }
    }
    wave = next;
  }
  return undefined;
}
