import { answers, type Joined } from './join.ts';
import { FLAG, KIND, type SpanStore } from './span-store.ts';
import { beginsWithin, crossingOf, mayBeClocks, type Walked } from './walk.ts';

/** Every call that the spans tell of, once. Columns of the same length, `count` of them in use. */
export interface CallColumns {
  count: number;
  from: Uint16Array;
  to: Uint16Array;
  /** The span that stands for the waiting: the calling side's, else the answering side's. */
  span: Int32Array;
  /** The answering span; -1 where only the caller tells. */
  answer: Int32Array;
  flags: Uint8Array;
}

/** `unplaced`: the caller has no span of its own for it, and by the clocks the answer lies outside of its request. */
export const CALL = { async: 1, error: 2, callerOnly: 4, calleeOnly: 8, unplaced: 16 } as const;

export interface Told {
  readonly calls: CallColumns;
  readonly messages: readonly ToldMessages[];
  readonly callsToNobody: number;
  readonly skewed: number;
  /** Calls without kinds that were taken as not waited for, although other clocks could make them look so. */
  readonly guessed: number;
  /** Roots that a link shows to be the work of another trace. */
  readonly continued: ReadonlySet<number>;
}

export interface ToldMessages {
  readonly service: number;
  readonly sends: boolean;
  readonly broker: number;
  readonly topic: number;
  count: number;
}

/**
 * A call is told by whoever stands lowest: the answering side, or else the innermost span of the calling side, so that no
 * call is told twice. Between services that say nothing of kinds, a child in another service is a call.
 */
