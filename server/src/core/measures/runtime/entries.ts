import { byText } from '../../facts/place.ts';
import type { GraphCall, GraphService } from './call-graph.ts';

/**
 * Services where requests or messages come in, sorted: those that were seen to, and of the declared ones those that nobody
 * waits for. Of services that only wait for each other, in a circle, one stands for all of them, so that no declared service
 * of ours is left out: the first that promises something, else the first by name.
 */
export function entriesOf(
  services: readonly GraphService[],
  calls: readonly GraphCall[],
  seen: readonly string[],
): readonly string[] {
  const own = services.filter(({ declared, external }) => declared && !external);
  const waits = new Map<string, string[]>();
  const waitedFor = new Set<string>();
  for (const { from, to, or, mode } of calls) {
    // Links do not tell whether anybody waits: then nothing is said to come in at the other end.
    if (mode === 'async') continue;
    const next = waits.get(from) ?? [];
    waits.set(from, next);
    for (const name of [to, ...or]) {
      next.push(name);
      waitedFor.add(name);
    }
  }
  const entries = new Set([...seen, ...own.map(({ name }) => name).filter(name => !waitedFor.has(name))]);
  const reached = new Set<string>();
  for (const entry of entries) reach(entry, waits, reached);
  const left = own
    .filter(({ name }) => !reached.has(name))
    .sort((a, b) => Number(promises(b)) - Number(promises(a)) || byText(a.name, b.name))
    .map(({ name }) => name);
  // Who was entered last of all is reached by nobody but its own circle, and was the first of that to be tried.
  for (const name of leavingOrder(left, waits, reached).reverse()) {
    if (reached.has(name)) continue;
    entries.add(name);
    reach(name, waits, reached);
  }
  return [...entries].sort(byText);
}

function promises({ declared }: GraphService): boolean {
  return declared?.availability !== undefined;
}

function reach(from: string, waits: ReadonlyMap<string, readonly string[]>, reached: Set<string>): void {
  const open = [from];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (reached.has(name)) continue;
    reached.add(name);
    open.push(...(waits.get(name) ?? []));
  }
}

/** The names in the order in which a walk down from each of them, one after the other, is done with them. */
function leavingOrder(
  names: readonly string[],
  waits: ReadonlyMap<string, readonly string[]>,
  without: ReadonlySet<string>,
): string[] {
  const wanted = new Set(names);
  const entered = new Set<string>();
  const order: string[] = [];
  for (const start of names) {
    const steps = entered.has(start) ? [] : [{ name: start, left: [...(waits.get(start) ?? [])] }];
    entered.add(start);
    for (let step = steps.at(-1); step !== undefined; step = steps.at(-1)) {
      const next = step.left.pop();
      if (next === undefined) {
        if (wanted.has(step.name)) order.push(step.name);
        steps.pop();
      } else if (!entered.has(next) && !without.has(next)) {
        entered.add(next);
        steps.push({ name: next, left: [...(waits.get(next) ?? [])] });
      }
    }
  }
  return order;
}
