import { byText } from '#core/facts/place';
import type { RuntimeFacts, SeenCall, SeenMessages, SeenService } from '#core/facts/runtime';
import { spread } from './ids.ts';
import { answers, joinSpans } from './join.ts';
import { grouped, latencyOf } from './latency.ts';
import { FLAG, KIND, NO_DURATION, type SpanStore } from './span-store.ts';
import { CALL, type Told, tellCalls } from './tell-calls.ts';
import { byEdge, edgeKey, edgeOf, tellEntries } from './tell-entries.ts';
import { askedBy, type Waiting, waitingOf } from './waiting.ts';
import { type Walked, walkTraces } from './walk.ts';

export type SpanSummary = Pick<RuntimeFacts, 'sample' | 'services' | 'calls' | 'messages' | 'entries'>;

/** What all spans say together. Whatever order they came in, the answer is the same. */
export function summarise(store: SpanStore): SpanSummary {
  const joined = joinSpans(store);
  const walked = walkTraces(store.columns, joined.parent);
  const told = tellCalls(store, joined, walked);
  const waiting = waitingOf(
    store.columns,
    joined.parent,
    walked,
    told.calls,
    number => store.names.text(number) ?? '',
  );
  const calls = callsOf(store, told, joined.parent, walked.request);
  return {
    sample: sampleOf(store, joined, told),
    services: servicesOf(store, joined.parent, walked, waiting, calls),
    calls,
    messages: messagesOf(store, told),
    entries: tellEntries(store, joined, walked, told, waiting),
  };
}

function callsOf(
  store: SpanStore,
  { calls }: Told,
  parent: Int32Array,
  request: Int32Array,
): readonly SeenCall[] {
  const { columns, names } = store;
  const nameOf = (number: number): string => names.text(number) ?? '';
  const numbers = new Map<number, number>();
  const keys: number[] = [];
  const edgeAt = new Uint32Array(calls.count);
  for (let call = 0; call < calls.count; call += 1) {
    const asynchronous = ((calls.flags[call] ?? 0) & CALL.async) !== 0;
    const key = edgeKey(calls.from[call] ?? 0, calls.to[call] ?? 0, asynchronous);
    const number = numbers.get(key) ?? keys.length;
    if (number === keys.length) {
      numbers.set(key, number);
      keys.push(key);
    }
    edgeAt[call] = number;
  }
  const { starts, items } = grouped(keys.length, calls.count, call => edgeAt[call] ?? 0);
  return keys
    .map((key, number): SeenCall => {
      const mine = items.subarray(starts[number], starts[number + 1]);
      const systems = new Set<number>();
      const topics = new Set<number>();
      const traces = new Float64Array(mine.length);
      const requests = new Float64Array(mine.length);
      let asked = 0;
      const durations = new Float64Array(mine.length);
      let timed = 0;
      let errors = 0;
      let callerOnly = 0;
      mine.forEach((call, at) => {
        const span = calls.span[call] ?? 0;
        const answer = calls.answer[call] ?? -1;
        const flags = calls.flags[call] ?? 0;
        if ((flags & CALL.error) !== 0) errors += 1;
        if ((flags & CALL.callerOnly) !== 0) callerOnly += 1;
        systems.add((columns.system[span] ?? 0) || (answer < 0 ? 0 : (columns.system[answer] ?? 0)));
        topics.add((columns.topic[span] ?? 0) || (answer < 0 ? 0 : (columns.topic[answer] ?? 0)));
        traces[at] = traceKey(columns.traceHigh[span] ?? 0, columns.traceLow[span] ?? 0);
        const asking = askedBy(calls, call, parent, request);
        if (asking >= 0) {
          requests[asked] = asking;
          asked += 1;
        }
        const took = columns.duration[span] ?? NO_DURATION;
        if (took === NO_DURATION || (flags & CALL.async) !== 0) return;
        durations[timed] = took;
        timed += 1;
      });
      const latency = latencyOf(durations.subarray(0, timed));
      const perTrace = runsOf(traces);
      return {
        ...edgeOf(key, nameOf),
        count: mine.length,
        errors,
        toldByCallerOnly: callerOnly,
        traces: perTrace.runs,
        most: perTrace.longest,
        requests: runsOf(requests.subarray(0, asked)).runs,
        ...(latency ? { latency } : {}),
        systems: textsOf(systems, nameOf),
        topics: textsOf(topics, nameOf),
      };
    })
    .sort(byEdge);
}

/** A trace's id mixed into 53 bits: enough to tell a million of them apart, and a number that sorts quickly. */
function traceKey(high: number, low: number): number {
  return spread(high, low) * 2097152 + (spread(low, high, 1) >>> 11);
}

/** How many different keys there are, and how often the most frequent of them. */
function runsOf(sorted: Float64Array): { readonly runs: number; readonly longest: number } {
  sorted.sort();
  let runs = 0;
  let longest = 0;
  let run = 0;
  let last = Number.NaN;
  for (const key of sorted) {
    if (key === last) run += 1;
    else {
      runs += 1;
      run = 1;
      last = key;
    }
    if (run > longest) longest = run;
  }
  return { runs, longest };
}