export function tellCalls(store: SpanStore, { parent, find, kept }: Joined, walked: Walked): Told {
  const { columns, links } = store;
  const { count, flags, peer } = columns;
  const { service, request } = walked;
  const calls = growingCalls();
  const messages = new Map<number, ToldMessages>();
  /** Calling spans that have an answer, or another calling span inside that says more. */
  const answered = new Uint8Array(count);
  /** The call by which a message was taken first, from 1; and those of further services. */
  const firstCall = new Int32Array(count);
  const furtherCalls = new Map<number, number>();
  let callsToNobody = 0;
  let skewed = 0;
  let guessed = 0;

  const kindOf = (at: number): number => (flags[at] ?? 0) & FLAG.kind;
  const failed = (at: number): boolean => ((flags[at] ?? 0) & FLAG.error) !== 0;
  const isCalling = (at: number): boolean => kindOf(at) === KIND.client || kindOf(at) === KIND.producer;
  /** Whether a span records a call that its service makes. Without a kind it does so where it names the other end. */
  const actsAsClient = (at: number): boolean =>
    kindOf(at) === KIND.client ||
    (kindOf(at) === KIND.none && (peer[at] ?? 0) !== 0 && (service[at] ?? 0) !== 0);

  function crossings(): void {
    for (let at = 0; at < count; at += 1) {
      if (((flags[at] ?? 0) & FLAG.dead) !== 0) continue;
      const up = parent[at] ?? -1;
      if (up < 0) continue;
      const own = service[at] ?? 0;
      const above = service[up] ?? 0;
      const crossing = crossingOf(columns, at, up, above, own, request[up] ?? up);
      if (crossing === 'none') {
        // What a call is made with (a call of a library inside that of a client) says where it leads; one counts.
        if (actsAsClient(at) || isCalling(at)) callingAbove(up);
        continue;
      }
      const caller = callingAbove(up);
      if (crossing === 'async' && kindOf(at) === KIND.consumer) {
        tellTaken(caller < 0 ? up : caller, at);
        continue;
      }
      const waits = caller >= 0;
      // A calling span knows how its own call ended, not how the one ended that led to it.
      const error = (!actsAsClient(at) && !isCalling(at) && failed(at)) || (waits && failed(caller));
      // Without a span of the caller for it, an answer that lies outside of the request cannot be placed in it.
      const unplaced = !waits && crossing === 'sync' && !beginsWithin(columns, at, request[up] ?? up);
      if (unplaced || (waits && liesOutside(at, caller))) skewed += 1;
      if (crossing === 'async' && isKindless(at, up) && mayBeClocks(columns, at, up)) guessed += 1;
      calls.push(
        above,
        own,
        waits ? caller : at,
        at,
        (crossing === 'async' ? CALL.async : 0) | (error ? CALL.error : 0) | (unplaced ? CALL.unplaced : 0),
      );
    }
  }

  /** The calling span at or above, within its service; marked as answered. -1 where there is none. */
  function callingAbove(from: number): number {
    for (let at = from; at >= 0 && service[at] === service[from]; at = parent[at] ?? -1) {
      if (answers(kindOf(at))) return -1;
      if (!actsAsClient(at) && !isCalling(at)) continue;
      answered[at] = 1;
      return at;
    }
    return -1;
  }

  function isBefore(a: number, b: number): boolean {
    for (const column of [columns.traceHigh, columns.traceLow, columns.idHigh, columns.idLow]) {
      const order = (column[a] ?? 0) - (column[b] ?? 0);
      if (order !== 0) return order < 0;
    }
    return false;
  }

  /** A message counts once for each service that takes it, however many spans there are of its taking. */
  function tellTaken(sender: number, taker: number): void {
    const from = service[sender] ?? 0;
    const to = service[taker] ?? 0;
    if (from === 0 || to === 0) return;
    answered[sender] = 1;
    const first = firstCall[sender] ?? 0;
    const pair = sender * 65536 + to;
    const known = first > 0 && calls.columns.to[first - 1] === to ? first - 1 : furtherCalls.get(pair);
    if (known === undefined) {
      calls.push(from, to, sender, taker, CALL.async | (failed(taker) ? CALL.error : 0));
      if (first === 0) firstCall[sender] = calls.columns.count;
      else furtherCalls.set(pair, calls.columns.count - 1);
      return;
    }
    // It failed if any of its taking did; which of them stands for it does not depend on their order.
    if (failed(taker)) calls.columns.flags[known] = (calls.columns.flags[known] ?? 0) | CALL.error;
    if (isBefore(taker, calls.columns.answer[known] ?? taker)) calls.columns.answer[known] = taker;
  }

  function linked(): ReadonlySet<number> {
    const continued = new Set<number>();
    for (const link of links) {
      const taker = kept(link.span);
      const sender = find(link.traceHigh, link.traceLow, link.idHigh, link.idLow);
      if (taker < 0 || sender < 0 || sender === taker) continue;
      const isMessage =
        kindOf(sender) === KIND.producer ||
        (kindOf(taker) === KIND.consumer && kindOf(sender) === KIND.client);
      if (!isMessage) continue;
      tellTaken(sender, taker);
      if ((parent[taker] ?? -1) < 0) continued.add(taker);
    }
    return continued;
  }

  /** Calls that only one side tells of, and what goes through brokers. */
  function oneSided(): void {
    for (let at = 0; at < count; at += 1) {
      if (((flags[at] ?? 0) & FLAG.dead) !== 0) continue;
      const own = service[at] ?? 0;
      const other = peer[at] ?? 0;
      const kind = kindOf(at);
      if (own !== 0 && (columns.broker[at] ?? 0) !== 0 && (kind === KIND.producer || kind === KIND.consumer))
        tellMessage(at, own, kind === KIND.producer);
      if (actsAsClient(at)) {
        if (answered[at] === 1) continue;
        // Some name themselves as the peer of what came in.
        if (kind === KIND.none && own === other) continue;
        if (own !== 0 && other !== 0)
          calls.push(own, other, at, -1, CALL.callerOnly | (failed(at) ? CALL.error : 0));
        else if (kind === KIND.client) callsToNobody += 1;
      } else if (kind === KIND.server && own !== 0 && other !== 0 && nobodyAbove(at)) {
        calls.push(other, own, at, at, CALL.calleeOnly | (failed(at) ? CALL.error : 0));
      }
    }
  }

  function nobodyAbove(at: number): boolean {
    for (let up = parent[at] ?? -1; up >= 0; up = parent[up] ?? -1)
      if ((service[up] ?? 0) !== 0) return false;
    return true;
  }

  function tellMessage(at: number, own: number, sends: boolean): void {
    const broker = columns.broker[at] ?? 0;
    const topic = columns.topic[at] ?? 0;
    const key = ((own * 65536 + broker) * 65536 + topic) * 2 + (sends ? 1 : 0);
    const told = messages.get(key) ?? { service: own, sends, broker, topic, count: 0 };
    told.count += 1;
    messages.set(key, told);
  }

  /**
   * An answer that begins before its call, or when that is over, was timed by another clock. Not so one that only ends
   * later: a server may write down its end after the caller has all of the answer, and on a busy machine often does. Less
   * than a millisecond is nothing either: the SDK of OpenTelemetry for Node begins its spans at whole milliseconds.
   */
  function liesOutside(at: number, up: number): boolean {
    return kindOf(up) === KIND.client && answers(kindOf(at)) && !beginsWithin(columns, at, up);
  }

  /** Only then was it told by times whether anybody waits. */
  function isKindless(at: number, up: number): boolean {
    const follows = ((flags[at] ?? 0) & FLAG.follows) !== 0;
    return !follows && !answers(kindOf(at)) && !isCalling(up);
  }

  crossings();
  const continued = linked();
  oneSided();
  return {
    calls: calls.columns,
    messages: [...messages.values()],
    callsToNobody,
    skewed,
    guessed,
    continued,
  };
}

function growingCalls() {
  const columns: CallColumns = {
    count: 0,
    from: new Uint16Array(1024),
    to: new Uint16Array(1024),
    span: new Int32Array(1024),
    answer: new Int32Array(1024),
    flags: new Uint8Array(1024),
  };
  const grown = <T extends Uint16Array | Int32Array | Uint8Array>(old: T, fresh: T): T => {
    fresh.set(old);
    return fresh;
  };
  return {
    columns,
    push: (from: number, to: number, span: number, answer: number, flags: number): void => {
      const at = columns.count;
      if (at === columns.from.length) {
        columns.from = grown(columns.from, new Uint16Array(at * 2));
        columns.to = grown(columns.to, new Uint16Array(at * 2));
        columns.span = grown(columns.span, new Int32Array(at * 2));
        columns.answer = grown(columns.answer, new Int32Array(at * 2));
        columns.flags = grown(columns.flags, new Uint8Array(at * 2));
      }
      columns.count += 1;
      columns.from[at] = from;
      columns.to[at] = to;
      columns.span[at] = span;
      columns.answer[at] = answer;
      columns.flags[at] = flags;
    },
  };
}
