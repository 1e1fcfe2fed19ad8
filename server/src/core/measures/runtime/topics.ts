import { byText } from '../../facts/place.ts';
import { factsOf } from '../../facts/state.ts';
import type { Model } from '../../model/model.ts';
import { lastFor } from '../../once-for.ts';
import { type CallGraph, nameInGraph } from './call-graph.ts';
import { callGraphOf } from './graph-of.ts';

/** What one service was seen to send to a topic or queue, or to take from it. */
export interface SeenTopic {
  /** By its name in the call graph. */
  readonly service: string;
  readonly way: 'sends' | 'takes';
  readonly topic: string;
  readonly count: number;
  /** As each service names them, sorted: `kafka`, or the broker's name as a service. */
  readonly brokers: readonly string[];
}

/** Messages that may have gone from one service to another: what the one sent, and what the other took, of one topic. */
export interface Passed {
  readonly topic: string;
  readonly sent: SeenTopic;
  readonly taken: SeenTopic;
  /** Others who send there: what was taken may be of theirs. Sorted by name. */
  readonly alsoSentBy: readonly string[];
}

/** Sorted by topic, service and way. Messages that name no topic are left out. */
export function topicsOf(model: Model): readonly SeenTopic[] {
  const graph = callGraphOf(model);
  const runtime = factsOf(model.facts.runtime);
  return remembered(graph, [runtime], () => {
    const nameOf = nameInGraph(graph);
    const topics = new Map<string, SeenTopic>();
    for (const { service: seen, way, broker, topic, count } of runtime?.messages ?? []) {
      if (topic === undefined) continue;
      const service = nameOf(seen);
      const key = JSON.stringify([topic, service, way]);
      const known = topics.get(key);
      const brokers = [...new Set([...(known?.brokers ?? []), broker])].sort(byText);
      topics.set(key, { service, way, topic, count: count + (known?.count ?? 0), brokers });
    }
    return [...topics.values()].sort(
      (a, b) => byText(a.topic, b.topic) || byText(a.service, b.service) || byText(a.way, b.way),
    );
  });
}

const remembered = lastFor<CallGraph, readonly SeenTopic[]>();

/**
 * Which topics the one was seen to send to and the other to take from, sorted by topic. Joined by the topic's name alone:
 * two sides seldom name a broker alike. No call of a request; yet it was seen.
 */
export function passedBetween(model: Model, from: string, to: string): readonly Passed[] {
  const topics = topicsOf(model);
  if (from === to) return [];
  const takenBy = new Map(
    topics.flatMap(one => (one.service === to && one.way === 'takes' ? [[one.topic, one] as const] : [])),
  );
  return topics.flatMap((sent): Passed[] => {
    const taken = takenBy.get(sent.topic);
    if (!taken || sent.service !== from || sent.way !== 'sends') return [];
    const alsoSentBy = topics
      .filter(({ topic, way, service }) => topic === sent.topic && way === 'sends' && service !== from)
      .map(({ service }) => service);
    return [{ topic: sent.topic, sent, taken, alsoSentBy }];
  });
}
