import type { Latency } from '#core/facts/runtime';

/** Percentiles of durations in microseconds, by nearest rank. Sorts what it is given. */
export function latencyOf(durations: Float64Array): Latency | undefined {
  const count = durations.length;
  if (count === 0) return undefined;
  durations.sort();
  let sum = 0;
  for (const duration of durations) sum += duration;
  const at = (share: number) => millis(durations[Math.max(0, Math.ceil(share * count) - 1)] ?? 0);
  return { count, mean: millis(sum / count), p50: at(0.5), p90: at(0.9), p99: at(0.99), max: at(1) };
}

function millis(micros: number): number {
  return Math.round(micros) / 1000;
}

/** Many numbers in groups, each group in one piece of memory: counted first, filled then. */
export function grouped(
  groups: number,
  count: number,
  groupOf: (at: number) => number,
): { readonly starts: Uint32Array; readonly items: Uint32Array } {
  const starts = new Uint32Array(groups + 1);
  for (let at = 0; at < count; at += 1) {
    const group = groupOf(at);
    if (group >= 0) starts[group + 1] = (starts[group + 1] ?? 0) + 1;
  }
  for (let group = 0; group < groups; group += 1)
    starts[group + 1] = (starts[group + 1] ?? 0) + (starts[group] ?? 0);
  const next = starts.slice();
  const items = new Uint32Array(starts[groups] ?? 0);
  for (let at = 0; at < count; at += 1) {
    const group = groupOf(at);
    if (group < 0) continue;
    items[next[group] ?? 0] = at;
    next[group] = (next[group] ?? 0) + 1;
  }
  return { starts, items };
}
