import { byText } from '#core/facts/place';
import type { SeenEntry } from '#core/facts/runtime';
import { answers, type Joined } from './join.ts';
import { latencyOf } from './latency.ts';
import { FLAG, NO_DURATION, type SpanStore } from './span-store.ts';
import { CALL, type Told } from './tell-calls.ts';
import type { Waiting } from './waiting.ts';
import type { Walked } from './walk.ts';

/** A service with more kinds of requests than this names them badly; then they are told as one. */
export const MOST_OPERATIONS_EACH = 100;

interface Entry {
  /** From 1. */
  readonly number: number;
  readonly service: number;
  readonly operation: number;
  readonly roots: number[];
  errors: number;
  readonly critical: Map<number, number>;
  best: { depth: number; way: number; peer: number } | undefined;
  readonly beaten: Set<number>;
  readonly calls: Map<number, { count: number; requests: number; last: number }>;
}

/** Where requests came in, and what was done on their behalf. */
export function tellEntries(
  store: SpanStore,
  { parent }: Joined,
  walked: Walked,
  told: Told,
  waiting: Waiting,
): readonly SeenEntry[] {
  const { columns, names, operations } = store;
  const { count, flags } = columns;
  const { service, root, depth, awaited, way, ways } = walked;
  const entries: Entry[] = [];
  const byKey = new Map<number, Entry>();
  /** The entry of each root, from 1. */
  const entryOf = new Int32Array(count);
  const lumped = lumpedServices();
  const nameOf = (number: number): string => names.text(number) ?? '';

  function lumpedServices(): ReadonlySet<number> {
    const kinds = new Map<number, Set<number>>();
    for (let at = 0; at < count; at += 1) {
      if (!isEntry(at)) continue;
      const own = service[at] ?? 0;
      const known = kinds.get(own) ?? new Set<number>();
      kinds.set(own, known.add(columns.operation[at] ?? 0));
    }
    return new Set([...kinds].filter(([, { size }]) => size > MOST_OPERATIONS_EACH).map(([own]) => own));
  }

  function isEntry(at: number): boolean {
    const flag = flags[at] ?? 0;
    if ((flag & FLAG.dead) !== 0 || (parent[at] ?? -1) >= 0 || (service[at] ?? 0) === 0) return false;
    if (told.continued.has(at)) return false;
    return (flag & FLAG.child) === 0 || answers(flag & FLAG.kind);
  }

  for (let at = 0; at < count; at += 1) {
    if (!isEntry(at)) continue;
    const own = service[at] ?? 0;
    const operation = lumped.has(own) ? 0 : (columns.operation[at] ?? 0);
    const key = own * 65536 + operation;
    let entry = byKey.get(key);
    if (!entry) {
      entry = {
        number: entries.length + 1,
        service: own,
        operation,
        roots: [],
        errors: 0,
        critical: new Map(),
        best: undefined,
        beaten: new Set(),
        calls: new Map(),
      };
      byKey.set(key, entry);
      entries.push(entry);
    }
    entryOf[at] = entry.number;
    entry.roots.push(at);
    if (((flags[at] ?? 0) & FLAG.error) !== 0) entry.errors += 1;
    const { critical } = entry;
    waiting.critical(at, (blamed, micros) => critical.set(blamed, (critical.get(blamed) ?? 0) + micros));
  }

  const depths = new Uint16Array(count);
  function reached(at: number, deep: number, peer: number): void {
    const top = root[at] ?? 0;
    const entry = entries[(entryOf[top] ?? 0) - 1];
    if (!entry) return;
    depths[top] = Math.max(depths[top] ?? 0, deep);
    const { best } = entry;
    const found = { depth: deep, way: way[at] ?? 0, peer };
    if (best && (deep < best.depth || (best.way === found.way && best.peer === peer))) return;
    const key = found.way * 65536 + peer;
    if (best && deep === best.depth) {
      if (entry.beaten.has(key)) return;
      if (!isBefore(found, best)) {
        entry.beaten.add(key);
        return;
      }
    }
    entry.best = found;
  }

  const chainOf = (found: { readonly way: number; readonly peer: number }): readonly string[] => [
    ...ways.services(found.way).map(nameOf),
    ...(found.peer === 0 ? [] : [nameOf(found.peer)]),
  ];
  function isBefore(a: { way: number; peer: number }, b: { way: number; peer: number }): boolean {
    return byText(chainOf(a).join('\n'), chainOf(b).join('\n')) < 0;
  }

  for (let at = 0; at < count; at += 1) {
    if (((flags[at] ?? 0) & FLAG.dead) === 0 && awaited[at] === 1) reached(at, depth[at] ?? 1, 0);
  }

  const { calls } = told;
  // One root after the other, so that a request counts once for each call.
  const order = Uint32Array.from({ length: calls.count }, (_, call) => call).sort(
    (a, b) => rootOf(a) - rootOf(b),
  );
  function rootOf(call: number): number {
    return root[calls.span[call] ?? 0] ?? 0;
  }
  for (const call of order) {
    const span = calls.span[call] ?? 0;
    const flag = calls.flags[call] ?? 0;
    if ((flag & CALL.calleeOnly) !== 0) continue;
    const top = rootOf(call);
    const entry = entries[(entryOf[top] ?? 0) - 1];
    if (!entry) continue;
    const asynchronous = (flag & CALL.async) !== 0;
    if ((flag & CALL.callerOnly) !== 0 && awaited[span] === 1)
      reached(span, (depth[span] ?? 1) + 1, calls.to[call] ?? 0);
    const key = edgeKey(calls.from[call] ?? 0, calls.to[call] ?? 0, asynchronous);
    const seen = entry.calls.get(key) ?? { count: 0, requests: 0, last: -1 };
    seen.count += 1;
    if (seen.last !== top) seen.requests += 1;
    seen.last = top;
    entry.calls.set(key, seen);
  }

  return entries
    .map((entry): SeenEntry => {
      const latency = latencyOf(
        Float64Array.from(
          entry.roots.map(at => columns.duration[at] ?? NO_DURATION).filter(took => took !== NO_DURATION),
        ),
      );
      const sorted = Uint16Array.from(entry.roots, at => Math.max(1, depths[at] ?? 1)).sort();
      const operation = operations.text(entry.operation);
      return {
        service: nameOf(entry.service),
        ...(operation === undefined ? {} : { operation }),
        requests: entry.roots.length,
        errors: entry.errors,
        ...(latency ? { latency } : {}),
        depth: { most: sorted.at(-1) ?? 1, median: sorted[Math.ceil(sorted.length / 2) - 1] ?? 1 },
        deepest: entry.best ? chainOf(entry.best) : [nameOf(entry.service)],
        critical: sharesOf(entry.critical, nameOf),
        calls: [...entry.calls]
          .map(([key, { count: times, requests }]) => ({ ...edgeOf(key, nameOf), count: times, requests }))
          .sort(byEdge),
      };
    })
    .sort((a, b) => byText(a.service, b.service) || byText(a.operation ?? '', b.operation ?? ''));
}

