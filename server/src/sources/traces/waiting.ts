import { byText } from '#core/facts/place';
import { grouped } from './latency.ts';
import { NO_DURATION, type SpanColumns } from './span-store.ts';
import { CALL, type CallColumns } from './tell-calls.ts';
import type { Walked } from './walk.ts';

/** Where the time of requests went. */
export interface Waiting {
  /** Of the request that this span is: microseconds it did not wait for others; `undefined` where it has no times. */
  ownTime(request: number): number | undefined;
  /**
   * The way from the end of a request back to its start, along what it waited for last: microseconds, by service. Nothing where
   * clocks leave a call without a place on it.
   */
  critical(request: number, blame: (service: number, micros: number) => void): void;
}

/** The request of the caller in which a call was made; -1 where the caller recorded nothing. */
export function askedBy(
  { flags, span: spans, answer }: CallColumns,
  call: number,
  parent: Int32Array,
  request: Int32Array,
): number {
  if (((flags[call] ?? 0) & CALL.calleeOnly) !== 0) return -1;
  const span = spans[call] ?? 0;
  const caller = span === answer[call] ? (parent[span] ?? -1) : span;
  return caller < 0 ? -1 : (request[caller] ?? -1);
}

export function waitingOf(
  columns: SpanColumns,
  parent: Int32Array,
  { request, service }: Walked,
  calls: CallColumns,
  nameOf: (number: number) => string,
): Waiting {
  const owner = (call: number): number =>
    ((calls.flags[call] ?? 0) & CALL.async) === 0 ? askedBy(calls, call, parent, request) : -1;
  const { starts, items } = grouped(columns.count, calls.count, owner);

  interface Wait {
    readonly from: number;
    readonly until: number;
    readonly call: number;
  }

  function timesOf(span: number): { readonly from: number; readonly until: number } | undefined {
    const from = columns.start[span] ?? 0;
    const took = columns.duration[span] ?? NO_DURATION;
    return from === 0 || took === NO_DURATION ? undefined : { from, until: from + took };
  }

  /** Of two calls at the very same time it is always the same that counts. */
  function byId(a: number, b: number): number {
    const one = calls.span[a] ?? 0;
    const two = calls.span[b] ?? 0;
    const high = (columns.idHigh[one] ?? 0) - (columns.idHigh[two] ?? 0);
    if (high !== 0) return high;
    const low = (columns.idLow[one] ?? 0) - (columns.idLow[two] ?? 0);
    if (low !== 0 || one !== two) return low;
    const other = (call: number, column: Uint32Array) => column[calls.answer[call] ?? 0] ?? 0;
    return (
      other(a, columns.idHigh) - other(b, columns.idHigh) ||
      other(a, columns.idLow) - other(b, columns.idLow) ||
      byText(nameOf(calls.to[a] ?? 0), nameOf(calls.to[b] ?? 0))
    );
  }

  /** What a request waited for, within its own time; the last to end first. */
  function waitsOf(span: number, within: { readonly from: number; readonly until: number }): readonly Wait[] {
    const waits: Wait[] = [];
    for (let at = starts[span] ?? 0; at < (starts[span + 1] ?? 0); at += 1) {
      const call = items[at] ?? 0;
      const times = timesOf(calls.span[call] ?? 0);
      if (!times) continue;
      const from = Math.max(times.from, within.from);
      const until = Math.min(times.until, within.until);
      if (until > from) waits.push({ from, until, call });
    }
    return waits.sort((a, b) => b.until - a.until || a.from - b.from || byId(a.call, b.call));
  }

  function isPlaced(span: number): boolean {
    for (let at = starts[span] ?? 0; at < (starts[span + 1] ?? 0); at += 1)
      if (((calls.flags[items[at] ?? 0] ?? 0) & CALL.unplaced) !== 0) return false;
    return true;
  }

  function ownTime(span: number): number | undefined {
    const within = timesOf(span);
    if (!within || !isPlaced(span)) return undefined;
    let own = 0;
    let cursor = within.until;
    for (const { from, until } of waitsOf(span, within)) {
      if (until < cursor) own += cursor - until;
      cursor = Math.min(cursor, from);
    }
    return own + cursor - within.from;
  }

  function critical(first: number, blame: (service: number, micros: number) => void): void {
    const open = [first];
    const told: (readonly [service: number, micros: number])[] = [];
    for (let span = open.pop(); span !== undefined; span = open.pop()) {
      const within = timesOf(span);
      if (!within) continue;
      if (!isPlaced(span)) return;
      let own = 0;
      let cursor = within.until;
      for (const { from, until, call } of waitsOf(span, within)) {
        // What ran beside a call that took longer held nobody up.
        if (until > cursor) continue;
        own += cursor - until;
        cursor = from;
        const answer = calls.answer[call] ?? -1;
        const times = answer < 0 ? undefined : timesOf(answer);
        const answered = times ? Math.min(times.until - times.from, until - from) : 0;
        told.push([calls.to[call] ?? 0, until - from - answered]);
        if (times) open.push(answer);
      }
      told.push([service[span] ?? 0, own + cursor - within.from]);
    }
    for (const [whose, micros] of told) blame(whose, micros);
  }

  return { ownTime, critical };
}
