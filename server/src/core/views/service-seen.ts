import { byText } from '../facts/place.ts';
import type { SeenEntry, SeenService } from '../facts/runtime.ts';
import { type GraphCall, waysOf } from '../measures/runtime/call-graph.ts';
import type { Section } from './explain.ts';
import { chainInWords, millisInWords, sixDigits, timesInWords } from './runtime-words.ts';
import { count, listed, percent, someOf } from './words.ts';

export function seenLines(seen: SeenService): readonly string[] {
  if (!seen.instrumented)
    return [
      `${seen.name} records nothing itself: only its callers tell of it${seen.system === undefined ? '' : ` (${seen.system})`}`,
    ];
  const errors =
    seen.errors === 0 ? 'none failed' : `${percent(seen.errors / Math.max(1, seen.requests))} failed`;
  return [
    `${seen.name}${seen.namespace === undefined ? '' : ` in ${seen.namespace}`}: ${count(seen.requests, 'request')} answered, ${errors}; ${count(seen.spans, 'span')}`,
    ...(seen.latency
      ? [
          `took ${millisInWords(seen.latency.p50)} (median), ${millisInWords(seen.latency.p90)} (p90), ${millisInWords(seen.latency.p99)} (p99)`,
        ]
      : []),
    ...(seen.ownTime
      ? [`of this its own, without waiting for others: ${millisInWords(seen.ownTime.p50)} (median)`]
      : []),
  ];
}

export function seenRow(seen: SeenService): NonNullable<Section['rows']>[number] {
  return {
    name: seen.name,
    instrumented: seen.instrumented,
    requests: seen.requests,
    errors: seen.errors,
    spans: seen.spans,
    p50: seen.latency?.p50 ?? null,
    p90: seen.latency?.p90 ?? null,
    p99: seen.latency?.p99 ?? null,
    ownP50: seen.ownTime?.p50 ?? null,
  };
}

export function callSection(
  heading: string,
  calls: readonly GraphCall[],
  otherOf: (call: GraphCall) => string,
): readonly Section[] {
  if (calls.length === 0) return [];
  return [
    {
      heading: `${heading}  ${calls.length}`,
      lines: calls.map(call => callLine(call, otherOf(call))),
      rows: calls.map(callRow),
    },
  ];
}

export function callLine(call: GraphCall, other: string): string {
  const { seen, linked, declared, mode } = call;
  const parts = [
    mode === 'sync' ? 'waits' : mode === 'async' ? 'does not wait' : 'whether it waits is unknown',
  ];
  if (declared) parts.push(declared.times === 1 ? 'declared' : `declared, ${declared.times} times`);
  if (seen) {
    const failed = seen.errors === 0 ? '' : `, ${percent(seen.errors / seen.count)} failed`;
    parts.push(`seen ${count(seen.count, 'time')}${failed}`);
    if (seen.perTrace > 1.05)
      parts.push(`${timesInWords(seen.perTrace)} times a trace, at most ${seen.most}`);
    if (seen.latency)
      parts.push(`${millisInWords(seen.latency.p50)} (median), ${millisInWords(seen.latency.p99)} (p99)`);
    if (seen.systems.length > 0) parts.push(listed(seen.systems));
    if (seen.topics.length > 0) parts.push(`by ${someOf(seen.topics, 3)}`);
  }
  if (linked) parts.push(`${count(linked.count, 'call')} by dependency links`);
  return `${other}: ${parts.join('; ')}`;
}

export function callRow(call: GraphCall): NonNullable<Section['rows']>[number] {
  return {
    from: call.from,
    to: waysOf(call).join(' or '),
    mode: call.mode,
    declared: call.declared?.times ?? null,
    seen: call.seen?.count ?? null,
    errors: call.seen?.errors ?? null,
    perTrace: call.seen ? sixDigits(call.seen.perTrace) : null,
    p50: call.seen?.latency?.p50 ?? null,
    p99: call.seen?.latency?.p99 ?? null,
    linked: call.linked?.count ?? null,
  };
}

/** With services by the names that they have in the graph; two names of one service are one link of the chain. */
export function renamed(entry: SeenEntry, nameOf: (seen: string) => string): SeenEntry {
  const deepest = entry.deepest.map(nameOf).filter((name, i, all) => name !== all[i - 1]);
  const shares = new Map<string, number>();
  for (const { service, share } of entry.critical)
    shares.set(nameOf(service), (shares.get(nameOf(service)) ?? 0) + share);
  return {
    ...entry,
    deepest,
    depth: { ...entry.depth, most: entry.depth.most - (entry.deepest.length - deepest.length) },
    critical: [...shares]
      .map(([service, share]) => ({ service, share }))
      .sort((a, b) => b.share - a.share || byText(a.service, b.service)),
    calls: entry.calls.map(call => ({ ...call, from: nameOf(call.from), to: nameOf(call.to) })),
  };
}

export function entryLines(entry: SeenEntry): readonly string[] {
  const { operation, requests, errors, latency, depth, deepest, critical } = entry;
  const failed = errors === 0 ? '' : `, ${percent(errors / requests)} failed`;
  const took = latency ? `; ${millisInWords(latency.p50)} (median), ${millisInWords(latency.p99)} (p99)` : '';
  const waits =
    depth.most === 1 ? 'waits for nobody' : `${depth.most} services deep: ${chainInWords(deepest)}`;
  const blame = critical
    .slice(0, 3)
    .map(({ service, share }) => `${service} ${percent(share)}`)
    .join(', ');
  return [
    `${operation ?? 'all operations'}: ${count(requests, 'request')}${failed}${took}; ${waits}`,
    ...(critical.length > 1 ? [`  where the time goes: ${blame}`] : []),
  ];
}

export function entryRow(entry: SeenEntry): NonNullable<Section['rows']>[number] {
  return {
    operation: entry.operation ?? null,
    requests: entry.requests,
    errors: entry.errors,
    p50: entry.latency?.p50 ?? null,
    p99: entry.latency?.p99 ?? null,
    depth: entry.depth.most,
    deepest: entry.deepest.join(' -> '),
    calls: entry.calls.map(({ from, to, mode, count: times, requests }) => ({
      from,
      to,
      mode,
      count: times,
      requests,
    })),
    critical: entry.critical.map(({ service, share }) => ({ service, share })),
  };
}