/** Two services and a mode as one number. */
export function edgeKey(from: number, to: number, asynchronous: boolean): number {
  return (from * 65536 + to) * 2 + (asynchronous ? 1 : 0);
}

export function edgeOf(
  key: number,
  nameOf: (number: number) => string,
): { readonly from: string; readonly to: string; readonly mode: 'sync' | 'async' } {
  const pair = Math.floor(key / 2);
  return {
    from: nameOf(Math.floor(pair / 65536)),
    to: nameOf(pair % 65536),
    mode: key % 2 === 1 ? 'async' : 'sync',
  };
}

export function byEdge(
  a: { readonly from: string; readonly to: string; readonly mode: string },
  b: { readonly from: string; readonly to: string; readonly mode: string },
): number {
  return byText(a.from, b.from) || byText(a.to, b.to) || byText(a.mode, b.mode);
}

function sharesOf(
  critical: ReadonlyMap<number, number>,
  nameOf: (number: number) => string,
): SeenEntry['critical'] {
  const whole = [...critical.values()].reduce((sum, micros) => sum + micros, 0);
  if (whole === 0) return [];
  return [...critical]
    .filter(([, micros]) => micros > 0)
    .map(([blamed, micros]) => ({ service: nameOf(blamed), share: Number((micros / whole).toPrecision(6)) }))
    .sort((a, b) => b.share - a.share || byText(a.service, b.service));
}
