import { spread } from './ids.ts';
import { FLAG, KIND, NO_DURATION, type SpanStore } from './span-store.ts';

/** Each span beside its parent. -1 stands for none. */
export interface Joined {
  readonly parent: Int32Array;
  /** Of a span that names a parent which is not there. */
  readonly orphan: Uint8Array;
  readonly repeated: number;
  /** The span that stands for this one, where it was recorded several times: itself, or the one that is kept. */
  kept(at: number): number;
  /** The span an id names, as a link does: the one on the calling side, where both sides have it. */
  find(traceHigh: number, traceLow: number, idHigh: number, idLow: number): number;
}

/**
 * Finds spans that were recorded twice (they are marked dead, what they know is kept) and the parent of each. A call whose
 * two sides share an id, as Zipkin has it, is two spans: the answering side is the child of the calling side.
 */
export function joinSpans({ columns, names, operations }: SpanStore): Joined {
  const { count, traceHigh, traceLow, idHigh, idLow, parentHigh, parentLow, service, flags } = columns;
  const size = tableSize(count);
  // Spans of one id hang in a chain behind the first.
  const table = new Int32Array(size).fill(-1);
  const next = new Int32Array(count).fill(-1);
  let repeated = 0;

  const isAnswer = (at: number): boolean => answers((flags[at] ?? 0) & FLAG.kind);
  const alive = (at: number): boolean => ((flags[at] ?? 0) & FLAG.dead) === 0;

  function slotOf(th: number, tl: number, ih: number, il: number): number {
    for (let slot = spread(th, tl, ih, il) % size; ; slot = slot + 1 === size ? 0 : slot + 1) {
      const at = table[slot] ?? -1;
      if (at < 0) return slot;
      if (idLow[at] === il && traceLow[at] === tl && idHigh[at] === ih && traceHigh[at] === th) return slot;
    }
  }

  /** A record of the same span: of the same service and side of the call, which those without a kind leave open. */
  function twinIn(first: number, at: number, kindless: boolean): number {
    let twin = -1;
    for (let other = first; other >= 0; other = next[other] ?? -1) {
      if (service[other] !== service[at] || !(kindless || isAnswer(other) === isAnswer(at))) continue;
      if (twin < 0 || isAnswer(other)) twin = other;
    }
    return twin;
  }

  function enter(at: number, kindless: boolean): void {
    const slot = slotOf(traceHigh[at] ?? 0, traceLow[at] ?? 0, idHigh[at] ?? 0, idLow[at] ?? 0);
    const first = table[slot] ?? -1;
    const twin = twinIn(first, at, kindless);
    if (twin >= 0) {
      absorb(twin, at);
      repeated += 1;
    } else {
      next[at] = first;
      table[slot] = at;
    }
  }
  // Some report a span in pieces, and not each piece has its kind: these go to whatever is there already.
  for (const kindless of [false, true]) {
    for (let at = 0; at < count; at += 1) {
      if ((((flags[at] ?? 0) & FLAG.kind) === KIND.none) === kindless) enter(at, kindless);
    }
  }

  /** What either tells, in a way that does not depend on which came first. */
  function absorb(kept: number, gone: number): void {
    const one = flags[kept] ?? 0;
    const two = flags[gone] ?? 0;
    const kind = Math.max(one & FLAG.kind, two & FLAG.kind);
    const most = (column: Uint16Array, texts = names) => {
      const here = column[kept] ?? 0;
      const there = column[gone] ?? 0;
      if (here !== there && (texts.text(there) ?? '') > (texts.text(here) ?? '')) column[kept] = there;
    };
    if ((two & FLAG.child) !== 0 && ((one & FLAG.child) === 0 || isBefore(gone, kept))) {
      parentHigh[kept] = parentHigh[gone] ?? 0;
      parentLow[kept] = parentLow[gone] ?? 0;
    }
    const start = columns.start[gone] ?? 0;
    const known = columns.start[kept] ?? 0;
    if (known === 0 || (start !== 0 && start < known)) columns.start[kept] = start;
    const duration = columns.duration[gone] ?? NO_DURATION;
    const lasted = columns.duration[kept] ?? NO_DURATION;
    columns.duration[kept] =
      lasted === NO_DURATION ? duration : duration === NO_DURATION ? lasted : Math.max(lasted, duration);
    most(columns.peer);
    most(columns.system);
    most(columns.topic);
    most(columns.broker);
    most(columns.operation, operations);
    flags[kept] = kind | ((one | two) & ~FLAG.kind);
    flags[gone] = two | FLAG.dead;
  }

  function isBefore(a: number, b: number): boolean {
    const high = (parentHigh[a] ?? 0) - (parentHigh[b] ?? 0);
    return high < 0 || (high === 0 && (parentLow[a] ?? 0) < (parentLow[b] ?? 0));
  }

  /** Of the spans with one id the one that fits best; of equals the first by the name of its service. */
  function pick(first: number, itself: number, rank: (at: number) => number): number {
    let best = -1;
    let bestRank = 0;
    for (let at = first; at >= 0; at = next[at] ?? -1) {
      if (at === itself) continue;
      const ranked = rank(at);
      const better =
        best < 0 ||
        ranked > bestRank ||
        (ranked === bestRank &&
          (names.text(service[at] ?? 0) ?? '') < (names.text(service[best] ?? 0) ?? ''));
      if (!better) continue;
      best = at;
      bestRank = ranked;
    }
    return best;
  }

  function chain(th: number, tl: number, ih: number, il: number): number {
    return table[slotOf(th, tl, ih, il)] ?? -1;
  }

  const parent = new Int32Array(count).fill(-1);
  const orphan = new Uint8Array(count);
  for (let at = 0; at < count; at += 1) {
    if (!alive(at)) continue;
    const th = traceHigh[at] ?? 0;
    const tl = traceLow[at] ?? 0;
    const own = idHigh[at] ?? 0;
    const ownLow = idLow[at] ?? 0;
    const answering = isAnswer(at);
    const hasTwins = (next[at] ?? -1) >= 0 || chain(th, tl, own, ownLow) !== at;
    let from = at;
    if (hasTwins) {
      const first = chain(th, tl, own, ownLow);
      const twin = pick(first, at, other => (isAnswer(other) === answering ? -1 : 1));
      if (twin >= 0 && isAnswer(twin) !== answering) {
        if (answering) {
          parent[at] = twin;
          continue;
        }
        // Some callers lose their parent's id on the way, and the answering side still has it.
        if (((flags[at] ?? 0) & FLAG.child) === 0) from = twin;
      }
    }
    if (((flags[from] ?? 0) & FLAG.child) === 0) continue;
    const ph = parentHigh[from] ?? 0;
    const pl = parentLow[from] ?? 0;
    if (ph === own && pl === ownLow) continue;
    // Of the same service first; then an answer below a call, and everything else below an answer.
    const found = pick(
      chain(th, tl, ph, pl),
      at,
      other => (service[other] === service[at] ? 2 : 0) + (isAnswer(other) === answering ? 0 : 1),
    );
    if (found >= 0) parent[at] = found;
    // A parent of noughts is how some exporters say that there is none.
    else if (ph === 0 && pl === 0) flags[at] = (flags[at] ?? 0) & ~FLAG.child;
    else orphan[at] = 1;
  }
  cutCircles(parent, orphan);
  return {
    parent,
    orphan,
    repeated,
    kept: at => {
      if (alive(at)) return at;
      const first = chain(traceHigh[at] ?? 0, traceLow[at] ?? 0, idHigh[at] ?? 0, idLow[at] ?? 0);
      return twinIn(first, at, ((flags[at] ?? 0) & FLAG.kind) === KIND.none);
    },
    find: (th, tl, ih, il) => pick(chain(th, tl, ih, il), -1, at => (isAnswer(at) ? 0 : 1)),
  };
}

/** Whether a span of this kind answers a call or message, rather than making one. */
export function answers(kind: number): boolean {
  return kind === KIND.server || kind === KIND.consumer;
}

/** No span causes itself: where rubbish says so, all spans of the circle are orphans. */
function cutCircles(parent: Int32Array, orphan: Uint8Array): void {
  // 0: not seen; else the number of the walk that saw it.
  const seen = new Int32Array(parent.length);
  for (let from = 0; from < parent.length; from += 1) {
    const walk = from + 1;
    let at = from;
    while (at >= 0 && seen[at] === 0) {
      seen[at] = walk;
      at = parent[at] ?? -1;
    }
    if (at < 0 || seen[at] !== walk) continue;
    for (let on = at; on >= 0 && (parent[on] ?? -1) >= 0; ) {
      const up = parent[on] ?? -1;
      parent[on] = -1;
      orphan[on] = 1;
      on = up;
    }
  }
}

/** Prime enough: an odd number well above twice the count, at least a handful. */
function tableSize(count: number): number {
  return Math.max(17, count * 2 + 1);
}
