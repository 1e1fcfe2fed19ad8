import { blockingCalls, waitedFor } from './blocking.ts';
import { type CallGraph, waysOf } from './call-graph.ts';
import { fallenWith } from './works.ts';

export interface Chance {
  readonly value: number;
  /** There were too many cases: what was not gone through counts as answered, so the value is at most this. */
  readonly atMost: boolean;
}

/**
 * The chance that `entry` answers while each of some services is there with its share and all others always are, each
 * independently of the others. One service after the other is taken to be there and to be away, as far as it still makes a
 * difference; what is left to decide is the same after many ways, and is worked out once (as in an ordered decision diagram).
 */
export function chanceOf(graph: CallGraph, entry: string, shares: ReadonlyMap<string, number>): Chance {
  const calls = blockingCalls(graph);
  const fallen = fallenWith(graph, waitedFor(graph, entry));
  const known = new Map<string, number>();
  const away = new Set<string>();
  const undecided = new Set(shares.keys());
  let atMost = false;

  function chance(): number {
    const gone = fallen(away);
    if (gone.has(entry)) return 0;
    const unsure = fallen(new Set([...away, ...undecided]));
    if (!unsure.has(entry)) return 1;
    const { key, first } = leftToDecide(gone, unsure);
    const before = known.get(key);
    if (before !== undefined) return before;
    if (first === undefined || known.size >= MOST_CASES) {
      atMost = true;
      return 1;
    }
    const share = shares.get(first) ?? 1;
    undecided.delete(first);
    const there = chance();
    away.add(first);
    const without = chance();
    away.delete(first);
    undecided.add(first);
    const value = share * there + (1 - share) * without;
    known.set(key, value);
    return value;
  }

  /**
   * What still matters, as a text that is the same for the same question, and what to decide first: what stands below one way
   * before the next way, so that little is half decided.
   */
  function leftToDecide(gone: ReadonlySet<string>, unsure: ReadonlySet<string>) {
    let first: string | undefined;
    const found = new Set<string>();
    const parts: string[] = [];
    const waiting = [entry];
    for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
      if (found.has(name)) continue;
      found.add(name);
      if (undecided.has(name)) first ??= name;
      const open = (calls.get(name) ?? []).filter(call => waysOf(call).every(way => unsure.has(way)));
      const ways = open.map(call => waysOf(call).filter(way => !gone.has(way)));
      waiting.push(...ways.flat().reverse());
      parts.push(JSON.stringify([name, undecided.has(name), ways]));
    }
    return { key: parts.join(), first };
  }

  const value = chance();
  return { value, atMost };
}

/** Questions that are kept in mind. Services that stand in for each other in pairs or zones take a few dozen. */
const MOST_CASES = 1_000;