function textsOf(numbers: ReadonlySet<number>, nameOf: (number: number) => string): readonly string[] {
  return [...numbers]
    .filter(number => number !== 0)
    .map(nameOf)
    .sort(byText);
}

function servicesOf(
  { columns, names, namespaces }: SpanStore,
  parent: Int32Array,
  { service, request }: Walked,
  waiting: Waiting,
  calls: readonly SeenCall[],
): readonly SeenService[] {
  interface Own {
    spans: number;
    requests: number;
    errors: number;
    readonly timed: number[];
  }
  const own = new Map<number, Own>();
  for (let at = 0; at < columns.count; at += 1) {
    const number = service[at] ?? 0;
    const flags = columns.flags[at] ?? 0;
    if ((flags & FLAG.dead) !== 0 || number === 0) continue;
    const mine = own.get(number) ?? { spans: 0, requests: 0, errors: 0, timed: [] };
    own.set(number, mine);
    mine.spans += 1;
    const kind = flags & FLAG.kind;
    // A call of its own below another service's span tells that somebody asked it, and nothing of how it answered.
    if (request[at] !== at || ((kind === KIND.client || kind === KIND.producer) && (parent[at] ?? -1) >= 0))
      continue;
    // Of a request whose outer span is missing only parts are here.
    if ((parent[at] ?? -1) < 0 && (flags & FLAG.child) !== 0 && !answers(kind)) continue;
    mine.requests += 1;
    if ((flags & FLAG.error) !== 0) mine.errors += 1;
    if (columns.duration[at] !== NO_DURATION) mine.timed.push(at);
  }
  const found = new Map<string, SeenService>();
  for (const [number, { spans, requests, errors, timed }] of own) {
    const name = names.text(number) ?? '';
    const namespace = names.text(namespaces.get(number) ?? 0);
    const latency = latencyOf(Float64Array.from(timed, at => columns.duration[at] ?? 0));
    const ownTime = latencyOf(Float64Array.from(timed.flatMap(at => waiting.ownTime(at) ?? [])));
    found.set(name, {
      name,
      ...(namespace === undefined ? {} : { namespace }),
      instrumented: true,
      spans,
      requests,
      errors,
      ...(latency ? { latency } : {}),
      ...(ownTime ? { ownTime } : {}),
    });
  }
  for (const { from, to, systems } of calls) {
    for (const name of [from, to]) {
      if (found.has(name)) continue;
      const [system] = name === to ? systems : [];
      found.set(name, {
        name,
        instrumented: false,
        ...(system === undefined ? {} : { system }),
        spans: 0,
        requests: 0,
        errors: 0,
      });
    }
  }
  return [...found.values()].sort((a, b) => byText(a.name, b.name));
}

function messagesOf({ names }: SpanStore, { messages }: Told): readonly SeenMessages[] {
  return messages
    .map(({ service, sends, broker, topic, count }): SeenMessages => {
      const named = names.text(topic);
      return {
        service: names.text(service) ?? '',
        way: sends ? 'sends' : 'takes',
        broker: names.text(broker) ?? '',
        ...(named === undefined ? {} : { topic: named }),
        count,
      };
    })
    .sort(
      (a, b) =>
        byText(a.service, b.service) ||
        byText(a.broker, b.broker) ||
        byText(a.topic ?? '', b.topic ?? '') ||
        byText(a.way, b.way),
    );
}

function sampleOf(
  { columns, oneIn }: SpanStore,
  { orphan, repeated }: { readonly orphan: Uint8Array; readonly repeated: number },
  told: Told,
): RuntimeFacts['sample'] {
  const traces = new Float64Array(columns.count - repeated);
  let spans = 0;
  let orphans = 0;
  let nameless = 0;
  let kindless = 0;
  let timeless = 0;
  let from = Number.POSITIVE_INFINITY;
  let until = 0;
  for (let at = 0; at < columns.count; at += 1) {
    const flags = columns.flags[at] ?? 0;
    if ((flags & FLAG.dead) !== 0) continue;
    traces[spans] = traceKey(columns.traceHigh[at] ?? 0, columns.traceLow[at] ?? 0);
    spans += 1;
    orphans += orphan[at] ?? 0;
    if (columns.service[at] === 0) nameless += 1;
    if ((flags & FLAG.kind) === KIND.none) kindless += 1;
    const start = columns.start[at] ?? 0;
    const took = columns.duration[at] ?? NO_DURATION;
    if (start === 0 || took === NO_DURATION) timeless += 1;
    if (start === 0) continue;
    from = Math.min(from, start);
    until = Math.max(until, start + (took === NO_DURATION ? 0 : took));
  }
  const first = isoOf(from);
  const last = isoOf(until);
  return {
    spans,
    traces: runsOf(traces).runs,
    repeated,
    oneIn,
    orphans,
    nameless,
    kindless,
    timeless,
    skewed: told.skewed,
    guessed: told.guessed,
    callsToNobody: told.callsToNobody,
    ...(first === undefined || last === undefined ? {} : { from: first, until: last }),
  };
}

/** Rubbish may be of any year; what is no date is not told. */
function isoOf(micros: number): string | undefined {
  const millis = Math.floor(micros / 1000);
  return millis > 0 && millis < 8.64e15 ? new Date(millis).toISOString() : undefined;
}
