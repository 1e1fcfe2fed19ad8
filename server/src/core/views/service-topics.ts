import type { DeclaredService } from '../facts/declared.ts';
import { factsOf } from '../facts/state.ts';
import type { GraphService } from '../measures/runtime/call-graph.ts';
import { type Passed, passedBetween, type SeenTopic, topicsOf } from '../measures/runtime/topics.ts';
import type { Model } from '../model/model.ts';
import type { Section } from './explain.ts';
import { count, listed, someOf } from './words.ts';

/** What a service was seen to send and take, beside whether it declares an event of that very name. */
export function topicSection(model: Model, { name, declared }: GraphService): readonly Section[] {
  const topics = topicsOf(model).filter(({ service }) => service === name);
  if (topics.length === 0) return [];
  return [
    {
      heading: `Topics  ${topics.length}`,
      lines: topics.map(topic => topicLine(topic, declared)),
      rows: topics.map(topic => ({
        topic: topic.topic,
        way: topic.way,
        seen: topic.count,
        brokers: topic.brokers.join(', '),
        declared: declared ? isDeclared(topic, declared) : null,
      })),
    },
  ];
}

/** A topic that goes by another name than its event may still be that event: only equal names are told to be one. */
function topicLine(topic: SeenTopic, declared: DeclaredService | undefined): string {
  const seen = `${topic.way} ${topic.topic}: seen ${count(topic.count, 'time')}`;
  if (!declared) return seen;
  const clause = topic.way === 'sends' ? 'publishes' : 'consumes';
  return `${seen}; ${isDeclared(topic, declared) ? 'declared' : `it ${clause} no event of this name`}`;
}

function isDeclared({ way, topic }: SeenTopic, { publishes, consumes }: DeclaredService): boolean {
  return (way === 'sends' ? publishes : consumes).some(({ name }) => name === topic);
}

/** How often an event was seen as a topic of that very name. Nothing without traces. */
export function eventSection(model: Model, event: string): readonly Section[] {
  if (factsOf(model.facts.runtime) === undefined) return [];
  const seen = topicsOf(model).filter(({ topic }) => topic === event);
  const lines = seen.map(
    ({ service, way, count: times }) =>
      `${service} ${way === 'sends' ? 'sent' : 'took'} it ${count(times, 'time')}`,
  );
  return [
    {
      heading: 'Seen in traces',
      lines: lines.length > 0 ? lines : ['no topic of this name in this sample'],
    },
  ];
}

/** `by messages on orders: sent 400 times, taken 400 times`, for each topic that may lead from one to the other. */
export function passedLines(model: Model, from: string, to: string): readonly string[] {
  return passedBetween(model, from, to).map(passedLine);
}

function passedLine({ topic, sent, taken, alsoSentBy }: Passed): string {
  // Sides that name the broker differently may mean two.
  const alike = sent.brokers.join() === taken.brokers.join();
  const [to, by] = alike ? ['', ''] : [` to ${listed(sent.brokers)}`, ` from ${listed(taken.brokers)}`];
  const others = alsoSentBy.length === 0 ? '' : `; also sent by ${someOf(alsoSentBy, 3)}`;
  return `by messages on ${topic}: sent ${count(sent.count, 'time')}${to}, taken ${count(taken.count, 'time')}${by}${others}`;
}
