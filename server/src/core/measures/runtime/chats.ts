import { byText, type Place } from '../../facts/place.ts';
import type { RuntimeFacts } from '../../facts/runtime.ts';
import { factsOf } from '../../facts/state.ts';
import type { Model } from '../../model/model.ts';
import { type CallGraph, nameInGraph, waysOf } from './call-graph.ts';
import { callGraphOf } from './graph-of.ts';

/**
 * How often one of two services calls the other for one request; MEASURES.md section e. Both ways are not added up: a request
 * need not go both.
 */
export interface Chat {
  /** Sorted by name. */
  readonly services: readonly [string, string];
  /** The most that one of them declares to call the other for a request, and where; waiting for it or not. */
  readonly declared?: DeclaredChat;
  /** The same of calls that are waited for. */
  readonly declaredWaiting?: DeclaredChat;
  /** Of the kinds of requests of which at least three hold such calls: the one in which there are most. */
  readonly seen?: SeenChat;
  /** The same of calls that are waited for. */
  readonly seenWaiting?: SeenChat;
}

export interface DeclaredChat {
  readonly from: string;
  readonly to: string;
  readonly times: number;
  readonly at: Place;
}

export interface SeenChat {
  readonly from: string;
  readonly to: string;
  /** Where the requests came in, and as what. */
  readonly service: string;
  readonly operation?: string;
  /** Calls per request in which there are any: the mean. */
  readonly times: number;
  /** How many requests these were. */
  readonly requests: number;
}

/** Every two services that call each other, sorted. Dependency links do not tell how often a request calls. */
export function chatsOf(model: Model): readonly Chat[] {
  const known = CHATS.get(model);
  if (known) return known;
  const made = gather(callGraphOf(model), factsOf(model.facts.runtime));
  CHATS.set(model, made);
  return made;
}

/** What fewer requests of one kind did may be an accident. */
const ENOUGH_REQUESTS = 3;

const CHATS = new WeakMap<Model, readonly Chat[]>();

/** The most calls from one to the other for a request, as declared or else as seen; 0 where neither tells. */
export function timesIn({ declared, seen }: Chat): { readonly times: number; readonly seen: boolean } {
  const said = declared?.times ?? 0;
  return seen && seen.times > said ? { times: seen.times, seen: true } : { times: said, seen: false };
}

interface Open {
  readonly services: readonly [string, string];
  declared?: DeclaredChat;
  declaredWaiting?: DeclaredChat;
  seen?: SeenChat;
  seenWaiting?: SeenChat;
}

function gather(graph: CallGraph, runtime: RuntimeFacts | undefined): readonly Chat[] {
  const chats = new Map<string, Open>();
  const between = (from: string, to: string): Open => {
    const services: readonly [string, string] = from < to ? [from, to] : [to, from];
    const key = JSON.stringify(services);
    const open = chats.get(key) ?? { services };
    chats.set(key, open);
    return open;
  };
  for (const call of graph.calls) {
    const { from, mode, declared } = call;
    // Where any one is enough, each may be the one that is asked.
    for (const to of waysOf(call)) {
      const chat = between(from, to);
      if (!declared) continue;
      const said: DeclaredChat = { from, to, times: declared.times, at: declared.at };
      if (said.times > (chat.declared?.times ?? 0)) chat.declared = said;
      if (mode === 'sync' && said.times > (chat.declaredWaiting?.times ?? 0)) chat.declaredWaiting = said;
    }
  }
  const nameOf = nameInGraph(graph);
  for (const { service, operation, calls } of runtime?.entries ?? []) {
    const entry = { service: nameOf(service), ...(operation === undefined ? {} : { operation }) };
    for (const { from, to, mode, count, requests } of calls) {
      const ends = [nameOf(from), nameOf(to)] as const;
      // A service that calls itself is coupled to nobody.
      if (ends[0] === ends[1]) continue;
      const chat = between(...ends);
      if (requests < ENOUGH_REQUESTS) continue;
      const seen: SeenChat = {
        ...entry,
        from: ends[0],
        to: ends[1],
        times: count / Math.max(1, requests),
        requests,
      };
      if (seen.times > (chat.seen?.times ?? 0)) chat.seen = seen;
      if (mode === 'sync' && seen.times > (chat.seenWaiting?.times ?? 0)) chat.seenWaiting = seen;
    }
  }
  return [...chats.values()].sort(
    (a, b) => byText(a.services[0], b.services[0]) || byText(a.services[1], b.services[1]),
  );
}
